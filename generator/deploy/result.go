package deploy

import (
	"time"

	"guong/generator/diag"
)

// State tells what readers meet after a deployment has ended, well or not.
type State uint8

// The states.
const (
	StateUnchanged State = iota // what they met before; nothing was touched
	StatePartial                // some new, some old; the next deployment does the rest
	StateDone                   // the new edition
)

// String returns the state as programs know it: unchanged, partial or done.
func (s State) String() string { return [...]string{"unchanged", "partial", "done"}[s] }

// Result is what a deployment did. It says what is live also if it failed.
type Result struct {
	State     State
	Edition   int           // that readers meet: the new one if it is done, else the last that was whole; 0 for none
	Uploaded  int           // objects of the site that were put
	Deleted   int           // objects of the site that were removed
	Bytes     int64         // of bodies that were sent, as stored
	Requests  int           // to the target, with those that were tried again
	Withdrawn []string      // paths of pages that were withdrawn, whether or not all else went well
	Purged    int           // addresses that caches were told
	Took      time.Duration // from start to end, by Options.Now
	Notes     diag.List     // what to know besides: warnings and notes
}

// Edition is a site that is live, or that can be rolled back to.
type Edition struct {
	Number  int       `json:"edition"`
	Time    time.Time `json:"time"`
	Program string    `json:"program"` // the version of Gương that deployed it
	Owner   string    `json:"owner"`   // who deployed it
	Stories int       `json:"stories"`
	Files   int       `json:"files"`
	Live    bool      `json:"-"` // it is the newest
}
