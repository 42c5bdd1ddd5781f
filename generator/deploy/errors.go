package deploy

import (
	"context"
	"errors"
	"time"

	"guong/generator/deploy/target"
	"guong/generator/diag"
	"guong/generator/message"
)

// explain returns what an error means to a person: a [diag.Diagnostic], unless it is the
// end of a context. Place is the name of the target.
func explain(place string, err error) error {
	var known diag.Diagnostic
	var fault *target.Fault
	switch {
	case err == nil, errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return err
	case errors.As(err, &known):
		return known
	case errors.As(err, &fault) && !fault.Message.IsZero():
		d := diag.Diagnostic{Position: diag.Position{File: place}, Message: fault.Message, Hint: fault.Hint}
		if fault.Kind == target.KindOther && fault.Err != nil { // the target's own words are all that is known
			d.Message = message.New("deploy.in-words", fault.Message, fault.Err.Error())
		}
		if fault.Key != "" {
			d.Message = message.New("deploy.at-key", fault.Key, d.Message)
		}
		return d
	}
	return problem(place, "failed", err.Error())
}

// askedFor returns for how long a target asks to be left alone.
func askedFor(err error) time.Duration {
	var fault *target.Fault
	if errors.As(err, &fault) {
		return fault.After
	}
	return 0
}
