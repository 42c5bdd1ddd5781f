package webp

import (
	"context"
	"errors"
	"fmt"
	"image"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// instance is libwebp with a memory of its own. It works on one picture at a time.
type instance struct {
	module api.Module
	memory api.Memory

	allocate, work, file, size api.Function
}

func newInstance(r wazero.Runtime, code wazero.CompiledModule) (*instance, error) {
	// Without a name, so that there can be many.
	module, err := r.InstantiateModule(context.Background(), code, wazero.NewModuleConfig().WithName(""))
	if err != nil {
		return nil, fmt.Errorf("webp: %w", err)
	}
	return &instance{
		module:   module,
		memory:   module.Memory(),
		allocate: module.ExportedFunction("allocate"),
		work:     module.ExportedFunction("encode"),
		file:     module.ExportedFunction("file"),
		size:     module.ExportedFunction("size"),
	}, nil
}

// WebPEncodingError of libwebp's encode.h: those that mean that memory has run out.
const (
	outOfMemory          = 1
	bitstreamOutOfMemory = 2
)

// encode returns a file that is valid until the instance is used again.
func (i *instance) encode(ctx context.Context, picture image.Image, o Options) ([]byte, error) {
	size := picture.Bounds().Size()
	failed := func(reason Reason, err error) error {
		return &Error{Reason: reason, Width: size.X, Height: size.Y, Err: err}
	}
	pixels := pixelsOf(picture, o.Lossless)
	at, err := i.call(ctx, i.allocate, uint64(pixels.length))
	if err != nil {
		return nil, failed(Failed, err)
	}
	if at == 0 {
		return nil, failed(Memory, nil)
	}
	buffer, ok := i.memory.Read(uint32(at), uint32(pixels.length))
	if !ok {
		return nil, failed(Failed, errOutside)
	}
	pixels.write(buffer)

	code, err := i.call(ctx, i.work, at, uint64(pixels.format), uint64(size.X), uint64(size.Y),
		oneIf(o.Lossless), uint64(o.Quality), uint64(o.Method))
	switch {
	case err != nil:
		return nil, failed(Failed, err)
	case code == outOfMemory || code == bitstreamOutOfMemory:
		return nil, failed(Memory, nil)
	case code != 0:
		return nil, failed(Failed, fmt.Errorf("libwebp: %d", int32(code)))
	}
	return i.result(ctx, failed)
}

// result returns the finished file.
func (i *instance) result(ctx context.Context, failed func(Reason, error) error) ([]byte, error) {
	at, err := i.call(ctx, i.file)
	if err != nil {
		return nil, failed(Failed, err)
	}
	length, err := i.call(ctx, i.size)
	if err != nil {
		return nil, failed(Failed, err)
	}
	file, ok := i.memory.Read(uint32(at), uint32(length))
	if !ok {
		return nil, failed(Failed, errOutside)
	}
	return file, nil
}

var errOutside = errors.New("address outside of the memory")

// call calls a function with at most one result.
func (i *instance) call(ctx context.Context, f api.Function, args ...uint64) (uint64, error) {
	results, err := f.Call(ctx, args...)
	if err != nil || len(results) == 0 {
		return 0, err
	}
	return results[0], nil
}

func oneIf(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}
