package sftp

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"testing"

	pkgsftp "github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"guong/generator/deploy/target"
)

// odd is a server that keeps files in memory and lacks what OpenSSH has: fsync always,
// and what tests take from it.
type odd struct {
	root pkgsftp.Handlers

	mu      sync.Mutex
	full    bool // makes no files, and says why only to who asks for the disk
	across  bool // folders lie in file systems of their own
	renamed int  // how often a file was renamed
	removed int
}

// Filecmd counts, and refuses what it is told to refuse.
func (s *odd) Filecmd(r *pkgsftp.Request) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.across && (r.Method == "Rename" || r.Method == "Link") && folderOf(r.Filepath) != folderOf(r.Target):
		return errors.New("cross-device link")
	case s.full && r.Method == "Mkdir":
		return errors.New("no space left on device")
	case r.Method == "Rename":
		s.renamed++
	case r.Method == "Remove":
		s.removed++
	}
	return s.root.FileCmd.Filecmd(r)
}

// PosixRename implements an extension.
func (s *odd) PosixRename(r *pkgsftp.Request) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.across && folderOf(r.Filepath) != folderOf(r.Target) {
		return errors.New("cross-device link")
	}
	s.renamed++
	return s.root.FileCmd.(pkgsftp.PosixRenameFileCmder).PosixRename(r)
}

// StatVFS implements an extension.
func (s *odd) StatVFS(*pkgsftp.Request) (*pkgsftp.StatVFS, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.full {
		return &pkgsftp.StatVFS{Blocks: 100, Files: 100, Favail: 10}, nil
	}
	return &pkgsftp.StatVFS{Blocks: 100, Bavail: 10}, nil
}

// Filewrite refuses when the disk is full.
func (s *odd) Filewrite(r *pkgsftp.Request) (io.WriterAt, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.full {
		return nil, errors.New("no space left on device")
	}
	return s.root.FilePut.Filewrite(r)
}

func folderOf(name string) string { return name[:strings.LastIndexByte(name, '/')+1] }

const password = "Bí mật 2026"

// startOdd starts an odd server with the extensions that are named; it lets in who has
// the password, and returns options that lead to it.
func startOdd(t testing.TB, s *odd, extensions ...string) Options {
	t.Helper()
	if err := pkgsftp.SetSFTPExtensions(extensions...); err != nil {
		t.Fatal(err)
	}
	s.root = pkgsftp.InMemHandler()
	config := &ssh.ServerConfig{PasswordCallback: func(_ ssh.ConnMetadata, given []byte) (*ssh.Permissions, error) {
		if string(given) != password {
			return nil, errors.New("wrong")
		}
		return nil, nil
	}}
	return serveSSH(t, config, func(channel ssh.Channel) {
		_ = pkgsftp.NewRequestServer(channel, pkgsftp.Handlers{FileGet: s.root.FileGet, FilePut: s, FileCmd: s, FileList: s.root.FileList}).Serve()
	})
}

// serveSSH starts a server in this process. Known hosts and the password are set.
func serveSSH(t testing.TB, config *ssh.ServerConfig, sftp func(ssh.Channel)) Options {
	t.Helper()
	t.Setenv("HOME", t.TempDir())
	t.Setenv("SSH_AUTH_SOCK", "")
	t.Setenv("GUONG_SFTP_PASSWORD", password)
	file := t.TempDir() + "/host"
	signer, err := ssh.NewSignerFromKey(writeKeyPair(t, file))
	if err != nil {
		t.Fatal(err)
	}
	config.AddHostKey(signer)
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
			go serveConnection(conn, config, sftp)
		}
	}()
	return Options{
		Host: "127.0.0.1", Port: listener.Addr().(*net.TCPAddr).Port, User: "trang", Path: "/",
		Ask: func(string, string) bool { return true },
	}
}

