package sftp

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"guong/generator/deploy/sftp/sftptest"
	"guong/generator/deploy/target"
)

// large is longer than what a connection holds back.
var large = bytes.Repeat([]byte("0123456789abcdef"), 1<<18) // 4 MB

// eventful is a body that does something once, half-way.
type eventful struct {
	*bytes.Reader
	once  sync.Once
	event func()
}

func (e *eventful) Read(p []byte) (int, error) {
	if e.Len() < len(large)/2 {
		e.once.Do(e.event)
	}
	return e.Reader.Read(p)
}

// putLarge publishes a large file, and does something in the middle of it.
func putLarge(ctx context.Context, to target.Target, key string, event func()) error {
	return to.Put(ctx, target.Object{Key: key, Size: int64(len(large))}, &eventful{Reader: bytes.NewReader(large), event: event})
}

// TestKilledServer holds that a server that is killed in the middle of a file leaves
// the old one whole, and that the next call connects anew.
func TestKilledServer(t *testing.T) {
	ctx := context.Background()
	server := sftptest.Start(t)
	to := connect(t, server)
	put(t, to, "index.html", "old")
	err := putLarge(ctx, to, "index.html", server.Kill)
	wantKind(t, err, target.KindTemporary)
	if !target.Temporary(err) {
		t.Error("not worth a second try:", err)
	}
	if got := readFile(t, server, "index.html"); got != "old" {
		t.Errorf("index.html has %d bytes", len(got))
	}
	wantKind(t, to.Put(ctx, object("a", "a"), strings.NewReader("a")), target.KindTemporary)
	_, err = to.Get(ctx, "index.html", 10)
	wantKind(t, err, target.KindTemporary)

	server.Start(t)
	if err := putLarge(ctx, to, "index.html", func() {}); err != nil {
		t.Fatal(err)
	}
	if got := readFile(t, server, "index.html"); got != string(large) {
		t.Errorf("index.html has %d bytes", len(got))
	}
}

// TestNobodyListens holds what is said when there is no server.
func TestNobodyListens(t *testing.T) {
	server := sftptest.Start(t)
	server.Kill()
	_, err := Open(context.Background(), optionsOf(server))
	wantKind(t, err, target.KindTemporary)
	notFound := &net.OpError{Op: "dial", Err: &net.DNSError{Err: "no such host", Name: "x", IsNotFound: true}}
	wantKind(t, (&server0).dialFault(context.Background(), notFound), target.KindNoPlace)
}

var server0 server

// TestReadOnly holds that reading goes well where writing is not allowed.
func TestReadOnly(t *testing.T) {
	ctx := context.Background()
	server := sftptest.Start(t, "Subsystem sftp internal-sftp -R")
	sftptest.Write(t, server.Root+"/a/index.html", []byte("a"))
	to := connect(t, server)
	wantKind(t, to.Put(ctx, object("b", "b"), strings.NewReader("b")), target.KindDenied)
	wantKind(t, to.Put(ctx, object("b/index.html", "b"), strings.NewReader("b")), target.KindDenied)
	wantKind(t, to.PutNew(ctx, object("b", "b"), strings.NewReader("b")), target.KindDenied)
	wantKind(t, to.Delete(ctx, []string{"a/index.html"}), target.KindDenied)
	if got, err := to.Get(ctx, "a/index.html", 10); err != nil || string(got) != "a" {
		t.Errorf("%q, %v", got, err)
	}
	wantList(t, list(t, to, ""), "a/index.html")
}

// TestFull holds that a file for which there is no room leaves the old one whole.
func TestFull(t *testing.T) {
	ctx := context.Background()
	server := sftptest.New(t)
	server.Limit = "trap '' XFSZ; ulimit -f 256;" // at most 256 kB a file
	server.Start(t)
	to := connect(t, server)
	put(t, to, "index.html", "old")
	wantKind(t, putLarge(ctx, to, "index.html", func() {}), target.KindFull)
	if got := readFile(t, server, "index.html"); got != "old" {
		t.Errorf("index.html has %d bytes", len(got))
	}
	put(t, to, "small.html", "small")
	wantList(t, files(t, server), ".guong/", ".guong/tmp/", "index.html", "small.html")
}

