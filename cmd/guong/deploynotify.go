package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os/exec"
	"strings"
	"time"

	"guong/generator/diag"
	"guong/generator/message"
)

// notifyPatience is how long the command that is told of a deployment may run.
const notifyPatience = time.Minute

// notify tells the command of the target how a round ended: as JSON on its standard
// input. It runs in the site's folder, and is told also of a deployment that was
// interrupted. A failure is one more thing to say of the round, as a warning.
func (d *deployment) notify(ctx context.Context, out *outcome) {
	if len(out.Notify) == 0 {
		return
	}
	ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), notifyPatience)
	defer stop()
	text, err := json.Marshal(d.lineOf(out))
	if err != nil {
		panic(err) // everything in it can be encoded
	}
	cmd := exec.CommandContext(ctx, out.Notify[0], out.Notify[1:]...)
	cmd.Dir, cmd.WaitDelay = d.line.Source, time.Second
	cmd.Stdin = bytes.NewReader(append(text, '\n'))
	var said bytes.Buffer
	cmd.Stderr = &limited{&said, 4096}
	if err := cmd.Run(); err != nil {
		why := err.Error()
		if first, _, _ := strings.Cut(strings.TrimSpace(said.String()), "\n"); first != "" {
			why += ": " + first
		}
		out.list = append(out.list, diag.Diagnostic{Severity: diag.Warning, Message: message.New("command.deploy-notify", out.Notify[0], why)})
	}
}

// limited keeps so many bytes and lets the rest go.
type limited struct {
	to   *bytes.Buffer
	room int
}

// Write takes all bytes.
func (l *limited) Write(p []byte) (int, error) {
	n := min(len(p), l.room)
	l.room -= n
	l.to.Write(p[:n])
	return len(p), nil
}
