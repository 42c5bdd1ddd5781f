package deploy

import "iter"

// Summary is a plan in numbers.
type Summary struct {
	First       bool // nothing of ours is at the target yet
	Interrupted bool // the last deployment did not end; this one does what is left
	Live        int  // the edition that is live; 0 for none
	Edition     int  // the edition that there will be

	NewStories       int
	ChangedStories   int
	WithdrawnStories int // removed, or replaced by a notice
	NewPages         int // besides stories
	ChangedPages     int
	DeletedPages     int // with stories that have moved; without those withdrawn
	NewFiles         int // all that is no page
	ChangedFiles     int
	DeletedFiles     int

	Uploads   int   // objects to be put
	Bytes     int64 // of them, before compression
	Deletions int   // objects to be removed, pages and files, without former ones that have stayed for long enough
	Foreign   int   // objects of somebody else, left alone; known of first deployments only
}

// Action is what happens to an object.
type Action string

// The actions.
const (
	ActionNew      Action = "new"
	ActionChange   Action = "change"
	ActionDelete   Action = "delete"
	ActionWithdraw Action = "withdraw"
	ActionExpire   Action = "expire" // a former file that has stayed for long enough
)

// Change is one line of a plan.
type Change struct {
	Action Action `json:"action"`
	Path   string `json:"path"` // of the file of the site
	Story  bool   `json:"story,omitempty"`
	Size   int64  `json:"size,omitempty"` // before compression; 0 for what is removed
}

// Plan is what a deployment will do. It is made by [Look] or [LookBack] and belongs to
// one state of the target: [Run] refuses it once another deployment has been there.
type Plan struct {
	base  manifest // the target as it was found
	found [32]byte // a hash of the bytes of its manifest; zero if there was none
	want  *wanted
	back  int // the edition that is brought back; 0 for the site that was built

	withdrawn []string   // keys of stories that must not be read any more
	remove    []string   // keys that go before everything: withdrawn pages and what lies with them
	notices   []string   // keys that are put before everything else
	clears    []string   // keys that go before what takes their place
	stages    [][]string // keys to be put, in order
	deletes   []string   // keys to be removed at the end, pages first
	retired   []string   // keys of hashed files that become former ones
	expired   []string   // keys of former files that go
	strays    []string   // of our own folder, from a time that the manifest knows nothing of
	blocking  []string   // keys that a first deployment would replace although they are somebody else's
	revived   bool       // a former file is wanted again

	summary Summary
}

// Empty reports whether there is nothing to do.
func (p *Plan) Empty() bool { return !p.changes() && len(p.base.owed) == 0 }

// changes reports whether there will be a new edition.
func (p *Plan) changes() bool {
	return p.summary.Uploads > 0 || p.summary.Deletions > 0 || len(p.retired) > 0 || p.revived || len(p.withdrawn) > 0 || p.summary.First || p.base.interrupted()
}

// Summary returns the plan in numbers.
func (p *Plan) Summary() Summary { return p.summary }

// Changes yields what will happen to objects, in the order in which it does.
func (p *Plan) Changes() iter.Seq[Change] {
	return func(yield func(Change) bool) {
		line := func(action Action, key string) bool {
			e, wanted := p.want.files[key]
			if !wanted {
				e = p.base.files[key]
				e.size = 0
			}
			return yield(Change{action, pathOf(key), e.kind == kindStory, e.size})
		}
		all := func(action Action, keys []string) bool {
			for _, key := range keys {
				if !line(action, key) {
					return false
				}
			}
			return true
		}
		if !all(ActionWithdraw, p.remove) || !all(ActionWithdraw, p.notices) || !all(ActionDelete, p.clears) {
			return
		}
		for _, keys := range p.stages {
			for _, key := range keys {
				action := ActionNew
				if _, known := p.base.files[key]; known {
					action = ActionChange
				}
				if !line(action, key) {
					return
				}
			}
		}
		_ = all(ActionDelete, p.deletes) && all(ActionExpire, p.expired)
	}
}
