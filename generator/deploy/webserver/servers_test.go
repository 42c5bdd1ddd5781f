// Package webserver_test holds what readers meet at a published site when a web server is
// set up as the manual says.
package webserver_test

import (
	"bytes"
	"context"
	"io"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"guong/generator"
	"guong/generator/deploy"
	"guong/generator/deploy/folder"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/themes"
)

// published is a site that was built and deployed: what a web server is given.
type published struct {
	root   string // the deployed files
	tables string // the folder of tables for web servers
}

// publish builds the site of testdata/site.txtar and deploys it.
func publish(t *testing.T) published {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/site.txtar")
	if err != nil {
		t.Fatal(err)
	}
	source := t.TempDir()
	for _, f := range archive.Files {
		writeFile(t, filepath.Join(source, f.Name), f.Data)
	}
	public := filepath.Join(source, "public")
	report, list := generator.Build(context.Background(), generator.Options{
		Source: source, Destination: public, Themes: themes.FS,
		Now: time.Date(2026, 8, 1, 8, 0, 0, 0, time.UTC),
	})
	if !report.Done {
		var said strings.Builder
		for _, d := range list {
			if d.Severity == diag.Error {
				d.Show(&said, message.English)
			}
		}
		t.Fatal(said.String())
	}
	root := filepath.Join(t.TempDir(), "www")
	bring(t, public, root)
	return published{root, filepath.Join(report.State, "server")}
}

// bring deploys a finished site to a folder that a web server serves.
func bring(t *testing.T, public, dest string) {
	t.Helper()
	if err := os.MkdirAll(dest, 0o755); err != nil {
		t.Fatal(err)
	}
	to, err := folder.Open(dest)
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	o := deploy.Options{Name: "thu", Public: public, Target: to}
	plan, err := deploy.Look(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	result, err := deploy.Run(t.Context(), o, plan)
	if err != nil || result.State != deploy.StateDone {
		t.Fatal(result, err)
	}
}

func writeFile(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// manual returns the example of a part of docs/servers.md, for the place where the
// site lies: the text that is tested is the one that administrators copy.
func (p published) manual(t *testing.T, part string) string {
	t.Helper()
	text, err := os.ReadFile("../../../docs/servers.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(text), "\n## "+part+"\n")
	if !ok {
		t.Fatal("the manual has no part", part)
	}
	rest, _, _ = strings.Cut(rest, "\n## ")
	var example strings.Builder
	for line := range strings.Lines(rest) {
		if code, ok := strings.CutPrefix(line, "    "); ok {
			example.WriteString(code)
		}
	}
	return replaced(t, example.String(), map[string]string{
		"/srv/trang/.public.guong/server": p.tables,
		"/srv/trang/public":               p.root,
	})
}

// replaced replaces what must be there.
func replaced(t *testing.T, text string, with map[string]string) string {
	t.Helper()
	for old, new := range with {
		if !strings.Contains(text, old) {
			t.Fatalf("%q is not in\n%s", old, text)
		}
		text = strings.ReplaceAll(text, old, new)
	}
	return text
}

// startNginx serves a site with nginx, and returns its address. The socket is made
// here and handed over: who connects early waits for nginx, not the test.
func startNginx(t *testing.T, p published) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	socket, err := listener.(*net.TCPListener).File()
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	dir := t.TempDir()
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	config := "user " + me.Username + ";\ndaemon off;\npid nginx.pid;\nerror_log stderr;\nevents {}\n" + replaced(t, p.manual(t, "nginx"), map[string]string{
		"listen 80;": "listen " + listener.Addr().String() + ";",
		"http {":     "http {\naccess_log off;\nclient_body_temp_path a;\nproxy_temp_path b;\nfastcgi_temp_path c;\nuwsgi_temp_path d;\nscgi_temp_path e;\n",
	})
	writeFile(t, filepath.Join(dir, "nginx.conf"), []byte(config))
	program, err := exec.LookPath("/usr/sbin/nginx")
	if err != nil {
		t.Fatal("these tests need Debian's package nginx:", err)
	}
	command := exec.Command(program, "-e", "stderr", "-p", dir, "-c", filepath.Join(dir, "nginx.conf"))
	command.Env = append(os.Environ(), "NGINX=3;")
	command.ExtraFiles = []*os.File{socket}
	run(t, command)
	return "http://" + listener.Addr().String()
}

// run starts a server that ends with the test. What it says is shown if the test fails.
func run(t *testing.T, command *exec.Cmd) {
	t.Helper()
	var said bytes.Buffer
	command.Stdout, command.Stderr = &said, &said
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Signal(syscall.SIGTERM) // it ends those that it has started
		_ = command.Wait()
		if t.Failed() {
			t.Log(said.String())
		}
	})
}

// startCaddy serves a site with Caddy, and returns its address.
func startCaddy(t *testing.T, p published) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	dir := t.TempDir()
	config := "{\n\tadmin off\n\tauto_https off\n}\n" + replaced(t, p.manual(t, "Caddy"), map[string]string{"tdkt.example {": "http://" + address + " {"})
	writeFile(t, filepath.Join(dir, "Caddyfile"), []byte(config))
	program, err := exec.LookPath("/usr/bin/caddy")
	if err != nil {
		t.Fatal("these tests need Debian's package caddy:", err)
	}
	command := exec.Command(program, "run", "--config", filepath.Join(dir, "Caddyfile"), "--adapter", "caddyfile")
	command.Env = append(os.Environ(), "HOME="+dir, "XDG_DATA_HOME="+dir, "XDG_CONFIG_HOME="+dir)
	log, err := command.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Kill()
		_ = command.Wait()
	})
	if said, ok := readUntil(log, "serving initial configuration"); !ok {
		t.Fatalf("Caddy does not start:\n%s\n%s", said, config)
	}
	go io.Copy(io.Discard, log)
	return "http://" + address
}

// readUntil reads until a text has come, and returns what came.
func readUntil(r io.Reader, text string) (string, bool) {
	var all []byte
	for buffer := make([]byte, 4096); ; {
		n, err := r.Read(buffer)
		all = append(all, buffer[:n]...)
		if bytes.Contains(all, []byte(text)) {
			return string(all), true
		}
		if err != nil {
			return string(all), false
		}
	}
}
