package content

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// TestKeysAreDocumented: every key that front matter may have stands at the
// beginning of a row of docs/front-matter.md.
func TestKeysAreDocumented(t *testing.T) {
	page, err := os.ReadFile("../../docs/front-matter.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range slices.Concat(frontKeys, imageKeys, honoreeKeys, awardKeys, documentKeys, correctionKeys, removedKeys, consentKeys, sourceKeys, HonoreeKinds) {
		if !strings.Contains(string(page), "\n| `"+key+"` |") {
			t.Errorf("%q has no row in docs/front-matter.md", key)
		}
	}
}
