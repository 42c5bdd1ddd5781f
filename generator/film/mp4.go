package film

import (
	"io"
	"slices"
)

// kept are the boxes that are published, by the box that they stand in; "" is the
// file. Those that are listed here with others are looked into.
var kept = map[string][]string{
	"":     {"ftyp", "styp", "moov", "mdat", "moof", "mfra", "sidx", "ssix", "prft"},
	"moov": {"mvhd", "trak", "mvex", "iods", "pssh"},
	"trak": {"tkhd", "edts", "mdia", "tapt"},
	"mdia": {"mdhd", "hdlr", "minf", "elng"},
	"minf": {"vmhd", "smhd", "nmhd", "hdlr", "dinf", "stbl"},
	"stbl": {"stsd", "stts", "ctts", "cslg", "stsc", "stsz", "stz2", "stco", "co64", "stss", "stps", "sdtp", "sbgp", "sgpd", "subs", "saiz", "saio"},
	"moof": {"mfhd", "traf", "pssh"},
	"traf": {"tfhd", "tfdt", "trun", "sdtp", "sbgp", "sgpd", "subs", "saiz", "saio", "senc"},
}

// cleaner gathers what is blanked in an MP4 file.
type cleaner struct {
	patches   []patch
	size      int64
	foreign   bool // a track is not one of pictures or sound
	fragments bool
}

func mp4Patches(r io.ReadSeeker, size int64) ([]patch, error) {
	boxes, err := topBoxes(r, size)
	if err != nil {
		return nil, err
	}
	c := &cleaner{size: size}
	found := false
	for _, b := range boxes {
		if !slices.Contains(kept[""], b.kind) {
			c.blank(b)
			continue
		}
		if b.kind != "moov" && b.kind != "moof" {
			continue
		}
		found = found || b.kind == "moov"
		c.fragments = c.fragments || b.kind == "moof"
		if err := b.read(r); err != nil {
			return nil, err
		}
		if err := c.look(b, 0); err != nil {
			return nil, err
		}
	}
	switch {
	case !found:
		return nil, errDamaged
	case c.foreign && c.fragments:
		return nil, &Error{Reason: Packed} // where the samples are, no table says
	}
	return c.patches, nil
}

// look goes through the boxes in b.
func (c *cleaner) look(b box, deep int) error {
	children, err := b.children()
	if err != nil || deep > maxDeep {
		return errDamaged
	}
	for _, child := range children {
		switch {
		case child.kind == "cmov":
			return &Error{Reason: Packed}
		case !slices.Contains(kept[b.kind], child.kind):
			c.blank(child)
			continue
		case child.kind == "trak" && handler(child) != "vide" && handler(child) != "soun":
			c.foreign = true
			if err := c.blankSamples(child); err != nil {
				return err
			}
			c.blank(child)
			continue
		case child.kind == "mvhd", child.kind == "tkhd", child.kind == "mdhd":
			c.blankDates(child)
		}
		if kept[child.kind] != nil {
			if err := c.look(child, deep+1); err != nil {
				return err
			}
		}
	}
	return nil
}

// blank makes a box one of free space.
func (c *cleaner) blank(b box) {
	c.patches = append(c.patches, patch{b.start + 4, b.start + 8, []byte("free")}, patch{b.body, b.end, nil})
}

// blankDates blanks when a film was made and changed (sections 8.2.2, 8.3.2, 8.4.2).
func (c *cleaner) blankDates(b box) {
	length := int64(8)
	if b.number(0, 1) == 1 {
		length = 16
	}
	c.patches = append(c.patches, patch{b.body + 4, min(b.body+4+length, b.end), nil})
}

// blankSamples blanks what a track holds, which lies among the pictures and the sound
// (sections 8.7.3 to 8.7.5).
func (c *cleaner) blankSamples(trak box) error {
	stbl, ok := trak.find("mdia", "minf", "stbl")
	if !ok {
		return nil
	}
	sizes, err := sampleSizes(stbl)
	if err != nil {
		return err
	}
	offsets, width := chunks(stbl)
	perChunk, _ := stbl.find("stsc")
	groups := min(perChunk.number(4, 4), uint64(max(len(perChunk.inside)-8, 0)/12))
	sample, group := 0, uint64(0)
	for i := range len(offsets.inside[min(8, len(offsets.inside)):]) / width {
		start := int64(offsets.number(8+i*width, width))
		for group+1 < groups && perChunk.number(8+int(group+1)*12, 4) <= uint64(i)+1 {
			group++
		}
		end := start
		for range perChunk.number(8+int(group)*12+4, 4) {
			if sample >= len(sizes) {
				break
			}
			end += int64(sizes[sample])
			sample++
		}
		if start < 0 || end < start || end > c.size {
			return errDamaged
		}
		if end > start {
			c.patches = append(c.patches, patch{start, end, nil})
		}
	}
	if sample < len(sizes) {
		return errDamaged // some lie nobody knows where
	}
	return nil
}

// chunks returns the table of where the samples of a track begin, and how many bytes
// one number has.
func chunks(stbl box) (table box, width int) {
	if long, ok := stbl.find("co64"); ok {
		return long, 8
	}
	short, _ := stbl.find("stco")
	return short, 4
}

// maxSamples is how many samples a track may have that is blanked.
const maxSamples = 4_000_000

// sampleSizes returns how many bytes each sample of a track has.
func sampleSizes(stbl box) ([]uint32, error) {
	if table, ok := stbl.find("stsz"); ok {
		same, count := uint32(table.number(4, 4)), table.number(8, 4)
		if count > maxSamples || same == 0 && count > uint64(max(len(table.inside)-12, 0)/4) {
			return nil, errDamaged
		}
		sizes := make([]uint32, count)
		for i := range sizes {
			if sizes[i] = same; same == 0 {
				sizes[i] = uint32(table.number(12+4*i, 4))
			}
		}
		return sizes, nil
	}
	if _, ok := stbl.find("stz2"); ok {
		return nil, &Error{Reason: Packed}
	}
	return nil, nil
}
