package deploy

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"strings"
	"time"
)

// PurgeCommand tells caches by a program and its arguments: it gets the addresses on its
// standard input, one a line. It is safe for concurrent use if the program is.
type PurgeCommand []string

// Purge runs the program. An error holds the end of what the program wrote.
func (c PurgeCommand) Purge(ctx context.Context, urls []string) error {
	if len(c) == 0 {
		return errors.New("no program")
	}
	command := exec.CommandContext(ctx, c[0], c[1:]...)
	command.Stdin = strings.NewReader(strings.Join(urls, "\n") + "\n")
	command.WaitDelay = time.Second // for what the program started and left behind
	var said tail
	command.Stdout, command.Stderr = &said, &said
	if err := command.Run(); err != nil {
		return errors.New(strings.TrimSpace(fmt.Sprintf("%s: %v %s", c[0], err, said)))
	}
	return nil
}

// tail keeps the last bytes that are written.
type tail []byte

const tailBytes = 300

// Write keeps the end of data.
func (t *tail) Write(data []byte) (int, error) {
	*t = append(*t, data...)
	*t = (*t)[max(len(*t)-tailBytes, 0):]
	return len(data), nil
}

// Cloudflare tells the caches of Cloudflare by its API. It is safe for concurrent use.
type Cloudflare struct {
	Zone   string       // its identifier
	Token  string       // from the environment; never shown
	Base   string       // of the API; "" for Cloudflare's
	Client *http.Client // nil for one that waits for a minute

	// Wait waits between attempts; nil for a timer.
	Wait func(ctx context.Context, d time.Duration) error
}

const (
	cloudflareAPI    = "https://api.cloudflare.com"
	cloudflareAtOnce = 30 // addresses in one request, which is what the smallest plan takes
	cloudflareTries  = 4
	purgeWait        = time.Second // before the second attempt; doubled with each
	answerLimit      = 1 << 20
)

// Purge removes addresses from the caches, with a request for every thirty. Requests that
// fail for a moment are made again.
func (c Cloudflare) Purge(ctx context.Context, urls []string) error {
	for len(urls) > 0 {
		some := urls[:min(len(urls), cloudflareAtOnce)]
		if err := c.purge(ctx, some); err != nil {
			return err
		}
		urls = urls[len(some):]
	}
	return nil
}

// purge makes one request until it is answered well, or cannot be.
func (c Cloudflare) purge(ctx context.Context, urls []string) error {
	body, err := json.Marshal(map[string][]string{"files": urls})
	if err != nil {
		return err
	}
	options := Options{Wait: c.Wait}
	for attempt := 1; ; attempt++ {
		again, err := c.ask(ctx, body)
		if err == nil || !again || attempt == cloudflareTries {
			return err
		}
		if err := options.wait(ctx, purgeWait<<(attempt-1)); err != nil {
			return err
		}
	}
}

// ask makes a request, and reports whether it may go well another time.
func (c Cloudflare) ask(ctx context.Context, body []byte) (again bool, err error) {
	address := cmp.Or(c.Base, cloudflareAPI) + "/client/v4/zones/" + url.PathEscape(c.Zone) + "/purge_cache"
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return false, err
	}
	request.Header.Set("Authorization", "Bearer "+c.Token)
	request.Header.Set("Content-Type", "application/json")
	client := c.Client
	if client == nil {
		client = &http.Client{Timeout: time.Minute}
	}
	response, err := client.Do(request)
	if err != nil {
		return true, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, answerLimit))
	if err != nil {
		return true, err
	}
	var answer struct {
		Success bool `json:"success"`
		Errors  []struct {
			Code    int    `json:"code"`
			Message string `json:"message"`
		} `json:"errors"`
	}
	_ = json.Unmarshal(text, &answer) // what is no JSON is no success
	if response.StatusCode == http.StatusOK && answer.Success {
		return false, nil
	}
	said := response.Status
	for _, e := range answer.Errors {
		said += fmt.Sprintf("; %d: %s", e.Code, e.Message)
	}
	temporary := response.StatusCode == http.StatusTooManyRequests || response.StatusCode >= http.StatusInternalServerError
	return temporary, errors.New("Cloudflare: " + c.hidden(said))
}

// hidden returns a text without the token, whoever put it there.
func (c Cloudflare) hidden(text string) string {
	if c.Token == "" {
		return text
	}
	return strings.ReplaceAll(text, c.Token, "…")
}
