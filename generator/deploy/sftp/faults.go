package sftp

import (
	"context"
	"errors"
	"io"
	"net"
	"os"

	pkgsftp "github.com/pkg/sftp"

	"guong/generator/deploy/target"
	"guong/generator/message"
)

// lost reports whether a connection has broken, or is about to. Faults have been
// explained already.
func lost(err error) bool {
	var network net.Error
	return !explained(err) && (errors.Is(err, pkgsftp.ErrSSHFxConnectionLost) || errors.Is(err, pkgsftp.ErrSSHFxNoConnection) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, net.ErrClosed) || errors.As(err, &network))
}

// gone reports whether the server has no such file or folder.
func gone(err error) bool { return !explained(err) && errors.Is(err, os.ErrNotExist) }

// explained reports whether an error is a fault, whatever it wraps.
func explained(err error) bool {
	var f *target.Fault
	return errors.As(err, &f)
}

// failed reports whether a server said no without a reason: SSH_FX_FAILURE.
func failed(err error) bool { return hasCode(err, pkgsftp.ErrSSHFxFailure) }

// hasCode reports whether a server answered with a code.
func hasCode(err error, code interface{ Error() string }) bool {
	var status *pkgsftp.StatusError
	return errors.As(err, &status) && status.FxCode() == code
}

// fault returns what went wrong as a fault about an object. What is one, and the errors
// of contexts, stay. A connection that broke is cut, so that the next call makes another.
func (c *session) fault(key string, err error) error {
	var f *target.Fault
	switch {
	case err == nil, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.As(err, &f):
		if f.Key == "" {
			f.Key = key
		}
		return f
	}
	f = &target.Fault{Key: key, Err: err}
	switch {
	case gone(err):
		f.Kind = target.KindMissing
		f.Message = message.New("deploy.sftp-missing")
	case errors.Is(err, os.ErrPermission):
		f.Kind = target.KindDenied
		f.Message = message.New("deploy.sftp-denied")
		f.Hint = message.New("deploy.sftp-denied-hint")
	case hasCode(err, pkgsftp.ErrSSHFxOpUnsupported):
		f.Kind = target.KindUnsupported
		f.Message = message.New("deploy.sftp-unsupported")
	case lost(err):
		c.close()
		f.Kind = target.KindTemporary
		f.Message = message.New("deploy.sftp-broken")
		f.Hint = message.New("deploy.sftp-unreachable-hint")
	default:
		f.Message = message.New("deploy.sftp-failed")
		f.Hint = message.New("deploy.sftp-failed-hint")
	}
	return f
}

// diagnose looks for the reason why a server did not make a file or folder, if it gave
// none. Other errors it returns as they are.
func (c *session) diagnose(root string, err error) error {
	if !failed(err) || !c.statVFS {
		return err
	}
	disk, unknown := c.files.StatVFS(root)
	switch {
	case unknown != nil:
		return err
	case disk.Flag&1 != 0: // SSH2_FXE_STATVFS_ST_RDONLY
		return &target.Fault{
			Kind:    target.KindDenied,
			Message: message.New("deploy.sftp-denied"),
			Hint:    message.New("deploy.sftp-denied-hint"),
			Err:     err,
		}
	case disk.Bavail == 0, disk.Favail == 0 && disk.Files > 0:
		return full(err)
	}
	return err
}

// full explains a write that failed without a reason: there is hardly another.
func full(err error) error {
	if !failed(err) {
		return err
	}
	return &target.Fault{
		Kind:    target.KindFull,
		Message: message.New("deploy.sftp-full"),
		Hint:    message.New("deploy.sftp-full-hint"),
		Err:     err,
	}
}

// across is errAcross with what the server said.
type across struct{ err error }

func (a *across) Error() string        { return errAcross.Error() + ": " + a.err.Error() }
func (a *across) Is(target error) bool { return target == errAcross }
func (a *across) Unwrap() error        { return a.err }

// exists says that an object is there already.
func exists() error {
	return &target.Fault{Kind: target.KindExists, Message: message.New("deploy.sftp-exists")}
}

// folderInTheWay says that a folder lies where a file has to go.
func folderInTheWay() error {
	return &target.Fault{
		Message: message.New("deploy.sftp-folder-in-the-way"),
		Hint:    message.New("deploy.sftp-in-the-way-hint"),
	}
}

// unreadable says that the body of an object cannot be read here.
func unreadable(key string, err error) error {
	return &target.Fault{Key: key, Message: message.New("deploy.sftp-unreadable"), Err: err}
}
