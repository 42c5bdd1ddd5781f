package deploy_test

import (
	"context"
	"fmt"
	"testing"

	"guong/generator/deploy/folder"
	"guong/generator/deploy/sftp"
	"guong/generator/deploy/sftp/sftptest"
)

// TestReadersOverSFTP is TestReaders for a server with SFTP: people read the folder as a
// web server does that stands on it, and meet what lies there between two renames.
func TestReadersOverSFTP(t *testing.T) {
	var public []string
	for i := range 8 {
		public = append(public, smallSite(i, false).add(fmt.Sprintf("chan-%d/index.html", i%3), "Có rồi mất").publish(t))
	}
	server := sftptest.Start(t)
	to, err := sftp.Open(context.Background(), sftp.Options{
		Host: "127.0.0.1", Port: server.Port, User: server.User, Path: server.Root,
		Identity: server.File("id"), KnownHosts: server.File("known_hosts"),
	})
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	site, err := folder.Open(server.Root)
	if err != nil {
		t.Fatal(err)
	}
	defer site.Close()
	readWhileDeployed(t, public, to, site, 110)
}
