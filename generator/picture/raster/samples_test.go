package raster_test

import (
	"encoding/base64"
	"encoding/binary"
)

// Files that the standard library cannot write.
var (
	// lossyWebP is a picture of 33 × 21 pixels of the colour 180, 80, 70.
	lossyWebP = decoded("UklGRkQAAABXRUJQVlA4IDgAAAAwAwCdASohABUAPm02l0ikIqIhJWgAgA2JZwB2AABfF1UwAP7ni//6+AKfs///zNH6TfSbuYAA" +
		"AA==")
	// lossyWebPAlpha is the same, half transparent.
	lossyWebPAlpha = decoded("UklGRmgAAABXRUJQVlA4WAoAAAAQAAAAIAAAFAAAQUxQSAoAAAABB1DAiAhERP8DVlA4IDgAAAAwAwCdASohABUAPm02l0ikIqIh" +
		"JWgAgA2JZwB2AABfF1UwAP7ni//6+AKfs///zNH6TfSbuYAAAA==")
	// progressiveJPEG is a gradient of 48 × 32 pixels.
	progressiveJPEG = decoded("/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxO" +
		"UlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09P" +
		"T09PT09PT0//wgARCAAgADADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAIF/8QAFwEBAQEBAAAAAAAAAAAAAAAAAAUB" +
		"BP/aAAwDAQACEAMQAAABz0so0kUkQlR4aSKSP//EABQQAQAAAAAAAAAAAAAAAAAAAED/2gAIAQEAAQUCR//EABURAQEAAAAAAAAA" +
		"AAAAAAAAAAAT/9oACAEDAQE/AaKKKKKP/8QAFREBAQAAAAAAAAAAAAAAAAAAABP/2gAIAQIBAT8Bkkkkkk//xAAUEAEAAAAAAAAA" +
		"AAAAAAAAAABA/9oACAEBAAY/Akf/xAAVEAEBAAAAAAAAAAAAAAAAAAAAEf/aAAgBAQABPyGqqqqqqqqqqqqqqqr/2gAMAwEAAgAD" +
		"AAAAEM888ssv/8QAFBEBAAAAAAAAAAAAAAAAAAAAIP/aAAgBAwEBPxBAf//EABQRAQAAAAAAAAAAAAAAAAAAACD/2gAIAQIBAT8Q" +
		"QH//xAAUEAEAAAAAAAAAAAAAAAAAAABA/9oACAEBAAE/EEAAAAf/2Q==")
)

// lossless is a WebP picture of one pixel.
const lossless = "\x2f\x00\x00\x00\x00\x07\x10\xfd\x8f\xfe\x07\x22\xa2\xff\x01"

func decoded(s string) string {
	raw, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

// riff is a chunk of WebP.
func riff(kind, body string) string {
	s := kind + string(binary.LittleEndian.AppendUint32(nil, uint32(len(body)))) + body
	if len(body)%2 == 1 {
		s += "\x00"
	}
	return s
}

// riffFile is a WebP file of some chunks.
func riffFile(chunks ...string) []byte {
	body := "WEBP"
	for _, c := range chunks {
		body += c
	}
	return []byte(riff("RIFF", body))
}
