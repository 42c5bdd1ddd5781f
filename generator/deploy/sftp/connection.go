package sftp

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync/atomic"
	"time"

	pkgsftp "github.com/pkg/sftp"
	"golang.org/x/crypto/ssh"

	"guong/generator/deploy/target"
	"guong/generator/message"
)

// slot holds one connection, or none yet. Who sends to free may change it.
type slot struct {
	free    chan struct{} // of capacity 1
	session *session
}

// session is a connection that is alive, or was.
type session struct {
	ssh   *ssh.Client
	files *pkgsftp.Client
	dead  chan struct{} // closed when the connection has ended

	posixRename, hardLink, fsync, statVFS bool // what the server can do

	umaskFits atomic.Bool // folders are made with the right mode
}

// do runs work with a connection. When ctx ends, work has a short while to clean up;
// then the connection is cut, so that no dead server holds a caller.
func (t *server) do(ctx context.Context, work func(*session) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	c, err := t.session(ctx)
	if err != nil {
		return err
	}
	done := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		timer := time.NewTimer(grace)
		defer timer.Stop()
		select {
		case <-done:
		case <-timer.C:
			c.close()
		}
	})
	defer stop()
	defer close(done)
	err = work(c)
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// session returns a connection that is alive, as far as is known.
func (t *server) session(ctx context.Context) (*session, error) {
	slot := &t.slots[t.next.Add(1)%uint64(len(t.slots))]
	select {
	case slot.free <- struct{}{}:
		defer func() { <-slot.free }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if t.closed.Load() {
		return nil, t.unreachable(net.ErrClosed)
	}
	if slot.session != nil {
		select {
		case <-slot.session.dead:
		default:
			return slot.session, nil
		}
	}
	c, err := t.connect(ctx)
	if err != nil {
		return nil, err
	}
	slot.session = c
	return c, nil
}

// connect makes a connection. If the server is unknown, it asks and tries once more:
// a handshake cannot wait for a person.
func (t *server) connect(ctx context.Context) (*session, error) {
	c, err := t.handshake(ctx)
	var unknown *unknownHost
	if !errors.As(err, &unknown) {
		return c, err
	}
	if err := t.introduce(unknown); err != nil {
		return nil, err
	}
	c, err = t.handshake(ctx)
	if errors.As(err, &unknown) {
		return nil, unknown.fault(t.options)
	}
	return c, err
}

// handshake dials, checks the server, authenticates and starts SFTP. All errors but
// unknownHost are faults or those of ctx.
func (t *server) handshake(ctx context.Context) (*session, error) {
	check, err := t.hostKeys()
	if err != nil {
		return nil, err
	}
	keys, err := t.credentials()
	if err != nil {
		return nil, err
	}
	defer keys.close()

	dialer := net.Dialer{Timeout: patience}
	conn, err := dialer.DialContext(ctx, "tcp", t.address)
	if err != nil {
		return nil, t.dialFault(ctx, err)
	}
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	defer stop()
	timer := time.AfterFunc(patience, func() { conn.Close() })
	defer timer.Stop()

	connection, channels, requests, err := ssh.NewClientConn(conn, t.address, &ssh.ClientConfig{
		User:              t.options.User,
		Auth:              keys.methods,
		HostKeyCallback:   check.callback,
		HostKeyAlgorithms: check.algorithms,
	})
	if err != nil {
		conn.Close()
		return nil, t.handshakeFault(ctx, check, keys, err)
	}
	client := ssh.NewClient(connection, channels, requests)
	files, err := pkgsftp.NewClient(client, pkgsftp.UseConcurrentWrites(true), pkgsftp.MaxConcurrentRequestsPerFile(inFlight))
	if err != nil {
		client.Close()
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if lost(err) {
			return nil, t.unreachable(err)
		}
		return nil, &target.Fault{
			Kind:    target.KindUnsupported,
			Message: message.New("deploy.sftp-no-sftp", t.options.Host),
			Hint:    message.New("deploy.sftp-no-sftp-hint"),
			Err:     err,
		}
	}
	c := &session{ssh: client, files: files, dead: make(chan struct{})}
	_, c.posixRename = files.HasExtension("posix-rename@openssh.com")
	_, c.hardLink = files.HasExtension("hardlink@openssh.com")
	_, c.fsync = files.HasExtension("fsync@openssh.com")
	_, c.statVFS = files.HasExtension("statvfs@openssh.com")
	go func() {
		_ = client.Wait() // why it ended is told to who uses it
		close(c.dead)
	}()
	go c.watch(t.pulse)
	return c, nil
}

// handshakeFault says why a connection was refused.
func (t *server) handshakeFault(ctx context.Context, check *hostCheck, keys *credentials, err error) error {
	var none *ssh.AlgorithmNegotiationError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case check.refused != nil:
		return check.refused
	case refusal(err):
		return keys.refused(t.options, err)
	case errors.As(err, &none):
		return &target.Fault{
			Kind:    target.KindUnsupported,
			Message: message.New("deploy.sftp-too-old", t.options.Host),
			Hint:    message.New("deploy.sftp-too-old-hint"),
			Err:     err,
		}
	default:
		return t.unreachable(err)
	}
}

// refusal reports whether a server let nobody in with what it was shown. OpenSSH without
// PAM offers keyboard-interactive and then refuses it (51) without a question (60), which
// the library takes for a breach of the protocol.
func refusal(err error) bool {
	for _, said := range []string{"unable to authenticate", "Too many authentication failures", "unexpected message type 51 (expected 60)"} {
		if strings.Contains(err.Error(), said) {
			return true
		}
	}
	return false
}

// dialFault says why there is no connection.
func (t *server) dialFault(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var name *net.DNSError
	if errors.As(err, &name) && name.IsNotFound {
		return &target.Fault{
			Kind:    target.KindNoPlace,
			Message: message.New("deploy.sftp-no-host", t.options.Host),
			Hint:    message.New("deploy.sftp-no-host-hint"),
			Err:     err,
		}
	}
	return t.unreachable(err)
}

// unreachable says that the server does not answer now.
func (t *server) unreachable(err error) error {
	return &target.Fault{
		Kind:    target.KindTemporary,
		Message: message.New("deploy.sftp-unreachable", t.address),
		Hint:    message.New("deploy.sftp-unreachable-hint"),
		Err:     err,
	}
}

// watch cuts a connection whose server does not answer any more.
func (c *session) watch(pulse time.Duration) {
	ticker := time.NewTicker(pulse)
	defer ticker.Stop()
	for {
		select {
		case <-c.dead:
			return
		case <-ticker.C:
		}
		late := time.AfterFunc(pulse, c.close)
		_, _, err := c.ssh.SendRequest("keepalive@openssh.com", true, nil)
		late.Stop()
		if err != nil {
			return
		}
	}
}

// close cuts the connection; calls that wait for an answer fail.
func (c *session) close() { c.ssh.Close() }
