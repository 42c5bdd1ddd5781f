package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"

	"guong/generator/message"
)

// newKey makes a key of a server or a person.
func newKey(t *testing.T) (ed25519.PrivateKey, ssh.Signer) {
	t.Helper()
	_, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return private, signer
}

// serveSFTP serves the machine's files to whoever has a key, until the test ends.
func serveSFTP(t *testing.T, host ssh.Signer, guest ssh.PublicKey) (address string) {
	t.Helper()
	config := &ssh.ServerConfig{PublicKeyCallback: func(_ ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
		if !bytes.Equal(key.Marshal(), guest.Marshal()) {
			return nil, fmt.Errorf("nobody knows this key")
		}
		return nil, nil
	}}
	config.AddHostKey(host)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
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
			go serveConn(conn, config)
		}
	}()
	return listener.Addr().String()
}

func serveConn(conn net.Conn, config *ssh.ServerConfig) {
	defer conn.Close()
	_, channels, requests, err := ssh.NewServerConn(conn, config)
	if err != nil {
		return
	}
	go ssh.DiscardRequests(requests)
	for asked := range channels {
		channel, requests, err := asked.Accept()
		if err != nil {
			return
		}
		go func() {
			for r := range requests {
				_ = r.Reply(r.Type == "subsystem", nil)
			}
		}()
		server, err := sftp.NewServer(channel)
		if err != nil {
			return
		}
		go func() { _ = server.Serve() }()
	}
}

// TestDeployToServer: a site goes to a server whose key is known, and to no other.
func TestDeployToServer(t *testing.T) {
	home := t.TempDir()
	for _, name := range []string{"SSH_AUTH_SOCK", "GUONG_SFTP_PASSWORD", "GUONG_SSH_PASSPHRASE"} {
		t.Setenv(name, "")
	}
	t.Setenv("HOME", home)
	_, host := newKey(t)
	private, guest := newKey(t)
	address := serveSFTP(t, host, guest.PublicKey())
	block, err := ssh.MarshalPrivateKey(private, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(home, "id"), pem.EncodeToMemory(block), 0o600); err != nil {
		t.Fatal(err)
	}
	www := t.TempDir()
	name, port, _ := net.SplitHostPort(address)
	dir := siteFor(t, fmt.Sprintf("kind = \"sftp\"\nhost = %q\nport = %s\nuser = \"tdkt\"\npath = %q\nidentity = \"~/id\"\nknownHosts = \"known\"\n", name, port, filepath.ToSlash(www)))
	if _, err := deployed(t, dir, exitWrong, "--build"); !strings.Contains(err, ssh.FingerprintSHA256(host.PublicKey())) {
		t.Errorf("nobody knows the server, and it says %s", err)
	}
	line := knownhosts.Line([]string{knownhosts.Normalize(address)}, host.PublicKey()) + "\n"
	if err := os.WriteFile(filepath.Join(dir, "known"), []byte(line), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := deployed(t, dir, exitDone); !strings.Contains(out, "“chinh” đã lên bản 1") || err != "" {
		t.Errorf("%s%s", out, err)
	}
	want, _ := os.ReadFile(filepath.Join(dir, "public", "tin", "mot", "index.html"))
	if got, err := os.ReadFile(filepath.Join(www, "tin", "mot", "index.html")); err != nil || len(want) == 0 || !bytes.Equal(got, want) {
		t.Errorf("%v: the story is %.100q", err, got)
	}
	if out, _ := deployed(t, dir, exitDone); !strings.Contains(out, "không có gì phải đưa lên") {
		t.Error(out)
	}
}

// TestTrusts: a server is trusted if a person says so in clear words.
func TestTrusts(t *testing.T) {
	for answer, want := range map[string]bool{"có\n": true, "Co\n": true, "yes\n": true, "y": true, "không\n": false, "no\n": false, "\n": false, "": false, "chắc vậy\n": false} {
		var said bytes.Buffer
		got := terminal{io.Discard, &said, message.Vietnamese}.trusts(strings.NewReader(answer), "may-chu.example", "SHA256:abc")
		if got != want || !strings.Contains(said.String(), "may-chu.example") || !strings.Contains(said.String(), "SHA256:abc") {
			t.Errorf("%q is taken for %v; it was said: %s", answer, got, &said)
		}
	}
}
