package main

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"guong/generator/message"
)

// TestTrusts: a server is trusted if a person says so in clear words.
func TestTrusts(t *testing.T) {
	for answer, want := range map[string]bool{"có\n": true, "Co\n": true, "yes\n": true, "y": true, "không\n": false, "no\n": false, "\n": false, "": false, "chắc vậy\n": false} {
		var said bytes.Buffer
		got := terminal{io.Discard, &said, message.Vietnamese}.trusts(strings.NewReader(answer), "may-chu.example", "SHA256:abc")
		if got != want || !strings.Contains(said.String(), "may-chu.example") || !strings.Contains(said.String(), "SHA256:abc") {
			t.Errorf("%q is taken for %v; it was said: %s", answer, got, &said)
		}
	}
}
