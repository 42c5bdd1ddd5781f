// Package sftp publishes to a folder of a server that is reached with SFTP.
//
// A file is written under a temporary name and then renamed, so readers meet the old
// one or the new one, whole. Servers that lack posix-rename@openssh.com, which OpenSSH
// has had since 2008, make that two steps: the old file is removed, then the new one
// takes its name. Between the two a reader is told that there is no such page.
//
// Temporary files lie in .guong/tmp. What a killed deployment left there is removed
// by the first write of a later one, at the earliest after a quarter of an hour; List removes what
// lies elsewhere. Nothing is ever written or deleted through a symbolic link below the
// root. Files get the mode 0644 and folders 0755, but .guong 0700: a web server that
// runs as another user cannot read it.
package sftp

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"os"
	"os/user"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"guong/generator/deploy/target"
	"guong/generator/message"
)

// Options say where the server is and how it is met. Secrets come from the
// environment: the passphrase of key files from GUONG_SSH_PASSPHRASE, a password from
// GUONG_SFTP_PASSWORD, keys of an agent from SSH_AUTH_SOCK.
type Options struct {
	Host string // name or address
	Port int    // 0: 22
	User string // "": who runs the program
	Path string // the folder where the site is published; relative to the user's folder there

	Identity   string // the file of the private key, may begin with "~/"; "": keys of the agent, then those of ~/.ssh
	KnownHosts string // likewise; "": ~/.ssh/known_hosts

	// Ask shows the fingerprint of an unknown server ("SHA256:…") and reports whether a
	// person trusts it; then it is noted in KnownHosts. Nil: unknown servers are refused.
	Ask func(host, fingerprint string) bool

	Connections int // at once, each for many requests; 0: 1
}

const (
	patience  = 30 * time.Second // for a connection, and for a sign of life
	grace     = 2 * time.Second  // for a request when the context has ended
	inFlight  = 16               // requests of one call
	leftOver  = 15 * time.Minute // age at which a temporary file belongs to nobody: the life of a lock
	state     = ".guong"         // folder of what is not for readers
	temporary = ".guong/tmp"     // folder of files that are being written
	beside    = ".guong-"        // how they begin where they lie beside their places
)

