package content_test

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/config"
	"guong/generator/content"
	"guong/generator/message"
	"guong/generator/value"
)

// manual returns the tables of docs/front-matter.md by the names of their blocks.
func manual() map[string]string {
	blocks := map[string]string{"tên khác": foreignNames(content.Keys())}
	add := func(keys []value.Key, root, prefix string) {
		walk("", keys, func(name string, keys []value.Key) {
			if name == "" {
				blocks[root] = rows(keys)
			} else {
				blocks[prefix+name] = rows(keys)
			}
		})
	}
	add(content.Keys(), "bài", "")
	add(config.Keys(), "config.toml", "config.toml: ")
	return blocks
}

func rows(keys []value.Key) string {
	var b strings.Builder
	b.WriteString("| mục | tiếng Việt | giá trị | nghĩa | ví dụ |\n|---|---|---|---|---|\n")
	for _, k := range keys {
		takes := k.Takes.In(message.Vietnamese)
		if k.Required {
			takes += ", **bắt buộc**"
		}
		example := "`" + k.Example + "`"
		if k.Takes == value.TakesTables || k.Takes == value.TakesTable {
			example = "xem bên dưới"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", k.Name, strings.Join(k.Vietnamese, ", "), takes, strings.TrimSuffix(k.Meaning.In(message.Vietnamese), "."), example)
	}
	return b.String()
}

func foreignNames(keys []value.Key) string {
	var b strings.Builder
	b.WriteString("| mục | chương trình khác gọi là |\n|---|---|\n")
	for _, k := range keys {
		if k.Foreign != nil {
			fmt.Fprintf(&b, "| `%s` | `%s` |\n", k.Name, strings.Join(k.Foreign, "`, `"))
		}
	}
	return b.String()
}

var block = regexp.MustCompile(`(?s)<!-- mục: ([^\n]*?) -->\n(.*?)<!-- hết -->`)

// TestManual: the tables of keys in docs/front-matter.md say what the tables of
// the code say; -update writes them.
func TestManual(t *testing.T) {
	const file = "../../docs/front-matter.md"
	page, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := manual()
	written := block.ReplaceAllStringFunc(string(page), func(text string) string {
		name := block.FindStringSubmatch(text)[1]
		rows, known := want[name]
		if !known {
			t.Errorf("no keys are called %q", name)
		}
		delete(want, name)
		return "<!-- mục: " + name + " -->\n" + rows + "<!-- hết -->"
	})
	for name := range want {
		t.Errorf("the keys of %q are not in the manual", name)
	}
	for _, kind := range content.HonoreeKinds {
		if !strings.Contains(written, "\n| `"+kind+"` |") {
			t.Errorf("the kind %q is not in the manual", kind)
		}
	}
	if *update {
		if err := os.WriteFile(file, []byte(written), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(string(page), written); diff != "" {
		t.Errorf("-manual +keys (go test ./generator/content -update):\n%s", diff)
	}
}
