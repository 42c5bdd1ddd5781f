//go:build unix

package sftptest

import (
	"bufio"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"
)

// Server is OpenSSH's server on a loopback address, run by whoever runs the test.
type Server struct {
	Root    string // folder that the tests publish to
	Port    int    // 0 before it was started
	User    string // who may log in, with the key in File("id")
	HostKey ssh.PublicKey
	Config  string // lines of its configuration, which count before those of every server
	Limit   string // commands of the shell that starts it

	dir     string // of its files
	command *exec.Cmd
}

// Start starts a server. It ends with the test. Lines are added to its configuration.
func Start(t testing.TB, lines ...string) *Server {
	t.Helper()
	s := New(t, lines...)
	s.Start(t)
	return s
}

// New prepares a server: its keys, and a folder. HOME, the agent and secrets in the
// environment are set for the time of the test, so that it does not depend on who runs it.
func New(t testing.TB, lines ...string) *Server {
	t.Helper()
	s := &Server{Root: t.TempDir(), dir: t.TempDir(), Config: strings.Join(lines, "\n")}
	u, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	s.User = u.Username
	s.HostKey = WriteKey(t, s.File("host"), nil)
	public := WriteKey(t, s.File("id"), nil)
	Write(t, s.File("authorized_keys"), ssh.MarshalAuthorizedKey(public))
	Write(t, s.File("known_hosts"), nil)
	t.Setenv("HOME", t.TempDir())
	t.Setenv("SSH_AUTH_SOCK", "")
	t.Setenv("GUONG_SSH_PASSPHRASE", "")
	t.Setenv("GUONG_SFTP_PASSWORD", "")
	return s
}

// File returns the path of a file of the server: id and known_hosts are what one needs to
// log in, authorized_keys says who may.
func (s *Server) File(name string) string { return filepath.Join(s.dir, name) }

// Start starts the server, again at the same port if it had one, and waits until it
// listens.
func (s *Server) Start(t testing.TB) {
	t.Helper()
	if os.Getuid() == 0 { // where it locks itself in before somebody has logged in
		if err := os.MkdirAll("/run/sshd", 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for range 10 {
		if s.Port == 0 {
			s.Port = freePort(t)
		}
		if s.tryStart(t) {
			Write(t, s.File("known_hosts"), []byte(s.KnownLine()))
			return
		}
	}
	t.Fatal("sshd does not start")
}

// tryStart is Start, which fails if somebody else took the port.
func (s *Server) tryStart(t testing.TB) bool {
	t.Helper()
	subsystem := "Subsystem sftp internal-sftp"
	if strings.Contains(s.Config, "Subsystem") {
		subsystem = ""
	}
	Write(t, s.File("config"), fmt.Appendf(nil, `%[5]s
ListenAddress 127.0.0.1:%[1]d
HostKey %[2]s
AuthorizedKeysFile %[3]s
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin yes
MaxStartups 100
MaxSessions 100
%[4]s
`, s.Port, s.File("host"), s.File("authorized_keys"), subsystem, s.Config))
	program, err := exec.LookPath("/usr/sbin/sshd")
	if err != nil {
		t.Fatal("these tests need sshd, of Debian's package openssh-server:", err)
	}
	s.command = exec.Command("/bin/sh", "-c", s.Limit+` exec "$0" -D -e -f "$1"`, program, s.File("config"))
	log, err := s.command.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.command.Start(); err != nil {
		t.Fatal(err)
	}
	command := s.command
	t.Cleanup(func() { s.end(command) })
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		if strings.Contains(lines.Text(), "Server listening on") {
			go io.Copy(io.Discard, log)
			return true
		}
	}
	_ = command.Wait()
	t.Log("sshd ended at port", s.Port)
	s.Port = 0
	return false
}

// Kill ends the server and all its connections, as a power cut would.
func (s *Server) Kill() { s.end(s.command) }

// end kills a process, after those that it has started: sshd has one or two for each
// connection.
func (s *Server) end(command *exec.Cmd) {
	if command.ProcessState != nil {
		return
	}
	_ = command.Process.Signal(syscall.SIGSTOP) // no new ones
	killBelow(command.Process.Pid)
	_ = command.Process.Kill()
	_ = command.Wait()
}

// killBelow kills what a process has started.
func killBelow(pid int) {
	children, _ := os.ReadFile(fmt.Sprintf("/proc/%d/task/%[1]d/children", pid))
	for _, child := range strings.Fields(string(children)) {
		if n, err := strconv.Atoi(child); err == nil {
			_ = syscall.Kill(n, syscall.SIGSTOP)
			killBelow(n)
			_ = syscall.Kill(n, syscall.SIGKILL)
		}
	}
}

// KnownLine returns what known_hosts says of the server.
func (s *Server) KnownLine() string {
	return knownhosts.Line([]string{knownhosts.Normalize(s.Address())}, s.HostKey) + "\n"
}

// Address returns host and port.
func (s *Server) Address() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(s.Port)) }

// WriteKey makes a key and writes it to a file, with a passphrase if there is one.
func WriteKey(t testing.TB, file string, passphrase []byte) ssh.PublicKey {
	t.Helper()
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	var block *pem.Block
	if passphrase == nil {
		block, err = ssh.MarshalPrivateKey(private, "")
	} else {
		block, err = ssh.MarshalPrivateKeyWithPassphrase(private, "", passphrase)
	}
	if err != nil {
		t.Fatal(err)
	}
	Write(t, file, pem.EncodeToMemory(block))
	key, err := ssh.NewPublicKey(public)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// freePort returns a port at which nobody listens now.
func freePort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// Write writes a file, and makes its folder.
func Write(t testing.TB, file string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
