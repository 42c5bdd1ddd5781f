package sftp

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/pem"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"
	"golang.org/x/crypto/ssh/knownhosts"

	"guong/generator/deploy/sftp/sftptest"
	"guong/generator/deploy/target"
	"guong/generator/message"
)

// said returns all that a person reads of a fault.
func said(err error) string {
	f, ok := err.(*target.Fault)
	if !ok {
		return err.Error()
	}
	return f.Error() + "\n" + f.Message.In(message.English) + "\n" + f.Hint.In(message.Vietnamese) + "\n" + f.Hint.In(message.English)
}

// TestUnknownHost holds that a server is trusted only when a person says so, once.
func TestUnknownHost(t *testing.T) {
	ctx := context.Background()
	server := sftptest.Start(t)
	known := server.File("known_hosts")
	fingerprint := ssh.FingerprintSHA256(server.HostKey)
	const before = "# of the administrator" // without the end of the line
	sftptest.Write(t, known, []byte(before))

	o := optionsOf(server)
	_, err := Open(ctx, o)
	wantKind(t, err, target.KindUntrusted)
	for _, text := range []string{fingerprint, known, knownhosts.Normalize(server.Address())} {
		if !strings.Contains(said(err), text) {
			t.Errorf("%q is not in %s", text, said(err))
		}
	}

	var asked []string
	answer := false
	o.Ask = func(host, fingerprint string) bool {
		asked = append(asked, host+" "+fingerprint)
		return answer
	}
	_, err = Open(ctx, o)
	wantKind(t, err, target.KindUntrusted)
	if text, err := os.ReadFile(known); err != nil || string(text) != before {
		t.Errorf("known_hosts is %q, %v", text, err)
	}

	answer = true
	openWith(t, o)
	question := knownhosts.Normalize(server.Address()) + " " + fingerprint
	wantList(t, asked, question, question)
	if text, err := os.ReadFile(known); err != nil || !strings.HasPrefix(string(text), before+"\n") {
		t.Errorf("known_hosts is %q, %v", text, err)
	}
	o.Ask = nil
	openWith(t, o)
}

// TestFirstHost holds that known_hosts is made, with its folder, for the user alone.
func TestFirstHost(t *testing.T) {
	server := sftptest.Start(t)
	o := optionsOf(server)
	o.KnownHosts = ""
	o.Ask = func(string, string) bool { return true }
	openWith(t, o)
	for name, want := range map[string]os.FileMode{".ssh": 0o700, ".ssh/known_hosts": 0o600} {
		info, err := os.Stat(filepath.Join(os.Getenv("HOME"), name))
		if err != nil || info.Mode().Perm() != want {
			t.Error(name, info, err)
		}
	}
}

// TestChangedHost holds that a server with another key than the known one is refused,
// and nobody is asked.
func TestChangedHost(t *testing.T) {
	server := sftptest.Start(t)
	other := sftptest.WriteKey(t, server.File("other"), nil)
	sftptest.Write(t, server.File("known_hosts"), []byte("\n"+knownhosts.Line([]string{knownhosts.Normalize(server.Address())}, other)+"\n"))
	o := optionsOf(server)
	o.Ask = func(string, string) bool { t.Error("somebody was asked"); return true }
	_, err := Open(context.Background(), o)
	wantKind(t, err, target.KindUntrusted)
	for _, text := range []string{ssh.FingerprintSHA256(server.HostKey), ssh.FingerprintSHA256(other), "line 2"} {
		if !strings.Contains(said(err), text) {
			t.Errorf("%q is not in %s", text, said(err))
		}
	}
}

