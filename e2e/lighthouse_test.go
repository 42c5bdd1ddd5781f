//go:build lighthouse

package e2e

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// lighthouseColumns are what Lighthouse gives marks for.
var lighthouseColumns = []string{"performance", "accessibility", "best-practices", "seo"}

// TestLighthouse asks Lighthouse about the pages that readers meet most, as on a
// middling phone with slow 4G, and prints its four marks (`make lighthouse`).
// Those for performance suffer where the machine has other work.
func TestLighthouse(t *testing.T) {
	s := serveHosted(t, "..")
	chromium, err := exec.LookPath("chromium")
	if err != nil {
		t.Fatal(err)
	}
	fmt.Printf("%-10s %12s %14s %15s %5s\n", "", "performance", "accessibility", "best-practices", "seo")
	for _, k := range kinds {
		switch k.name {
		case "front", "section", "article", "honoree", "search":
		default:
			continue
		}
		report := filepath.Join(t.TempDir(), "report.json")
		command := exec.Command("node", "lighthouse/node_modules/lighthouse/cli/index.js", s.URL+k.address,
			"--quiet", "--output=json", "--output-path="+report, "--chrome-flags=--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage")
		command.Env = append(os.Environ(), "CHROME_PATH="+chromium)
		if said, err := command.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, said)
		}
		text, err := os.ReadFile(report)
		if err != nil {
			t.Fatal(err)
		}
		var result lighthouseResult
		if err := json.Unmarshal(text, &result); err != nil {
			t.Fatal(err)
		}
		row, losses := fmt.Sprintf("%-10s", k.name), ""
		for i, width := range []int{13, 15, 16, 6} {
			mark := result.Categories[lighthouseColumns[i]].Score * 100
			row += fmt.Sprintf("%*.0f", width, mark)
			losses += result.losses(lighthouseColumns[i])
		}
		fmt.Println(row)
		if losses != "" {
			t.Fail()
			fmt.Print(losses)
		}
	}
}

// lighthouseResult is what is needed of Lighthouse's report.
type lighthouseResult struct {
	Categories map[string]struct {
		Score     float64
		AuditRefs []struct {
			ID     string
			Weight float64
		}
	}
	Audits map[string]struct {
		Title, DisplayValue, ScoreDisplayMode string
		Score                                 *float64
	}
}

// losses tells what cost marks in a column.
func (r lighthouseResult) losses(column string) (lines string) {
	for _, ref := range r.Categories[column].AuditRefs {
		if audit := r.Audits[ref.ID]; ref.Weight > 0 && audit.Score != nil && *audit.Score < 1 && r.Categories[column].Score < 1 {
			lines += fmt.Sprintf("\t%s (%s) %s\n", audit.Title, ref.ID, audit.DisplayValue)
		}
	}
	return lines
}
