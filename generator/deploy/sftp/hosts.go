package sftp

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"

	"guong/generator/deploy/target"
	"guong/generator/message"
)

// hostCheck holds what is known of a server, and what was found out.
type hostCheck struct {
	callback   ssh.HostKeyCallback
	algorithms []string
	refused    error // why the server is not trusted: unknownHost or a fault
}

// unknownHost says that nothing is known of a server, which has this key.
type unknownHost struct {
	name string // as known_hosts spells it: with [ ] and the port if that is not 22
	key  ssh.PublicKey
}

func (u *unknownHost) Error() string { return "unknown host " + u.name }

// fault says so to people.
func (u *unknownHost) fault(o Options) *target.Fault {
	return &target.Fault{
		Kind:    target.KindUntrusted,
		Message: message.New("deploy.sftp-unknown-host", u.name, ssh.FingerprintSHA256(u.key)),
		Hint:    message.New("deploy.sftp-unknown-host-hint", o.KnownHosts, knownhosts.Line([]string{u.name}, u.key)),
	}
}

// preferred are the keys that an unknown server is asked for first, as ssh does it, so
// that both show the same fingerprint.
var preferred = []string{
	ssh.KeyAlgoED25519,
	ssh.KeyAlgoECDSA256, ssh.KeyAlgoECDSA384, ssh.KeyAlgoECDSA521,
	ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256,
}

// certificates are asked for first where known_hosts has authorities.
var certificates = []string{
	ssh.CertAlgoED25519v01,
	ssh.CertAlgoECDSA256v01, ssh.CertAlgoECDSA384v01, ssh.CertAlgoECDSA521v01,
	ssh.CertAlgoRSASHA512v01, ssh.CertAlgoRSASHA256v01,
}

// hostKeys reads known_hosts for the server. Lines may have hashed names. A server is
// asked for the kind of key that is known of it: it may have others as well.
func (t *server) hostKeys() (*hostCheck, error) {
	file := t.options.KnownHosts
	text, err := os.ReadFile(file)
	known := func(string, net.Addr, ssh.PublicKey) error { return &knownhosts.KeyError{} }
	if err == nil {
		known, err = knownhosts.New(file)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, &target.Fault{
			Kind:    target.KindUntrusted,
			Message: message.New("deploy.sftp-bad-known-hosts", file),
			Hint:    message.New("deploy.sftp-bad-known-hosts-hint"),
			Err:     err,
		}
	}
	check := &hostCheck{algorithms: preferred}
	var mismatch *knownhosts.KeyError
	if err := known(t.address, nowhere{}, nobody); errors.As(err, &mismatch) && len(mismatch.Want) > 0 {
		check.algorithms = algorithmsOf(mismatch.Want)
	}
	if bytes.Contains(text, []byte("@cert-authority")) {
		check.algorithms = slices.Concat(certificates, check.algorithms)
	}
	check.callback = func(host string, remote net.Addr, key ssh.PublicKey) error {
		err := known(host, remote, key)
		if err != nil {
			check.refused = t.distrust(err, key)
		}
		return err
	}
	return check, nil
}

// distrust says why a key is not trusted.
func (t *server) distrust(err error, key ssh.PublicKey) error {
	name := knownhosts.Normalize(t.address)
	var mismatch *knownhosts.KeyError
	if errors.As(err, &mismatch) && len(mismatch.Want) == 0 {
		return &unknownHost{name, key}
	}
	f := &target.Fault{
		Kind:    target.KindUntrusted,
		Message: message.New("deploy.sftp-bad-host-key", name, ssh.FingerprintSHA256(key)),
		Hint:    message.New("deploy.sftp-bad-host-key-hint"),
		Err:     err,
	}
	if mismatch != nil {
		want := mismatch.Want[0]
		f.Message = message.New("deploy.sftp-other-host-key", name, ssh.FingerprintSHA256(key), ssh.FingerprintSHA256(want.Key))
		f.Hint = message.New("deploy.sftp-other-host-key-hint", want.Filename, want.Line)
	}
	return f
}

// introduce asks whether an unknown server is to be trusted, and notes it.
func (t *server) introduce(u *unknownHost) error {
	if t.options.Ask == nil {
		return u.fault(t.options)
	}
	if !t.options.Ask(u.name, ssh.FingerprintSHA256(u.key)) {
		return &target.Fault{
			Kind:    target.KindUntrusted,
			Message: message.New("deploy.sftp-not-trusted", u.name),
		}
	}
	if err := note(t.options.KnownHosts, knownhosts.Line([]string{u.name}, u.key)); err != nil {
		return &target.Fault{
			Kind:    target.KindUntrusted,
			Message: message.New("deploy.sftp-not-noted", t.options.KnownHosts),
			Hint:    message.New("deploy.sftp-not-noted-hint"),
			Err:     err,
		}
	}
	return nil
}

// note adds a line to known_hosts, whose last line may lack its end.
func note(file, line string) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return err
	}
	text, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if len(text) > 0 && !bytes.HasSuffix(text, []byte("\n")) {
		line = "\n" + line
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(line + "\n")
	return errors.Join(err, f.Close())
}

// algorithmsOf returns how a server signs with keys of these kinds.
func algorithmsOf(keys []knownhosts.KnownKey) (algorithms []string) {
	for _, algorithm := range preferred {
		kind := algorithm
		if strings.HasPrefix(algorithm, "rsa-") {
			kind = ssh.KeyAlgoRSA
		}
		for _, known := range keys {
			if known.Key.Type() == kind {
				algorithms = append(algorithms, algorithm)
				break
			}
		}
	}
	return algorithms
}

// nobody is a key that no server has: asked for it, known_hosts tells those that it
// knows.
var nobody = func() ssh.PublicKey {
	key, err := ssh.NewPublicKey(make(ed25519.PublicKey, ed25519.PublicKeySize))
	if err != nil {
		panic(err) // a key of the right length cannot be wrong
	}
	return key
}()

// nowhere is the address of a server before it is dialled.
type nowhere struct{}

func (nowhere) Network() string { return "tcp" }
func (nowhere) String() string  { return "0.0.0.0:0" }
