package main

import (
	"encoding/json"
	"slices"
	"time"

	"guong/generator/deploy"
	"guong/generator/diag"
)

// jsonDeploy is what `guong deploy --json` prints, one line for each round.
type jsonDeploy struct {
	Target      string           `json:"target"`
	Status      string           `json:"status"`         // done, nothing, planned, failed, interrupted
	Why         string           `json:"why,omitempty"`  // of a round that nobody asked for: start, change, due, retry
	Began       string           `json:"began"`          // RFC 3339
	Seconds     float64          `json:"seconds"`        // building and deploying
	Live        string           `json:"live,omitempty"` // what readers meet after Run: unchanged, partial, done
	Edition     int              `json:"edition,omitempty"`
	Built       *jsonBuilt       `json:"built,omitempty"`
	Plan        *jsonPlan        `json:"plan,omitempty"`
	Changes     []deploy.Change  `json:"changes,omitempty"` // of a dry run
	Uploaded    int              `json:"uploaded"`
	Deleted     int              `json:"deleted"`
	Bytes       int64            `json:"bytes"`
	Requests    int              `json:"requests"`            // of Run
	Withdrawn   []string         `json:"withdrawn,omitempty"` // paths of pages
	Purged      int              `json:"purged"`              // addresses that caches were told
	NextChange  string           `json:"nextChange,omitempty"`
	Errors      int              `json:"errors"`
	Warnings    int              `json:"warnings"`
	Diagnostics []jsonDiagnostic `json:"diagnostics"`
}

// jsonBuilt is the build of a round.
type jsonBuilt struct {
	Articles int `json:"articles"`
	Pages    int `json:"pages"`
	Written  int `json:"written"`
	Removed  int `json:"removed"`
}

// lineOf returns a round as a program reads it.
func (d *deployment) lineOf(out *outcome) jsonDeploy {
	r := out.result
	line := jsonDeploy{
		Target: out.Name, Status: out.status, Began: out.began.Format(time.RFC3339), Seconds: out.took.Seconds(), Edition: r.Edition,
		Uploaded: r.Uploaded, Deleted: r.Deleted, Bytes: r.Bytes, Requests: r.Requests, Withdrawn: r.Withdrawn, Purged: r.Purged,
		Errors: out.list.Count(diag.Error), Warnings: out.list.Count(diag.Warning), Diagnostics: d.diagnostics(out.list),
	}
	if d.Watch {
		line.Why = out.why.String()
	}
	if out.touched {
		line.Live = r.State.String()
	}
	if b := out.report; b != nil {
		line.Built = &jsonBuilt{b.Articles, b.Pages, len(b.Published.Written), len(b.Published.Removed)}
		if !b.NextChange.IsZero() {
			line.NextChange = b.NextChange.Format(time.RFC3339)
		}
	}
	if out.plan != nil {
		line.Plan = planOf(out.plan.Summary())
		if d.DryRun {
			line.Changes = slices.Collect(out.plan.Changes())
		}
	}
	return line
}

// jsonPlan is what a deployment does, in numbers.
type jsonPlan struct {
	First       bool      `json:"first"`       // nothing of ours is at the target yet
	Interrupted bool      `json:"interrupted"` // the deployment before did not end
	Live        int       `json:"live"`        // the edition; 0 for none
	Stories     jsonCount `json:"stories"`
	Pages       jsonCount `json:"pages"` // besides stories
	Files       jsonCount `json:"files"` // besides pages
	Uploads     int       `json:"uploads"`
	Bytes       int64     `json:"bytes"` // of them, before compression
	Deletions   int       `json:"deletions"`
	Foreign     int       `json:"foreign"` // files of somebody else, left alone
}

type jsonCount struct {
	New     int `json:"new"`
	Changed int `json:"changed"`
	Gone    int `json:"gone"` // of stories: withdrawn
}

func planOf(s deploy.Summary) *jsonPlan {
	return &jsonPlan{
		First: s.First, Interrupted: s.Interrupted, Live: s.Live,
		Stories: jsonCount{s.NewStories, s.ChangedStories, s.WithdrawnStories},
		Pages:   jsonCount{s.NewPages, s.ChangedPages, s.DeletedPages},
		Files:   jsonCount{s.NewFiles, s.ChangedFiles, s.DeletedFiles},
		Uploads: s.Uploads, Bytes: s.Bytes, Deletions: s.Deletions, Foreign: s.Foreign,
	}
}

func (t terminal) diagnostics(list diag.List) []jsonDiagnostic {
	found := make([]jsonDiagnostic, len(list))
	for i, d := range list {
		found[i] = jsonDiagnosticOf(d, t.language)
	}
	return found
}

// writeLine writes a value as a line of JSON.
func (t terminal) writeLine(v any) {
	encoder := json.NewEncoder(t.out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(v)
}

// jsonEdition is one of `guong deploy --list --json`.
type jsonEdition struct {
	deploy.Edition
	Live bool `json:"live"`
}

func (t terminal) writeEditions(p place, editions []deploy.Edition) {
	list := make([]jsonEdition, len(editions))
	for i, e := range editions {
		list[i] = jsonEdition{e, e.Live}
	}
	t.writeLine(struct {
		Target   string        `json:"target"`
		Editions []jsonEdition `json:"editions"`
	}{p.Name, list})
}
