package publish

import (
	"encoding/binary"
	"hash/crc32"
)

const sumsVersion = "guong-sums 2\n"

// encodeSums returns the text of the sums of names. What is not known is left out.
func encodeSums(names []string, list []known) []byte {
	out := []byte(sumsVersion)
	for i, name := range names {
		k := list[i]
		if k == (known{}) {
			continue
		}
		out = binary.AppendUvarint(out, uint64(len(name)))
		out = append(out, name...)
		out = append(out, k.sum[:]...)
		out = binary.AppendVarint(out, k.stamp.Size)
		out = binary.AppendVarint(out, k.stamp.Modified)
		out = binary.AppendVarint(out, k.stamp.Changed)
		out = binary.AppendUvarint(out, k.stamp.Inode)
		out = binary.AppendUvarint(out, uint64(k.stamp.Mode))
	}
	return binary.LittleEndian.AppendUint32(out, crc32.ChecksumIEEE(out))
}

// decodeSums returns what is known of each file: nothing, if the data are damaged.
func decodeSums(data []byte) map[string]known {
	if len(data) < len(sumsVersion)+4 || string(data[:len(sumsVersion)]) != sumsVersion {
		return nil
	}
	in, check := data[:len(data)-4], binary.LittleEndian.Uint32(data[len(data)-4:])
	if crc32.ChecksumIEEE(in) != check {
		return nil
	}
	const typical = 110 // bytes of a file's: its name, hash and stamp
	sums := make(map[string]known, len(in)/typical)
	for in = in[len(sumsVersion):]; len(in) > 0; {
		size, width := binary.Uvarint(in)
		if width <= 0 || size > uint64(len(in)-width) || len(in)-width-int(size) < len(Sum{}) {
			return nil
		}
		name := string(in[width : width+int(size)])
		in = in[width+int(size):]
		var k known
		copy(k.sum[:], in)
		in = in[len(k.sum):]
		for _, field := range []*int64{&k.stamp.Size, &k.stamp.Modified, &k.stamp.Changed} {
			if *field, width = binary.Varint(in); width <= 0 {
				return nil
			}
			in = in[width:]
		}
		for _, set := range []func(uint64){func(n uint64) { k.stamp.Inode = n }, func(n uint64) { k.stamp.Mode = uint32(n) }} {
			n, width := binary.Uvarint(in)
			if width <= 0 {
				return nil
			}
			set(n)
			in = in[width:]
		}
		sums[name] = k
	}
	return sums
}