// Open connects to a server and returns the folder there as a target, which also is a
// [target.Exclusive]. Connections that break are made anew by the next call. Close
// the target in the end.
func Open(ctx context.Context, o Options) (target.Target, error) {
	s, err := open(ctx, o, patience)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// open is Open for a server that is asked for a sign of life whenever pulse has passed.
func open(ctx context.Context, o Options, pulse time.Duration) (*server, error) {
	if o.Port == 0 {
		o.Port = 22
	}
	if o.User == "" {
		if u, err := user.Current(); err == nil {
			o.User = u.Username
		}
	}
	home, err := os.UserHomeDir()
	if err == nil {
		o.KnownHosts = atHome(home, cmp.Or(o.KnownHosts, "~/.ssh/known_hosts"))
		o.Identity = atHome(home, o.Identity)
	}
	if o.KnownHosts == "" {
		return nil, &target.Fault{
			Kind:    target.KindUntrusted,
			Message: message.New("deploy.sftp-no-known-hosts"),
			Hint:    message.New("deploy.sftp-no-known-hosts-hint"),
		}
	}
	s := &server{
		options: o,
		address: net.JoinHostPort(o.Host, strconv.Itoa(o.Port)),
		home:    home,
		pulse:   pulse,
		slots:   make([]slot, max(o.Connections, 1)),
		rooms:   rooms{known: map[string]*room{}},
	}
	for i := range s.slots {
		s.slots[i].free = make(chan struct{}, 1)
	}
	if err := s.findRoot(ctx); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// atHome returns the path that a name means which may begin with "~/".
func atHome(home, name string) string {
	if rest, ok := strings.CutPrefix(name, "~/"); ok {
		return filepath.Join(home, rest)
	}
	return name
}

// server is a folder of a server.
type server struct {
	options Options
	address string // host:port
	home    string // of the user here; may be empty
	root    string // absolute path of the folder there
	pulse   time.Duration

	slots  []slot
	next   atomic.Uint64 // counts calls, which take the slots in turn
	closed atomic.Bool

	rooms   rooms
	written atomic.Bool // the folder of temporary files was made or used
}

// findRoot finds out where the folder is. Its own path may lead over links.
func (t *server) findRoot(ctx context.Context) error {
	return t.do(ctx, func(c *session) error {
		name := t.options.Path
		if rest, ok := strings.CutPrefix(name, "~"); ok && (rest == "" || rest[0] == '/') {
			name = strings.TrimLeft(rest, "/")
		}
		if name == "" {
			name = "."
		}
		root, err := c.files.RealPath(name)
		if gone(err) {
			return t.noPlace()
		}
		if err != nil {
			return c.fault("", err)
		}
		info, err := c.files.Stat(root)
		if gone(err) || err == nil && !info.IsDir() {
			return t.noPlace()
		}
		t.root = root
		return c.fault("", err)
	})
}

// noPlace says that the folder is not there.
func (t *server) noPlace() error {
	return &target.Fault{
		Kind:    target.KindNoPlace,
		Message: message.New("deploy.sftp-no-folder", t.options.Path, t.options.Host),
		Hint:    message.New("deploy.sftp-no-folder-hint"),
	}
}

// name returns the path of a key or folder at the server.
func (t *server) name(key string) string { return path.Join(t.root, key) }

// checkKey refuses keys that cannot be files.
func checkKey(key string) error {
	if fs.ValidPath(key) && key != "." && !strings.ContainsRune(key, 0) {
		return nil
	}
	return &target.Fault{
		Kind:    target.KindUnsupported,
		Key:     key,
		Message: message.New("deploy.sftp-bad-key"),
		Hint:    message.New("deploy.sftp-bad-key-hint"),
	}
}

// Get implements [target.Target].
func (t *server) Get(ctx context.Context, key string, limit int64) (data []byte, err error) {
	if err := checkKey(key); err != nil {
		return nil, err
	}
	err = t.do(ctx, func(c *session) error {
		data, err = c.read(t.name(key), limit)
		return c.fault(key, err)
	})
	return data, err
}

// read returns the content of a file.
func (c *session) read(name string, limit int64) ([]byte, error) {
	f, err := c.files.Open(name)
	if failed(err) {
		if info, err := c.files.Stat(name); err == nil && info.IsDir() {
			return nil, os.ErrNotExist
		}
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, os.ErrNotExist
	}
	// Some servers tell the size of a newer file that has taken the name.
	data := make([]byte, min(info.Size(), limit)+1)
	length := int64(0)
	for {
		n, err := f.ReadAt(data[length:], length)
		length += int64(n)
		switch {
		case length > limit:
			return nil, &target.Fault{Kind: target.KindTooLarge, Message: message.New("deploy.sftp-too-large", limit)}
		case errors.Is(err, io.EOF):
			return data[:length], nil
		case err != nil:
			return nil, err
		}
		data = append(data, make([]byte, min(length, limit-length)+1)...)
	}
}

// Features implements [target.Target]: what answers say is for the web server in front
// of the folder.
func (t *server) Features() target.Features { return target.Features{} }

// Close implements [target.Target].
func (t *server) Close() error {
	if t.closed.Swap(true) {
		return nil
	}
	for i := range t.slots {
		slot := &t.slots[i]
		slot.free <- struct{}{} // nobody is connecting now
		if c := slot.session; c != nil {
			if i == 0 && t.written.Load() {
				t.tidy(c)
			}
			c.close()
		}
		<-slot.free
	}
	return nil
}

// tidy removes the folders that only temporary files needed, if they are empty.
func (t *server) tidy(c *session) {
	stop := time.AfterFunc(grace, c.close)
	defer stop.Stop()
	if c.files.RemoveDirectory(t.name(temporary)) == nil {
		// Fails if anything else lies in it, as it should.
		_ = c.files.RemoveDirectory(t.name(state))
	}
}
