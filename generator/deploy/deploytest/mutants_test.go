package deploytest_test

import (
	"bytes"
	"context"
	"io"
	"iter"
	"os"
	"os/exec"
	"strings"
	"testing"

	"guong/generator/deploy/deploytest"
	"guong/generator/deploy/target"
)

// mutants are targets that break one promise each.
var mutants = map[string]func(m *deploytest.Memory) target.Target{
	"keeps what is deleted": func(m *deploytest.Memory) target.Target { return lazy{m} },
	"reads bodies from their start": func(m *deploytest.Memory) target.Target {
		return rewinding{m}
	},
	"shows halves": func(m *deploytest.Memory) target.Target { return halves{m} },
	"takes prefixes for folders": func(m *deploytest.Memory) target.Target {
		return folders{m}
	},
	"heeds no limit":        func(m *deploytest.Memory) target.Target { return unlimited{m} },
	"lets both have a lock": func(m *deploytest.Memory) target.Target { return generous{m} },
}

type lazy struct{ *deploytest.Memory }

func (l lazy) Delete(ctx context.Context, keys []string) error {
	return l.Memory.Delete(ctx, keys[:min(len(keys), 1000)])
}

type rewinding struct{ *deploytest.Memory }

func (r rewinding) Put(ctx context.Context, o target.Object, body io.ReadSeeker) error {
	if _, err := body.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return r.Memory.Put(ctx, o, body)
}

type halves struct{ *deploytest.Memory }

func (h halves) Put(ctx context.Context, o target.Object, body io.ReadSeeker) error {
	all, err := io.ReadAll(body)
	if err == nil && int64(len(all)) == o.Size {
		half := o
		half.Size /= 2
		err = h.Memory.Put(ctx, half, bytes.NewReader(all))
	}
	if err != nil {
		return err
	}
	return h.Memory.Put(ctx, o, bytes.NewReader(all))
}

type folders struct{ *deploytest.Memory }

func (f folders) List(ctx context.Context, prefix string) iter.Seq2[target.Object, error] {
	if prefix != "" && !strings.HasSuffix(prefix, "/") {
		prefix += "/"
	}
	return f.Memory.List(ctx, prefix)
}

type unlimited struct{ *deploytest.Memory }

func (u unlimited) Get(ctx context.Context, key string, _ int64) ([]byte, error) {
	return u.Memory.Get(ctx, key, 1<<40)
}

type generous struct{ *deploytest.Memory }

func (g generous) PutNew(ctx context.Context, o target.Object, body io.ReadSeeker) error {
	return g.Memory.Put(ctx, o, body)
}

// TestMutant is the suite over the mutant that the environment names: TestMutants
// runs it in a process of its own.
func TestMutant(t *testing.T) {
	mutant, ok := mutants[os.Getenv("GUONG_TEST_MUTANT")]
	if !ok {
		mutant = func(m *deploytest.Memory) target.Target { return m }
	}
	deploytest.Conform(t, func(t *testing.T) target.Target { return mutant(new(deploytest.Memory)) })
}

// TestMutants: the suite notices broken promises.
func TestMutants(t *testing.T) {
	for name := range mutants {
		t.Run(name, func(t *testing.T) {
			command := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestMutant$")
			command.Env = append(os.Environ(), "GUONG_TEST_MUTANT="+name)
			out, err := command.CombinedOutput()
			if err == nil || !strings.Contains(string(out), "--- FAIL: TestMutant/") {
				t.Errorf("not noticed: %v\n%s", err, out)
			}
		})
	}
}
