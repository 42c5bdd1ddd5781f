package preview

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestMissedStates holds what a browser is told that was too slow for two states.
func TestMissedStates(t *testing.T) {
	styles := map[string]Style{"/a.css": {URL: "/b.css"}}
	for _, test := range []struct {
		name              string
		first, then, want State
	}{
		{"pages", State{Kind: kindContent, Paths: []string{"/b/", "/a/"}, Follow: "/b/"}, State{Kind: kindContent, Paths: []string{"/a/"}, Follow: "/a/"}, State{Kind: kindContent, Paths: []string{"/a/", "/b/"}, Follow: "/a/"}},
		{"any page", State{Kind: kindContent}, State{Kind: kindContent, Paths: []string{"/a/"}}, State{Kind: kindContent}},
		{"any page then", State{Kind: kindContent, Paths: []string{"/a/"}, Follow: "/a/"}, State{Kind: kindContent}, State{Kind: kindContent, Follow: "/a/"}},
		{"only mistakes", State{Kind: kindWrong}, State{Kind: kindWrong}, State{Kind: kindWrong}},
		{"mistakes first", State{Kind: kindWrong}, State{Kind: kindContent, Paths: []string{"/a/"}}, State{Kind: kindContent, Paths: []string{"/a/"}}},
		{"mistakes then", State{Kind: kindContent, Paths: []string{"/a/"}}, State{Kind: kindWrong}, State{Kind: kindContent, Paths: []string{"/a/"}}},
		{"style", State{Kind: kindWrong}, State{Kind: kindStyle, Styles: styles}, State{Kind: kindStyle, Styles: styles}},
		{"style first", State{Kind: kindStyle, Styles: styles}, State{Kind: kindWrong}, State{Kind: kindStyle, Styles: styles}},
		{"style twice", State{Kind: kindStyle, Styles: styles}, State{Kind: kindStyle, Styles: styles}, State{Kind: kindReload}},
		{"style and pages", State{Kind: kindStyle, Styles: styles}, State{Kind: kindContent, Paths: []string{"/a/"}}, State{Kind: kindReload}},
		{"pages and style", State{Kind: kindContent, Paths: []string{"/a/"}}, State{Kind: kindStyle, Styles: styles}, State{Kind: kindReload}},
		{"reload", State{Kind: kindReload}, State{Kind: kindContent, Paths: []string{"/a/"}}, State{Kind: kindReload}},
		{"reload then", State{Kind: kindContent}, State{Kind: kindReload}, State{Kind: kindReload}},
		{"reload and mistakes", State{Kind: kindReload}, State{Kind: kindWrong}, State{Kind: kindReload}},
	} {
		test.first.Generation, test.then.Generation, test.want.Generation = 1, 2, 2
		raw, _ := json.Marshal(test.want)
		if diff := cmp.Diff(string(raw), string(test.first.before(test.then).raw())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// TestSlowBrowser holds that a browser that is slow misses nothing, and that another
// is told the same whether there is a slow one or not.
func TestSlowBrowser(t *testing.T) {
	for range 20 { // the order of listeners is that of a map
		h := &hub{listeners: map[*listener]bool{}}
		slow, quick := h.listen(), h.listen()
		var heard []string
		for _, s := range []State{{Kind: kindReload, Generation: 1}, {Kind: kindContent, Generation: 2, Paths: []string{"/a/"}}, {Kind: kindWrong, Generation: 2}} {
			h.send(s)
			<-quick.ready
			var got State
			if err := json.Unmarshal(h.take(quick), &got); err != nil {
				t.Fatal(err)
			}
			heard = append(heard, got.Kind)
		}
		if got := strings.Join(heard, " "); got != "reload content wrong" {
			t.Fatalf("the quick one is told %s", got)
		}
		<-slow.ready
		if raw := string(h.take(slow)); !strings.Contains(raw, `"generation":2,"kind":"reload"`) || h.take(slow) != nil {
			t.Fatalf("the slow one is told %s", raw)
		}
		late := h.listen()
		<-late.ready
		if raw := string(h.take(late)); !strings.Contains(raw, `"kind":"wrong"`) {
			t.Fatalf("who comes late is told %s", raw)
		}
		h.leave(slow)
		h.close()
		if _, open := <-quick.ready; open {
			t.Fatal("the stream does not end")
		}
		if _, open := <-h.listen().ready; open {
			t.Fatal("a stream begins after the end")
		}
	}
}
