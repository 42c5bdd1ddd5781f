package deploy_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"guong/generator/deploy"
	"guong/generator/diag"
	"guong/generator/message"
)

func urls(n int) (list []string) {
	for i := range n {
		list = append(list, fmt.Sprintf("https://tdkt.example/%d/", i))
	}
	return list
}

// TestPurgeCommand: a program gets the addresses, one a line, and what it says is told if
// it fails.
func TestPurgeCommand(t *testing.T) {
	file := filepath.Join(t.TempDir(), "dia-chi")
	ctx := context.Background()
	if err := (deploy.PurgeCommand{"sh", "-c", `cat > "$1"`, "sh", file}).Purge(ctx, urls(3)); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(file)
	if diff := cmp.Diff(strings.Join(urls(3), "\n")+"\n", string(data)); diff != "" || err != nil {
		t.Error(diff, err)
	}
	err = deploy.PurgeCommand{"sh", "-c", "echo không được >&2; exit 3"}.Purge(ctx, urls(1))
	if err == nil || !strings.Contains(err.Error(), "không được") {
		t.Error(err)
	}
	if err := (deploy.PurgeCommand{}).Purge(ctx, urls(1)); err == nil {
		t.Error("no program is no error")
	}
}

const token = "bi-mat-0123456789"

// cloudflare is a server that speaks as Cloudflare does. Its answers are given one after
// the other; then all is well.
func cloudflare(t *testing.T, answers ...func(http.ResponseWriter)) (deploy.Cloudflare, *[]int) {
	t.Helper()
	counts := &[]int{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var body struct{ Files []string }
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil || r.Method != http.MethodPost || r.URL.Path != "/client/v4/zones/vung-1/purge_cache" ||
			r.Header.Get("Authorization") != "Bearer "+token {
			t.Errorf("%s %s %v %v", r.Method, r.URL, r.Header, err)
		}
		*counts = append(*counts, len(body.Files))
		if len(answers) > 0 {
			answers[0](w)
			answers = answers[1:]
			return
		}
		fmt.Fprint(w, `{"success":true,"errors":[]}`)
	}))
	t.Cleanup(server.Close)
	return deploy.Cloudflare{Zone: "vung-1", Token: token, Base: server.URL, Client: server.Client(), Wait: newClock().wait}, counts
}

func answer(status int, text string) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) {
		w.WriteHeader(status)
		fmt.Fprint(w, text)
	}
}

// TestCloudflare: thirty addresses in a request; what may go well another time is tried
// again.
func TestCloudflare(t *testing.T) {
	for _, test := range []struct {
		name    string
		answers []func(http.ResponseWriter)
		counts  []int
		says    string
	}{
		{"well", nil, []int{30, 30, 5}, ""},
		{"too many requests", []func(http.ResponseWriter){answer(429, ""), answer(502, "<html>")}, []int{30, 30, 30, 30, 5}, ""},
		{"refused", []func(http.ResponseWriter){answer(403, `{"success":false,"errors":[{"code":10000,"message":"Authentication error of `+token+`"}]}`)}, []int{30}, "10000"},
		{"never", []func(http.ResponseWriter){answer(500, ""), answer(500, ""), answer(500, ""), answer(500, "")}, []int{30, 30, 30, 30}, "500"},
		{"no success", []func(http.ResponseWriter){answer(200, `{"success":false}`)}, []int{30}, "200"},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, counts := cloudflare(t, test.answers...)
			err := c.Purge(context.Background(), urls(65))
			if (err == nil) != (test.says == "") || err != nil && !strings.Contains(err.Error(), test.says) {
				t.Errorf("%v", err)
			}
			if err != nil && strings.Contains(err.Error(), token) {
				t.Errorf("the token is told: %v", err)
			}
			if diff := cmp.Diff(test.counts, *counts); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestSecretsStay: a token reaches neither the target nor a text that somebody reads,
// whoever repeats it.
func TestSecretsStay(t *testing.T) {
	p := newPlace()
	p.deploy(t, small(1).publish(t))
	o := p.options(small(2).publish(t))
	o.Purge, _ = cloudflare(t, answer(403, `{"errors":[{"message":"`+token+`"}]}`), answer(403, `{"errors":[{"message":"`+token+`"}]}`))
	plan, err := deploy.Look(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	result, err := deploy.Run(context.Background(), o, plan)
	var d diag.Diagnostic
	if !errors.As(err, &d) || len(result.Notes) == 0 {
		t.Fatalf("%+v, %v", result, err)
	}
	said := fmt.Sprintf("%+v %v", result, err)
	for _, n := range append(result.Notes, d) {
		said += n.Message.In(message.English) + n.Hint.In(message.Vietnamese)
	}
	if strings.Contains(said, token) {
		t.Error(said)
	}
	if strings.Contains(everything(t, p.Memory), token) {
		t.Error("the token lies at the target")
	}
	if result.Took < 0 || result.Took > time.Hour {
		t.Errorf("took %v", result.Took)
	}
}
