package folder

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"guong/generator/deploy/target"
	"guong/generator/message"
)

var errTooLarge = errors.New("more bytes than wanted")

// fault returns what an error about a file means; nil of nil.
func fault(key string, err error) error {
	if err == nil {
		return nil
	}
	kind, id := target.KindOther, "dir-failed"
	switch {
	case errors.Is(err, errTooLarge):
		kind, id = target.KindTooLarge, "dir-too-large"
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR), errors.Is(err, syscall.EISDIR):
		kind, id = target.KindMissing, "dir-missing"
	case errors.Is(err, fs.ErrExist):
		kind, id = target.KindExists, "dir-exists"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		kind, id = target.KindDenied, "dir-denied"
	case isFull(err):
		kind, id = target.KindFull, "dir-full"
	case errors.Is(err, syscall.EINTR), errors.Is(err, syscall.EAGAIN), errors.Is(err, os.ErrDeadlineExceeded):
		kind = target.KindTemporary
	}
	return &target.Fault{Kind: kind, Key: key, Message: text(id, err), Hint: message.New("deploy." + id + "-hint"), Err: err}
}

// placeFault returns what an error about the folder itself means.
func placeFault(dir string, err error) error {
	kind, id := target.KindNoPlace, "dir-no-place"
	if errors.Is(err, fs.ErrPermission) {
		kind, id = target.KindDenied, "dir-no-entry"
	}
	return &target.Fault{Kind: kind, Message: message.New("deploy."+id, dir), Hint: message.New("deploy." + id + "-hint"), Err: err}
}

// text says what went wrong; of what is not known, in the words of the system.
func text(id string, err error) message.Message {
	if id != "dir-failed" {
		return message.New("deploy." + id)
	}
	var number syscall.Errno
	if errors.As(err, &number) {
		return message.New("deploy."+id, number.Error())
	}
	return message.New("deploy."+id, err.Error())
}
