package sftp

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"testing"
	"time"

	"guong/generator/deploy/sftp/sftptest"
	"guong/generator/deploy/target"
)

// BenchmarkPut publishes files, each in a folder of its own as pages are: those of a
// small change one after another and 16 at once, those of a first deployment, and the
// same with a server that is 20 ms away.
func BenchmarkPut(b *testing.B) {
	for _, bench := range []struct {
		files, size, atOnce, connections int
		away                             time.Duration // there and back
	}{
		{200, 20_000, 1, 1, 0},
		{200, 20_000, 16, 1, 0},
		{200, 20_000, 16, 4, 0},
		{200, 20_000, 16, 1, 20 * time.Millisecond},
		{200, 20_000, 48, 1, 20 * time.Millisecond},
		{10_000, 20_000, 16, 1, 0},
		{10_000, 20_000, 16, 4, 0},
		{10_000, 20_000, 16, 1, 20 * time.Millisecond},
		{10_000, 20_000, 48, 1, 20 * time.Millisecond},
	} {
		name := fmt.Sprintf("files=%d/atOnce=%d/connections=%d/away=%v", bench.files, bench.atOnce, bench.connections, bench.away)
		b.Run(name, func(b *testing.B) {
			server := sftptest.Start(b)
			o := optionsOf(server)
			if bench.away > 0 {
				_, o = startProxy(b, server, bench.away/2)
			}
			o.Connections = bench.connections
			to := openWith(b, o)
			body := bytes.Repeat([]byte("x"), bench.size)
			for round := 0; b.Loop(); round++ {
				putMany(b, to, bench.files, bench.atOnce, "r"+strconv.Itoa(round)+"/", body)
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N*bench.files), "ms/file")
		})
	}
}

func putMany(b *testing.B, to target.Target, files, atOnce int, prefix string, body []byte) {
	b.Helper()
	next := make(chan int)
	done := make(chan error)
	for range atOnce {
		go func() {
			var failed error
			for i := range next {
				key := prefix + strconv.Itoa(i) + "/index.html"
				if err := to.Put(context.Background(), target.Object{Key: key, Size: int64(len(body))}, bytes.NewReader(body)); err != nil {
					failed = err
				}
			}
			done <- failed
		}()
	}
	for i := range files {
		next <- i
	}
	close(next)
	for range atOnce {
		if err := <-done; err != nil {
			b.Fatal(err)
		}
	}
}