// TestKnownHosts holds which lines of known_hosts are understood.
func TestKnownHosts(t *testing.T) {
	server := sftptest.New(t)
	second := ecdsaKey(t, server.File("host2"))
	server.Config = "HostKey " + server.File("host2")
	server.Start(t)
	name := knownhosts.Normalize(server.Address())
	sftptest.Write(t, server.File("ca"), nil)
	for test, line := range map[string]string{
		"hashed":             knownhosts.Line([]string{knownhosts.HashHostname(name)}, server.HostKey),
		"second key only":    knownhosts.Line([]string{name}, second),
		"broken lines first": "nonsense\n" + knownhosts.Line([]string{name}, server.HostKey),
		"beside authorities": "@cert-authority *.example " + string(ssh.MarshalAuthorizedKey(second)) + knownhosts.Line([]string{name}, server.HostKey),
	} {
		sftptest.Write(t, server.File("known_hosts"), []byte(line+"\n"))
		if opened, err := Open(context.Background(), optionsOf(server)); err != nil {
			t.Errorf("%s: %v", test, err)
		} else {
			opened.Close()
		}
	}
	for test, line := range map[string]string{
		"revoked":  "@revoked * " + string(ssh.MarshalAuthorizedKey(server.HostKey)) + "@revoked * " + string(ssh.MarshalAuthorizedKey(second)) + knownhosts.Line([]string{name}, server.HostKey),
		"nonsense": "nonsense",
		"another":  knownhosts.Line([]string{"other.example"}, server.HostKey),
	} {
		sftptest.Write(t, server.File("known_hosts"), []byte(line+"\n"))
		opened, err := Open(context.Background(), optionsOf(server))
		if target.KindOf(err) != target.KindUntrusted {
			t.Errorf("%s: %v, %v", test, opened, err)
		}
	}
}

// TestCertificate holds that a server may be known by an authority.
func TestCertificate(t *testing.T) {
	server := sftptest.New(t)
	server.Config = "HostCertificate " + server.File("host-cert.pub")
	authority, err := ssh.NewSignerFromKey(writeKeyPair(t, server.File("authority")))
	if err != nil {
		t.Fatal(err)
	}
	certificate := &ssh.Certificate{
		Key:             server.HostKey,
		CertType:        ssh.HostCert,
		ValidPrincipals: []string{"127.0.0.1"},
		ValidBefore:     ssh.CertTimeInfinity,
	}
	if err := certificate.SignCert(rand.Reader, authority); err != nil {
		t.Fatal(err)
	}
	sftptest.Write(t, server.File("host-cert.pub"), ssh.MarshalAuthorizedKey(certificate))
	server.Start(t)
	sftptest.Write(t, server.File("known_hosts"), append([]byte("@cert-authority "+knownhosts.Normalize(server.Address())+" "), ssh.MarshalAuthorizedKey(authority.PublicKey())...))
	connect(t, server)
}

