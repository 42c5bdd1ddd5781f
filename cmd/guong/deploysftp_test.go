//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"

	"guong/generator/deploy/sftp/sftptest"
)

// TestDeployToServer: a site goes to a server whose key is known, and to no other.
func TestDeployToServer(t *testing.T) {
	server := sftptest.Start(t)
	key, err := os.ReadFile(server.File("id"))
	if err != nil {
		t.Fatal(err)
	}
	sftptest.Write(t, filepath.Join(os.Getenv("HOME"), "id"), key)
	dir := siteFor(t, fmt.Sprintf("kind = \"sftp\"\nhost = \"127.0.0.1\"\nport = %d\nuser = %q\npath = %q\nidentity = \"~/id\"\nknownHosts = \"known\"\n",
		server.Port, server.User, server.Root))
	if _, err := deployed(t, dir, exitWrong, "--build"); !strings.Contains(err, ssh.FingerprintSHA256(server.HostKey)) {
		t.Errorf("nobody knows the server, and it says %s", err)
	}
	sftptest.Write(t, filepath.Join(dir, "known"), []byte(server.KnownLine()))
	if out, err := deployed(t, dir, exitDone); !strings.Contains(out, "“chinh” đã lên bản 1") || err != "" {
		t.Errorf("%s%s", out, err)
	}
	want, _ := os.ReadFile(filepath.Join(dir, "public", "tin", "mot", "index.html"))
	if got, err := os.ReadFile(filepath.Join(server.Root, "tin", "mot", "index.html")); err != nil || len(want) == 0 || !bytes.Equal(got, want) {
		t.Errorf("%v: the story is %.100q", err, got)
	}
	if out, _ := deployed(t, dir, exitDone); !strings.Contains(out, "không có gì phải đưa lên") {
		t.Error(out)
	}
}
