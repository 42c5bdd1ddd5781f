package webp

// Idle returns the sizes of the memories of the instances that wait for a picture.
func (e *Encoder) Idle() []uint32 {
	e.mu.Lock()
	defer e.mu.Unlock()
	var sizes []uint32
	for _, i := range e.idle {
		sizes = append(sizes, i.memory.Size())
	}
	return sizes
}
