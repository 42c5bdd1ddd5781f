package sftp

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"guong/generator/deploy/sftp/sftptest"
	"guong/generator/deploy/target"
)

// optionsOf returns those with which the server lets one in.
func optionsOf(s *sftptest.Server) Options {
	return Options{
		Host: "127.0.0.1", Port: s.Port, User: s.User, Path: s.Root,
		Identity: s.File("id"), KnownHosts: s.File("known_hosts"),
	}
}

// connect connects to a server.
func connect(t testing.TB, s *sftptest.Server) *server {
	t.Helper()
	return openWith(t, optionsOf(s))
}

func openWith(t testing.TB, o Options) *server {
	t.Helper()
	opened, err := Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { opened.Close() })
	return opened.(*server)
}

// readFile returns the content of a file below the published folder.
func readFile(t testing.TB, s *sftptest.Server, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(s.Root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// put publishes a file.
func put(t testing.TB, to target.Target, key, text string) {
	t.Helper()
	if err := to.Put(context.Background(), object(key, text), strings.NewReader(text)); err != nil {
		t.Fatal(err)
	}
}

func object(key, text string) target.Object {
	return target.Object{Key: key, Size: int64(len(text))}
}

// wantKind holds that an error is a fault of a kind.
func wantKind(t testing.TB, err error, kind target.Kind) {
	t.Helper()
	if err == nil || target.KindOf(err) != kind {
		t.Fatalf("kind %d, want %d: %v", target.KindOf(err), kind, err)
	}
}
