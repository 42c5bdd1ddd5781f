package main

import (
	"fmt"
	"time"

	"guong/generator/config"
	"guong/generator/value"
)

// clock is the value of --now: the moment for which the site is built. The zero
// clock is the real one.
type clock struct{ moment time.Time }

// UnmarshalText reads a date in any form of front matter.
func (c *clock) UnmarshalText(text []byte) error {
	moment, wrong := value.ParseDate(string(text), config.Default("", "").Location)
	if wrong != value.DateOK {
		return fmt.Errorf("not a date: %q", text)
	}
	c.moment = moment
	return nil
}

// running returns the clock of a command that goes on for long: it begins at the moment.
func (c clock) running() func() time.Time {
	if c.moment.IsZero() {
		return time.Now
	}
	start := time.Now()
	return func() time.Time { return c.moment.Add(time.Since(start)) }
}

func (c clock) time() time.Time {
	if c.moment.IsZero() {
		return time.Now()
	}
	return c.moment
}