func serveConnection(conn net.Conn, config *ssh.ServerConfig, sftp func(ssh.Channel)) {
	defer conn.Close()
	_, channels, requests, err := ssh.NewServerConn(conn, config)
	if err != nil {
		return
	}
	go ssh.DiscardRequests(requests)
	for offered := range channels {
		channel, requests, err := offered.Accept()
		if err != nil {
			return
		}
		go func() {
			for r := range requests {
				_ = r.Reply(r.Type == "subsystem", nil) // fails with the connection
				if r.Type == "subsystem" {
					go sftp(channel)
				}
			}
		}()
	}
}

// TestOddServers holds that a site can be published with what little some servers do.
func TestOddServers(t *testing.T) {
	ctx := context.Background()
	for name, extensions := range map[string][]string{
		"all":                 {"posix-rename@openssh.com", "hardlink@openssh.com", "statvfs@openssh.com"},
		"without links":       {"posix-rename@openssh.com"},
		"without posixRename": {"hardlink@openssh.com"},
		"with nothing":        nil,
	} {
		for _, across := range []bool{false, true} {
			s := &odd{across: across}
			to := openWith(t, startOdd(t, s, extensions...))
			for _, text := range []string{"old", "new"} {
				put(t, to, "a/index.html", text)
				put(t, to, "a/b/index.html", text)
				got, err := to.Get(ctx, "a/index.html", 10)
				if err != nil || string(got) != text {
					t.Fatalf("%s: %q, %v", name, got, err)
				}
			}
			if err := to.PutNew(ctx, object("lock", "first"), strings.NewReader("first")); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			wantKind(t, to.PutNew(ctx, object("lock", "second"), strings.NewReader("second")), target.KindExists)
			if got, err := to.Get(ctx, "lock", 10); err != nil || string(got) != "first" {
				t.Errorf("%s: the lock is %q, %v", name, got, err)
			}
			put(t, to, "a/c/index.html", "c")
			wantList(t, list(t, to, ""), "a/b/index.html", "a/c/index.html", "a/index.html", "lock")
			if err := to.Delete(ctx, []string{"a/b/index.html", "a/c/index.html", "a/index.html", "lock"}); err != nil {
				t.Fatal(err)
			}
			wantList(t, list(t, to, ""))
			if len(extensions) > 2 && !across && s.removed > 8 {
				t.Errorf("%d files were removed: pages were missing for a moment", s.removed)
			}
		}
	}
}

// TestFullWithReason holds that the disk is asked when a server gives no reason.
func TestFullWithReason(t *testing.T) {
	ctx := context.Background()
	s := &odd{}
	to := openWith(t, startOdd(t, s, "posix-rename@openssh.com", "statvfs@openssh.com"))
	put(t, to, "a", "a")
	s.mu.Lock()
	s.full = true
	s.mu.Unlock()
	wantKind(t, to.Put(ctx, object("b", "b"), strings.NewReader("b")), target.KindFull)
	wantKind(t, to.Put(ctx, object("b/c", "b"), strings.NewReader("b")), target.KindFull)
	wantList(t, list(t, to, ""), "a")
}

// TestPassword holds that the password of the environment is used, in both ways in which
// servers ask for it, and never shown.
func TestPassword(t *testing.T) {
	ctx := context.Background()
	o := startOdd(t, &odd{})
	openWith(t, o)
	t.Setenv("GUONG_SFTP_PASSWORD", "wrong "+password)
	_, err := Open(ctx, o)
	wantKind(t, err, target.KindDenied)
	if strings.Contains(said(err), password) {
		t.Error("the password is shown:", said(err))
	}

	memory := pkgsftp.InMemHandler()
	ask := &ssh.ServerConfig{KeyboardInteractiveCallback: func(_ ssh.ConnMetadata, ask ssh.KeyboardInteractiveChallenge) (*ssh.Permissions, error) {
		if _, err := ask("", "Welcome", nil, nil); err != nil {
			return nil, err
		}
		answers, err := ask("", "", []string{"Password: "}, []bool{false})
		if err != nil || len(answers) != 1 || answers[0] != password {
			return nil, errors.New("wrong")
		}
		return nil, nil
	}}
	openWith(t, serveSSH(t, ask, func(channel ssh.Channel) { _ = pkgsftp.NewRequestServer(channel, memory).Serve() }))
}
