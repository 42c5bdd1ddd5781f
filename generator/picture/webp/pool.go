package webp

import (
	"bytes"
	"compress/gzip"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"runtime"
	"sync"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

//go:generate wasm/build.sh

//go:embed wasm/libwebp.wasm.gz
var compressed []byte

// keepMemory is the memory in bytes up to which an instance is used again. A memory
// never shrinks, so one that served a huge picture would stay huge. A photo of 1600 ×
// 1200 takes 17 MB with method 4, one of 12 megapixels 104 MB.
const keepMemory = 32 << 20

// errClosed is what Encode returns after Close.
var errClosed = errors.New("webp: the encoder is closed")

// Encoder encodes pictures, as many at once as there were processors when it was made
// (GOMAXPROCS). Further ones wait.
type Encoder struct {
	cache  string
	start  func() error // starts the runtime, once
	slots  chan struct{}
	closed chan struct{}
	close  sync.Once

	runtime wazero.Runtime
	code    wazero.CompiledModule

	mu   sync.Mutex
	idle []*instance
}

// NewEncoder returns an encoder. It starts nothing: the first picture does.
//
// cache is a folder for compiled code, or empty. Code in it is run as it lies there, so
// it must be a folder that only the user can write to, and none that comes with a site.
func NewEncoder(cache string) *Encoder {
	e := &Encoder{
		cache:  cache,
		slots:  make(chan struct{}, runtime.GOMAXPROCS(0)),
		closed: make(chan struct{}),
	}
	e.start = sync.OnceValue(e.compile)
	return e
}

// Close waits for the pictures that are being encoded and frees all memory. Encode
// returns an error after it.
func (e *Encoder) Close() error {
	var err error
	e.close.Do(func() {
		close(e.closed)
		for range cap(e.slots) {
			e.slots <- struct{}{}
		}
		e.idle = nil
		if e.runtime != nil {
			err = e.runtime.Close(context.Background())
		}
	})
	return err
}

// compile starts the runtime, with compiled code from the cache if that has it. A
// cache that fails or is damaged is done without.
func (e *Encoder) compile() error {
	unzip, err := gzip.NewReader(bytes.NewReader(compressed))
	if err != nil {
		return fmt.Errorf("webp: %w", err)
	}
	binary, err := io.ReadAll(unzip)
	if err != nil {
		return fmt.Errorf("webp: %w", err)
	}
	if e.cache != "" {
		if cache, err := wazero.NewCompilationCacheWithDir(e.cache); err == nil {
			if e.run(binary, wazero.NewRuntimeConfig().WithCompilationCache(cache)) == nil {
				return nil
			}
			cache.Close(context.Background())
		}
	}
	return e.run(binary, wazero.NewRuntimeConfig())
}

func (e *Encoder) run(binary []byte, config wazero.RuntimeConfig) error {
	ctx := context.Background()
	r := wazero.NewRuntimeWithConfig(ctx, config.WithDebugInfoEnabled(false))
	_, err := r.NewHostModuleBuilder("host").NewFunctionBuilder().
		WithGoFunction(api.GoFunc(proceed), nil, []api.ValueType{api.ValueTypeI32}).
		Export("proceed").Instantiate(ctx)
	if err == nil {
		e.code, err = r.CompileModule(ctx, binary)
	}
	if err != nil {
		r.Close(ctx)
		return fmt.Errorf("webp: %w", err)
	}
	e.runtime = r
	return nil
}

// proceed tells libwebp whether to go on, which it asks after every row or so.
func proceed(ctx context.Context, stack []uint64) {
	stack[0] = 0
	if ctx.Err() == nil {
		stack[0] = 1
	}
}

// take returns an instance that nobody else uses. It goes back by give or discard.
func (e *Encoder) take(ctx context.Context) (*instance, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case e.slots <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-e.closed:
		return nil, errClosed
	}
	i, err := e.instance()
	if err != nil {
		<-e.slots
		return nil, err
	}
	return i, nil
}

// instance returns the instance that was used last, or a new one.
func (e *Encoder) instance() (*instance, error) {
	if err := e.start(); err != nil {
		return nil, err
	}
	e.mu.Lock()
	if last := len(e.idle) - 1; last >= 0 {
		i := e.idle[last]
		e.idle = e.idle[:last]
		e.mu.Unlock()
		return i, nil
	}
	e.mu.Unlock()
	return newInstance(e.runtime, e.code)
}

// give takes an instance back for the next picture.
func (e *Encoder) give(i *instance) {
	if i.memory.Size() > keepMemory {
		e.discard(i)
		return
	}
	e.mu.Lock()
	e.idle = append(e.idle, i)
	e.mu.Unlock()
	<-e.slots
}

// discard frees an instance whose state is not known, or whose memory is too large.
func (e *Encoder) discard(i *instance) {
	i.module.Close(context.Background())
	<-e.slots
}
