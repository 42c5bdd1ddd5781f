package deploy

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
