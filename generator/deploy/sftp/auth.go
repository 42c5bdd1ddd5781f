package sftp

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/agent"

	"guong/generator/deploy/target"
	"guong/generator/message"
)

// credentials are the ways in which the user shows who they are.
type credentials struct {
	methods []ssh.AuthMethod
	signers []ssh.Signer
	locked  []string  // key files that need a passphrase
	secret  bool      // a password is among them
	agent   io.Closer // may be nil
}

func (k *credentials) close() {
	if k.agent != nil {
		k.agent.Close()
	}
}

// credentials gathers keys and the password. With Options.Identity no other key is
// shown, because servers end a connection after a few that they do not know.
func (t *server) credentials() (*credentials, error) {
	k := &credentials{}
	held := k.ofAgent()
	if t.options.Identity != "" {
		if err := k.identity(t.options.Identity, held); err != nil {
			k.close()
			return nil, err
		}
	} else {
		k.add(held...)
		k.usual(t.home)
	}
	if len(k.signers) > 0 {
		k.methods = append(k.methods, ssh.PublicKeys(k.signers...))
	}
	if password := os.Getenv("GUONG_SFTP_PASSWORD"); password != "" {
		k.secret = true
		k.methods = append(k.methods, ssh.Password(password), ssh.KeyboardInteractive(answer(password)))
	}
	if len(k.methods) == 0 {
		defer k.close()
		return nil, k.refused(t.options, nil)
	}
	return k, nil
}

// answer gives the password to a server that asks one question whose answer is not
// to be shown.
func answer(password string) ssh.KeyboardInteractiveChallenge {
	return func(_, _ string, questions []string, echos []bool) ([]string, error) {
		switch {
		case len(questions) == 0:
			return nil, nil
		case len(questions) == 1 && !echos[0]:
			return []string{password}, nil
		default:
			return nil, errors.New("the server asks for more than a password")
		}
	}
}

// ofAgent returns the keys of the agent; none if there is no agent.
func (k *credentials) ofAgent() []ssh.Signer {
	socket := os.Getenv("SSH_AUTH_SOCK")
	if socket == "" {
		return nil
	}
	conn, err := net.DialTimeout("unix", socket, patience)
	if err != nil {
		return nil
	}
	k.agent = conn
	signers, err := agent.NewClient(conn).Signers()
	if err != nil {
		return nil
	}
	return signers
}

// identity adds the key of a file, or the same key as the agent holds it.
func (k *credentials) identity(file string, held []ssh.Signer) error {
	signer, public, err := readKey(file)
	if signer != nil {
		k.add(signer)
		return nil
	}
	for _, other := range held {
		if public != nil && bytes.Equal(other.PublicKey().Marshal(), public.Marshal()) {
			k.add(other)
			return nil
		}
	}
	f := &target.Fault{
		Kind:    target.KindDenied,
		Message: message.New("deploy.sftp-bad-key-file", file),
		Hint:    message.New("deploy.sftp-bad-key-file-hint"),
		Err:     err,
	}
	var missing *ssh.PassphraseMissingError
	if errors.As(err, &missing) {
		f.Message = message.New("deploy.sftp-locked-key", file)
		f.Hint = message.New("deploy.sftp-locked-key-hint")
	}
	return f
}

// usual adds the keys that ssh tries as well.
func (k *credentials) usual(home string) {
	if home == "" {
		return
	}
	for _, name := range []string{"id_ed25519", "id_rsa"} {
		file := filepath.Join(home, ".ssh", name)
		signer, _, err := readKey(file)
		switch {
		case signer != nil:
			k.add(signer)
		case !errors.Is(err, fs.ErrNotExist):
			k.locked = append(k.locked, file)
		}
	}
}

// add adds keys that are not among them yet.
func (k *credentials) add(signers ...ssh.Signer) {
next:
	for _, signer := range signers {
		for _, other := range k.signers {
			if bytes.Equal(other.PublicKey().Marshal(), signer.PublicKey().Marshal()) {
				continue next
			}
		}
		k.signers = append(k.signers, signer)
	}
}

// readKey reads a private key, with the passphrase of the environment if it has one. If
// it cannot, it returns the public key, as far as it is known.
func readKey(file string) (ssh.Signer, ssh.PublicKey, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	signer, err := ssh.ParsePrivateKey(text)
	var missing *ssh.PassphraseMissingError
	if !errors.As(err, &missing) {
		return signer, nil, err
	}
	if passphrase := os.Getenv("GUONG_SSH_PASSPHRASE"); passphrase != "" {
		if signer, wrong := ssh.ParsePrivateKeyWithPassphrase(text, []byte(passphrase)); wrong == nil {
			return signer, nil, nil
		}
	}
	return nil, missing.PublicKey, err
}

// refused says that the server lets nobody in with these.
func (k *credentials) refused(o Options, err error) error {
	f := &target.Fault{
		Kind:    target.KindDenied,
		Message: message.New("deploy.sftp-refused", o.User, o.Host),
		Hint:    message.New("deploy.sftp-refused-hint"),
		Err:     err,
	}
	if k.secret {
		f.Hint = message.New("deploy.sftp-password-hint")
	}
	if len(k.methods) == 0 {
		f.Message = message.New("deploy.sftp-no-credentials", o.User, o.Host)
		f.Hint = message.New("deploy.sftp-no-credentials-hint")
	}
	if len(k.locked) > 0 {
		f.Hint = message.New("deploy.sftp-locked-keys-hint", strings.Join(k.locked, ", "))
	}
	return f
}
