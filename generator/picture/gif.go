package picture

import (
	"encoding/binary"
)

// The blocks of GIF (GIF89a, appendix A).
const (
	gifExtension   = 0x21
	gifImage       = 0x2c
	gifTrailer     = 0x3b
	gifControl     = 0xf9
	gifComment     = 0xfe
	gifApplication = 0xff
)

// gif reads a GIF file.
func (c *cleaner) gif() error {
	screen, err := c.take(13)
	if err != nil {
		return err
	}
	c.info.Width, c.info.Height = int(binary.LittleEndian.Uint16(screen[6:])), int(binary.LittleEndian.Uint16(screen[8:]))
	if err := sized(c.info.Width, c.info.Height); err != nil {
		return err
	}
	if err := c.gifWithColours(screen, screen[10]); err != nil {
		return err
	}
	for {
		block, err := c.ReadByte()
		if err != nil {
			return err
		}
		switch block {
		case gifExtension:
			err = c.gifExtension()
		case gifImage:
			if c.header {
				return nil
			}
			err = c.gifImage()
		case gifTrailer:
			return c.write([]byte{gifTrailer})
		default:
			return errDamaged()
		}
		if err != nil {
			return err
		}
	}
}

// gifWithColours copies a part and the table of colours that its flags announce.
func (c *cleaner) gifWithColours(part []byte, flags byte) error {
	n := 0
	if flags&0x80 != 0 {
		n = 3 << (flags&7 + 1)
	}
	colours, err := c.take(n)
	if err != nil {
		return err
	}
	return c.write(part, colours)
}

func (c *cleaner) gifImage() error {
	descriptor, err := c.take(9)
	if err != nil {
		return err
	}
	le := binary.LittleEndian
	if err := sized(int(le.Uint16(descriptor[4:])), int(le.Uint16(descriptor[6:]))); err != nil {
		return err
	}
	if err := c.gifWithColours(append([]byte{gifImage}, descriptor...), descriptor[8]); err != nil {
		return err
	}
	codeSize, err := c.take(1)
	if err != nil {
		return err
	}
	if err := c.write(codeSize); err != nil {
		return err
	}
	return c.gifBlocks(func(block []byte) error { return c.write([]byte{byte(len(block))}, block) })
}

// gifBlocks gives the sub-blocks of a block, the empty one at the end included.
func (c *cleaner) gifBlocks(each func([]byte) error) error {
	for {
		length, err := c.ReadByte()
		if err != nil {
			return err
		}
		block, err := c.take(int(length))
		if err != nil {
			return err
		}
		if err := each(block); err != nil || length == 0 {
			return err
		}
	}
}

// gifExtension copies what pictures need: how frames follow, and how often.
func (c *cleaner) gifExtension() error {
	label, err := c.ReadByte()
	if err != nil {
		return err
	}
	var blocks [][]byte
	err = c.gifBlocks(func(block []byte) error {
		if len(blocks) < 3 {
			blocks = append(blocks, block)
		}
		return nil
	})
	if err != nil {
		return err
	}
	switch {
	case label == gifControl && len(blocks[0]) == 4:
		return c.write([]byte{gifExtension, gifControl, 4}, blocks[0], []byte{0})
	case label == gifApplication && len(blocks) == 3 && isLoop(blocks[0], blocks[1]):
		return c.write([]byte{gifExtension, gifApplication, 11}, blocks[0], []byte{3}, blocks[1], []byte{0})
	case label == gifComment:
		c.info.note(Comment)
	case label == gifApplication && string(blocks[0]) == "XMP DataXMP":
		c.info.note(XMP)
	default:
		c.info.note(Other)
	}
	return nil
}

// isLoop reports whether an application's block says how often an animation runs.
func isLoop(name, block []byte) bool {
	return (string(name) == "NETSCAPE2.0" || string(name) == "ANIMEXTS1.0") && len(block) == 3 && block[0] == 1
}
