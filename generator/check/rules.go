package check

import (
	"slices"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/vietnamese"
)

// room is where the texts of the rules stand in the catalogues.
const room = "check."

// rule is one thing that is looked for. What is wrong is said by check.<name>, how
// to mend it by check.<name>-hint.
type rule struct {
	name     string
	severity diag.Severity
	why      string // the text check.<why> gives the reason
}

// The rules, in the order of docs/check.md.
var (
	ruleLink           = rule{"link", diag.Error, "link-why"}
	ruleAnchor         = rule{"anchor", diag.Error, "anchor-why"}
	rulePictureAlt     = rule{"picture-alt", diag.Warning, "picture-alt-why"}
	rulePictureCaption = rule{"picture-caption", diag.Warning, "picture-caption-why"}
	rulePictureCredit  = rule{"picture-credit", diag.Warning, "picture-credit-why"}
	ruleSummaryMissing = rule{"summary-missing", diag.Warning, "summary-missing-why"}
	ruleSummaryLong    = rule{"summary-long", diag.Warning, "summary-long-why"}
	ruleTitleLong      = rule{"title-long", diag.Warning, "title-long-why"}
	rulePlaceholder    = rule{"placeholder", diag.Warning, "placeholder-why"}
	ruleAwardGiver     = rule{"award-giver", diag.Warning, "award-giver-why"}
	ruleToneMixed      = rule{"tone-mixed", diag.Warning, "tone-mixed-why"}
	ruleRepaired       = rule{"repaired", diag.Note, "repaired-why"}
	rulePhone          = rule{"phone", diag.Warning, "phone-why"}
	ruleIdentityCard   = rule{"identity-card", diag.Warning, "identity-card-why"}
	ruleBirthDate      = rule{"birth-date", diag.Warning, "birth-date-why"}
	ruleEmail          = rule{"email", diag.Warning, "email-why"}
	ruleMinor          = rule{"minor", diag.Warning, "minor-why"}
	ruleSourceURL      = rule{"source-url", diag.Warning, "source-url-why"}
	ruleSourceMissing  = rule{"source-missing", diag.Warning, "source-missing-why"}
)

var rules = []rule{
	ruleLink, ruleAnchor,
	rulePictureAlt, rulePictureCaption, rulePictureCredit,
	ruleSummaryMissing, ruleSummaryLong, ruleTitleLong, rulePlaceholder,
	ruleAwardGiver, ruleToneMixed, ruleRepaired,
	rulePhone, ruleIdentityCard, ruleBirthDate, ruleEmail, ruleMinor,
	ruleSourceURL, ruleSourceMissing,
}

// Rules returns the names of all rules, in the order of the manual.
func Rules() []string {
	names := make([]string, len(rules))
	for i, r := range rules {
		names[i] = r.name
	}
	return names
}

// UnknownRules returns an error for every name that is no rule's, with a
// proposal, at the place that locate tells.
func UnknownRules(names []string, locate func(name string) diag.Diagnostic) (wrong diag.List) {
	known := Rules()
	for _, name := range names {
		if slices.Contains(known, name) {
			continue
		}
		d := locate(name)
		d.Severity = diag.Error
		d.Message = message.New("check.unknown-rule", name)
		if near, ok := vietnamese.Nearest(name, known); ok {
			d.Hint = message.New("value.did-you-mean", near)
		} else {
			d.Hint = message.New("check.unknown-rule-hint", joined(known))
		}
		wrong = append(wrong, d)
	}
	return wrong
}
