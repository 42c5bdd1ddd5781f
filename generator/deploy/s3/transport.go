package s3

import (
	"context"
	"net"
	"net/http"
	"strconv"
	"sync/atomic"
	"time"
)

// answer is what a store said beside the body of its last answer.
type answer struct {
	status int
	date   time.Time     // by the store's clock; zero if it does not say
	after  time.Duration // Retry-After
	region string        // in which the bucket is
}

type exchangeKey struct{}

// exchange collects the last answer to the requests of one operation.
type exchange struct{ last atomic.Pointer[answer] }

// watched returns a context whose requests leave their answers in the exchange.
func watched(ctx context.Context) (context.Context, *exchange) {
	e := new(exchange)
	return context.WithValue(ctx, exchangeKey{}, e), e
}

// observer notes answers for the exchange of the request's context.
type observer struct{ next http.RoundTripper }

func (o observer) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := o.next.RoundTrip(request)
	if e, ok := request.Context().Value(exchangeKey{}).(*exchange); ok {
		var a answer
		if err == nil {
			a.status = response.StatusCode
			a.region = response.Header.Get("X-Amz-Bucket-Region")
			a.date, _ = http.ParseTime(response.Header.Get("Date"))
			a.after = retryAfter(response.Header.Get("Retry-After"), time.Now())
		}
		e.last.Store(&a)
	}
	return response, err
}

// retryAfter reads the header of that name: seconds, or a date (RFC 9110, 10.2.3). It
// believes up to five minutes.
func retryAfter(value string, now time.Time) time.Duration {
	const most = 5 * time.Minute
	if seconds, err := strconv.Atoi(value); err == nil {
		return time.Duration(min(max(seconds, 0), int(most/time.Second))) * time.Second
	}
	if at, err := http.ParseTime(value); err == nil {
		return min(max(at.Sub(now), 0), most)
	}
	return 0
}

// dialing returns a function that opens connections which fail when nothing can be read
// or written for as long as stall.
func dialing(d *net.Dialer, stall time.Duration) func(ctx context.Context, network, address string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := d.DialContext(ctx, network, address)
		if err != nil {
			return nil, err
		}
		return &moving{conn, stall}, nil
	}
}

// moving is a connection that must not stand still.
type moving struct {
	net.Conn
	stall time.Duration
}

// Read waits for bytes as long as the connection may stand still. While a request is
// being sent nothing comes back, so each write lets reading wait longer too.
func (m *moving) Read(b []byte) (int, error) {
	if err := m.SetReadDeadline(time.Now().Add(m.stall)); err != nil {
		return 0, err
	}
	return m.Conn.Read(b)
}

// Write sends in pieces, each of which may take as long as the connection may stand
// still.
func (m *moving) Write(b []byte) (int, error) {
	const piece = 64 << 10
	written := 0
	for {
		next := b[written:min(written+piece, len(b))]
		if err := m.SetDeadline(time.Now().Add(m.stall)); err != nil {
			return written, err
		}
		n, err := m.Conn.Write(next)
		written += n
		if err != nil || written == len(b) {
			return written, err
		}
	}
}