// TestNoSFTP holds what is said of a server that has only shells.
func TestNoSFTP(t *testing.T) {
	server := sftptest.Start(t, "Subsystem none /bin/false")
	_, err := Open(context.Background(), optionsOf(server))
	wantKind(t, err, target.KindUnsupported)
}

// proxy stands between a target and a server.
type proxy struct {
	listener net.Listener
	server   string
	delay    time.Duration // of each direction
	frozen   chan struct{} // closed when nothing passes any more
	freeze   func()
}

// startProxy starts a proxy before a server, and returns options that lead to it.
func startProxy(t testing.TB, server *sftptest.Server, delay time.Duration) (*proxy, Options) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	p := &proxy{listener: listener, server: server.Address(), delay: delay, frozen: make(chan struct{})}
	p.freeze = sync.OnceFunc(func() { close(p.frozen) })
	go p.accept()
	o := optionsOf(server)
	o.Port = listener.Addr().(*net.TCPAddr).Port
	moved := *server
	moved.Port = o.Port
	sftptest.Write(t, server.File("known_hosts"), []byte(moved.KnownLine()))
	return p, o
}

func (p *proxy) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", p.server)
		if err != nil {
			client.Close()
			continue
		}
		go p.pass(client, server)
		go p.pass(server, client)
	}
}

// pass passes on what one side says, later.
func (p *proxy) pass(to, from net.Conn) {
	defer to.Close()
	type piece struct {
		data []byte
		due  time.Time
	}
	pieces := make(chan piece, 10_000)
	go func() {
		defer close(pieces)
		for {
			data := make([]byte, 64<<10)
			n, err := from.Read(data)
			if err != nil {
				return
			}
			pieces <- piece{data[:n], time.Now().Add(p.delay)}
		}
	}()
	for next := range pieces {
		time.Sleep(time.Until(next.due))
		select {
		case <-p.frozen:
			continue
		default:
		}
		if _, err := to.Write(next.data); err != nil && !errors.Is(err, io.EOF) {
			from.Close()
		}
	}
}

// TestSilence holds that a server that says nothing more is given up.
func TestSilence(t *testing.T) {
	server := sftptest.Start(t)
	proxy, o := startProxy(t, server, 0)
	to, err := open(context.Background(), o, time.Second)
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	err = putLarge(context.Background(), to, "a", proxy.freeze)
	wantKind(t, err, target.KindTemporary)
}

// TestCancel holds that a call ends with its context, whether or not the server
// answers, and that the file is not published.
func TestCancel(t *testing.T) {
	server := sftptest.Start(t)
	to := connect(t, server)
	ctx, cancel := context.WithCancel(context.Background())
	if err := putLarge(ctx, to, "a", cancel); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if err := to.Put(ctx, object("a", "a"), strings.NewReader("a")); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	wantList(t, files(t, server), ".guong/", ".guong/tmp/")

	proxy, o := startProxy(t, server, 0)
	to = openWith(t, o)
	ctx, cancel = context.WithCancel(context.Background())
	err := putLarge(ctx, to, "a", func() {
		proxy.freeze()
		cancel()
	})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	sftptest.Write(t, server.File("known_hosts"), []byte(server.KnownLine()))
	wantList(t, list(t, connect(t, server), "")) // without the proxy
}

// TestConnections holds that several connections share the work, and that each is made
// anew when it breaks.
func TestConnections(t *testing.T) {
	ctx := context.Background()
	server := sftptest.Start(t)
	o := optionsOf(server)
	o.Connections = 3
	to := openWith(t, o)
	use := func() (alive int) {
		var wait sync.WaitGroup
		for i := range 30 {
			wait.Go(func() {
				key := string(rune('a'+i)) + "/index.html"
				if err := to.Put(ctx, object(key, key), strings.NewReader(key)); err != nil && !target.Temporary(err) {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		for i := range to.slots {
			select {
			case <-to.slots[i].session.dead:
			default:
				alive++
			}
		}
		return alive
	}
	if alive := use(); alive != 3 {
		t.Errorf("%d connections, want 3", alive)
	}
	server.Kill()
	server.Start(t)
	for round := 0; use() < 3; round++ { // who uses a broken one notices it
		if round == 20 {
			t.Fatal("connections stay broken")
		}
	}
	use()
	if got := len(list(t, to, "")); got != 30 {
		t.Errorf("%d files, want 30", got)
	}
}
