package preview

import (
	"bytes"
	"cmp"
	"sync"

	"guong/generator/diag"
	"guong/generator/site"
)

// renders keeps what was made of the newest edition that anybody asked for, outputs
// and facts: many browsers that show one page cost as much as one.
type renders struct {
	mu         sync.Mutex
	generation int // of the edition
	byName     map[string]*rendered
	size       int // bytes of all that is kept
}

// rendered is what is made by whoever asks first.
type rendered struct {
	once sync.Once
	data []byte
	err  error
}

// mostRendered is how many bytes are kept.
const mostRendered = 16 << 20

// get returns what make makes, or made before, of a generation under a name. Nobody
// may change it.
func (k *renders) get(generation int, name string, make func() ([]byte, error)) ([]byte, error) {
	one := k.of(generation, name)
	one.once.Do(func() {
		one.data, one.err = make()
		k.grow(generation, len(one.data))
	})
	return one.data, one.err
}

// of returns the place of a name. That of an edition that is no longer the newest
// is not kept.
func (k *renders) of(generation int, name string) *rendered {
	k.mu.Lock()
	defer k.mu.Unlock()
	if generation < k.generation {
		return new(rendered)
	}
	if generation > k.generation || k.size > mostRendered {
		k.generation, k.byName, k.size = generation, map[string]*rendered{}, 0
	}
	one := k.byName[name]
	if one == nil {
		one = new(rendered)
		k.byName[name] = one
	}
	return one
}

func (k *renders) grow(generation, bytes int) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if generation == k.generation {
		k.size += bytes
	}
}

// render returns the bytes of an output. A panic is an error of the file that the
// output comes from.
func render(o site.Output) (data []byte, err error) {
	defer diag.Recover(cmp.Or(o.From, o.Path), func(d diag.Diagnostic) { data, err = nil, d })
	var b bytes.Buffer
	err = o.Render(&b, nil)
	return b.Bytes(), err
}
