package sftp

import (
	"os"
	"testing"

	"guong/generator/deploy/deploytest"
	"guong/generator/deploy/sftp/sftptest"
	"guong/generator/deploy/target"
)

// TestConform holds what every target promises, over OpenSSH.
func TestConform(t *testing.T) {
	server := sftptest.Start(t)
	root := server.Root
	deploytest.Conform(t, func(t *testing.T) target.Target {
		o := optionsOf(server)
		folder, err := os.MkdirTemp(root, "")
		if err != nil {
			t.Fatal(err)
		}
		o.Path = folder
		return openWith(t, o)
	})
}

// TestConformPlain is TestConform over a server that can do as little as these promises
// need.
func TestConformPlain(t *testing.T) {
	deploytest.Conform(t, func(t *testing.T) target.Target { return openWith(t, startOdd(t, &odd{}, "posix-rename@openssh.com")) })
}
