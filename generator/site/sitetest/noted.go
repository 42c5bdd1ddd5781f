package sitetest

import "guong/generator/site"

// Noted are facts that were read of a snapshot, with the values that they had.
type Noted map[site.FactName]uint64

// NotedIn returns what a trace of a snapshot has noted.
func NotedIn(s *site.Site, t *site.Trace) Noted {
	noted := Noted{}
	for _, f := range t.Facts() {
		noted[s.NameOf(f)] = s.ValueOf(f)
	}
	return noted
}

// HoldIn reports whether another snapshot has all these facts with these values: what
// was made of them would be taken for what the other would give.
func (n Noted) HoldIn(other *site.Site) bool {
	for name, value := range n {
		if f, ok := other.FactNamed(name); !ok || other.ValueOf(f) != value {
			return false
		}
	}
	return true
}
