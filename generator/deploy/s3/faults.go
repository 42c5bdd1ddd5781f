package s3

import (
	"cmp"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"

	"guong/generator/deploy/target"
	"guong/generator/message"
)

// skew is by how much clocks may differ: AWS refuses 15 minutes.
const skew = 5 * time.Minute

// say returns a fault with its texts; the values belong into its message.
func say(kind target.Kind, name string, args ...any) *target.Fault {
	return &target.Fault{
		Kind:    kind,
		Message: message.New("deploy."+name, args...),
		Hint:    message.New("deploy." + name + "-hint"),
	}
}

// advise puts values into the hint of a fault.
func advise(f *target.Fault, args ...any) *target.Fault {
	f.Hint.Args = args
	return f
}

// fault turns an error of the library into one of the target: that of the context if it
// has ended, else a fault without credentials.
func (s *store) fault(ctx context.Context, e *exchange, key string, err error) error {
	if ended := ctx.Err(); ended != nil {
		return ended
	}
	a := e.last.Load()
	if a == nil {
		a = new(answer)
	}
	var said minio.ErrorResponse
	var f *target.Fault
	if errors.As(err, &said) {
		f = s.refusal(said, a)
	} else {
		f = s.broken(err)
	}
	f.Key = key
	f.After = a.after
	f.Err = errors.New(s.redact(err.Error()))
	if said.Code != "" {
		f.Err = errors.New(s.redact(said.Code + ": " + said.Message))
	}
	return f
}

// refusal is the fault of what a store answered.
func (s *store) refusal(said minio.ErrorResponse, a *answer) *target.Fault {
	if f, ok := s.byCode(said, a); ok {
		return f
	}
	switch status := cmp.Or(said.StatusCode, a.status); status {
	case http.StatusPreconditionFailed:
		return say(target.KindExists, "s3-exists")
	case http.StatusUnauthorized, http.StatusForbidden:
		if f, ok := s.clock(a); ok {
			return f
		}
		return advise(say(target.KindDenied, "s3-denied"), s.bucket)
	case http.StatusMovedPermanently, http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return s.otherRegion(said, a)
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return say(target.KindTemporary, "s3-slow")
	case http.StatusRequestTimeout:
		return say(target.KindTemporary, "s3-timeout", s.host)
	case http.StatusInsufficientStorage:
		return say(target.KindFull, "s3-full")
	case http.StatusNotImplemented, http.StatusMethodNotAllowed:
		return say(target.KindUnsupported, "s3-unsupported")
	default:
		if status >= 500 || status == 499 {
			return say(target.KindTemporary, "s3-server", status)
		}
	}
	return say(target.KindOther, "s3-other")
}

// byCode is the fault of a code that means the same in all stores.
func (s *store) byCode(said minio.ErrorResponse, a *answer) (*target.Fault, bool) {
	switch said.Code {
	case "NoSuchKey", "NoSuchObject", "NotFound":
		return say(target.KindMissing, "s3-missing"), true
	case "NoSuchBucket":
		return say(target.KindNoPlace, "s3-bucket", s.bucket, s.host), true
	case "PreconditionFailed":
		return say(target.KindExists, "s3-exists"), true
	case "ConditionalRequestConflict", "OperationAborted", "SlowDown", "SlowDownRead", "SlowDownWrite",
		"Throttling", "ThrottlingException", "RequestLimitExceeded", "RequestThrottled", "TooManyRequests":
		return say(target.KindTemporary, "s3-slow"), true
	case "BadDigest":
		return say(target.KindTemporary, "s3-damaged"), true
	case "RequestTimeout":
		return say(target.KindTemporary, "s3-timeout", s.host), true
	case "InternalError", "ServiceUnavailable":
		return say(target.KindTemporary, "s3-server", cmp.Or(said.StatusCode, a.status)), true
	case "RequestTimeTooSkewed", "RequestExpired":
		if f, ok := s.clock(a); ok {
			return f, true
		}
		return say(target.KindClock, "s3-time"), true
	case "AuthorizationHeaderMalformed", "InvalidRegion", "PermanentRedirect", "IllegalLocationConstraintException", "TemporaryRedirect":
		return s.otherRegion(said, a), true
	case "InvalidAccessKeyId", "XAdminUserNotFound":
		return advise(say(target.KindDenied, "s3-key"), s.host), true
	case "SignatureDoesNotMatch":
		if f, ok := s.clock(a); ok {
			return f, true
		}
		return advise(say(target.KindDenied, "s3-signature"), s.region), true
	case "ExpiredToken", "ExpiredTokenException", "InvalidToken", "TokenRefreshRequired":
		return say(target.KindDenied, "s3-token"), true
	case "AccessControlListNotSupported":
		return say(target.KindUnsupported, "s3-acl", s.acl), true
	case "QuotaExceeded", "XMinioStorageFull", "XMinioAdminBucketQuotaExceeded", "StorageFull", "InsufficientStorage", "TooManyObjects":
		return say(target.KindFull, "s3-full"), true
	case "NotImplemented", "MethodNotAllowed":
		return say(target.KindUnsupported, "s3-unsupported"), true
	}
	return nil, false
}

// clock is the fault of a refusal that this machine's clock explains.
func (s *store) clock(a *answer) (*target.Fault, bool) {
	if a.date.IsZero() {
		return nil, false
	}
	late := time.Until(a.date).Round(time.Minute)
	switch {
	case late > skew:
		return say(target.KindClock, "s3-slow-clock", int(late/time.Minute)), true
	case -late > skew:
		return say(target.KindClock, "s3-fast-clock", int(-late/time.Minute)), true
	}
	return nil, false
}

// otherRegion is the fault of a bucket that is elsewhere.
func (s *store) otherRegion(said minio.ErrorResponse, a *answer) *target.Fault {
	if region := cmp.Or(said.Region, a.region); region != "" && region != s.region {
		return advise(say(target.KindRegion, "s3-region", s.region, region), region)
	}
	return say(target.KindRegion, "s3-elsewhere", s.region, s.host)
}

// broken is the fault of a request without an answer, or whose answer broke off.
func (s *store) broken(err error) *target.Fault {
	var (
		name        *net.DNSError
		certificate *tls.CertificateVerificationError
		authority   x509.UnknownAuthorityError
		request     *url.Error
		timeout     net.Error
	)
	switch {
	case errors.As(err, &name) && !name.IsTimeout && !name.IsTemporary:
		return say(target.KindNoPlace, "s3-dns", name.Name)
	case errors.As(err, &certificate), errors.As(err, &authority):
		return say(target.KindUntrusted, "s3-certificate", s.host)
	case strings.Contains(err.Error(), http.ErrSchemeMismatch.Error()):
		return say(target.KindUntrusted, "s3-plain", s.host)
	case errors.As(err, &timeout) && timeout.Timeout():
		return say(target.KindTemporary, "s3-timeout", s.host)
	case errors.As(err, &request), errors.As(err, &timeout), strings.Contains(err.Error(), "EOF"):
		return say(target.KindTemporary, "s3-connection", s.host)
	}
	return say(target.KindOther, "s3-other")
}