// ecdsaKey makes a key of another kind.
func ecdsaKey(t testing.TB, file string) ssh.PublicKey {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKey(private, "")
	if err != nil {
		t.Fatal(err)
	}
	sftptest.Write(t, file, pem.EncodeToMemory(block))
	key, err := ssh.NewPublicKey(&private.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// TestKeyFiles holds which keys let one in, and what is said of others.
func TestKeyFiles(t *testing.T) {
	ctx := context.Background()
	server := sftptest.Start(t)
	const passphrase = "Đồi thông hai mộ 1944"
	locked := sftptest.WriteKey(t, server.File("locked"), []byte(passphrase))
	admitted, err := os.ReadFile(server.File("authorized_keys"))
	if err != nil {
		t.Fatal(err)
	}
	sftptest.Write(t, server.File("authorized_keys"), append(admitted, ssh.MarshalAuthorizedKey(locked)...))
	sftptest.WriteKey(t, server.File("stranger"), nil)
	sftptest.Write(t, server.File("text"), []byte("no key\n"))

	o := optionsOf(server)
	for file, id := range map[string]string{
		"stranger": "deploy.sftp-refused",
		"locked":   "deploy.sftp-locked-key",
		"text":     "deploy.sftp-bad-key-file",
		"missing":  "deploy.sftp-bad-key-file",
	} {
		o.Identity = server.File(file)
		_, err := Open(ctx, o)
		wantKind(t, err, target.KindDenied)
		if got := err.(*target.Fault).Message.ID; got != id {
			t.Errorf("%s: %s, want %s", file, got, id)
		}
	}

	o.Identity = server.File("locked")
	t.Setenv("GUONG_SSH_PASSPHRASE", "wrong "+passphrase)
	_, err = Open(ctx, o)
	wantKind(t, err, target.KindDenied)
	if strings.Contains(said(err), passphrase) {
		t.Error("the passphrase is shown:", said(err))
	}
	t.Setenv("GUONG_SSH_PASSPHRASE", passphrase)
	openWith(t, o)
}

// TestUsualKeys holds that the keys of ~/.ssh are tried, and named if they are locked.
func TestUsualKeys(t *testing.T) {
	ctx := context.Background()
	server := sftptest.Start(t)
	home := os.Getenv("HOME")
	o := optionsOf(server)
	o.Identity = ""
	_, err := Open(ctx, o)
	wantKind(t, err, target.KindDenied)
	if got := err.(*target.Fault).Message.ID; got != "deploy.sftp-no-credentials" {
		t.Error(got)
	}
	file := filepath.Join(home, ".ssh", "id_ed25519")
	sftptest.WriteKey(t, file, []byte("locked"))
	_, err = Open(ctx, o)
	wantKind(t, err, target.KindDenied)
	if !strings.Contains(said(err), file) {
		t.Error("the locked key is not named:", said(err))
	}
	text, err := os.ReadFile(server.File("id"))
	if err != nil {
		t.Fatal(err)
	}
	sftptest.Write(t, filepath.Join(home, ".ssh", "id_rsa"), text)
	openWith(t, o)
	o.Identity = "~/.ssh/id_rsa"
	openWith(t, o)
}

// TestAgent holds that keys of an agent are used: all of them, or that of the identity
// alone, whose file is locked.
func TestAgent(t *testing.T) {
	server := sftptest.Start(t)
	keys := agent.NewKeyring()
	for range 8 { // more than a server lets one try
		addKey(t, keys, writeKeyPair(t, server.File("stranger")))
	}
	locked := writeKeyPair(t, server.File("locked"))
	addKey(t, keys, locked)
	signer, err := ssh.NewSignerFromKey(locked)
	if err != nil {
		t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKeyWithPassphrase(locked, "", []byte("unknown"))
	if err != nil {
		t.Fatal(err)
	}
	sftptest.Write(t, server.File("locked"), pem.EncodeToMemory(block))
	sftptest.Write(t, server.File("authorized_keys"), ssh.MarshalAuthorizedKey(signer.PublicKey()))
	serveAgent(t, keys)

	o := optionsOf(server)
	o.Identity = server.File("locked")
	openWith(t, o)

	o.Identity = ""
	_, err = Open(context.Background(), o)
	wantKind(t, err, target.KindDenied) // after six keys
	if err := keys.RemoveAll(); err != nil {
		t.Fatal(err)
	}
	addKey(t, keys, locked)
	openWith(t, o)
}

func addKey(t testing.TB, keys agent.Agent, private any) {
	t.Helper()
	if err := keys.Add(agent.AddedKey{PrivateKey: private}); err != nil {
		t.Fatal(err)
	}
}

// writeKeyPair writes a key and returns it, private.
func writeKeyPair(t testing.TB, file string) any {
	t.Helper()
	sftptest.WriteKey(t, file, nil)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	private, err := ssh.ParseRawPrivateKey(text)
	if err != nil {
		t.Fatal(err)
	}
	return private
}

// serveAgent makes keys the agent of the user.
func serveAgent(t testing.TB, keys agent.Agent) {
	t.Helper()
	dir, err := os.MkdirTemp("", "agent") // names of sockets have to be short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	listener, err := net.Listen("unix", filepath.Join(dir, "s"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				_ = agent.ServeAgent(keys, conn) // ends with the connection
			}()
		}
	}()
	t.Setenv("SSH_AUTH_SOCK", listener.Addr().String())
}

// TestWrongPassword holds that a password that is not taken is called so, whichever of
// its two ways the server offers.
func TestWrongPassword(t *testing.T) {
	for name, lines := range map[string]string{
		"password":             "PasswordAuthentication yes\nKbdInteractiveAuthentication no",
		"keyboard-interactive": "PasswordAuthentication no\nKbdInteractiveAuthentication yes",
		"both":                 "PasswordAuthentication yes\nKbdInteractiveAuthentication yes",
		"neither":              "PasswordAuthentication no\nKbdInteractiveAuthentication no",
	} {
		t.Run(name, func(t *testing.T) {
			server := sftptest.Start(t, lines)
			t.Setenv("GUONG_SFTP_PASSWORD", "sai mật khẩu")
			o := optionsOf(server)
			o.Identity = ""
			_, err := Open(context.Background(), o)
			wantKind(t, err, target.KindDenied)
			if text := said(err); !strings.Contains(text, message.New("deploy.sftp-password-hint").In(message.Vietnamese)) || strings.Contains(text, "sai mật khẩu") {
				t.Errorf("what is said: %s", text)
			}
		})
	}
}
