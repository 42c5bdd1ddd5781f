package config_test

import (
	"strings"
	"testing"

	"guong/generator/diag"
	"guong/generator/message"
)

// TestLinkProposals: what is proposed for a wrong address is what it resembles, in the
// menu and among links to other sites.
func TestLinkProposals(t *testing.T) {
	for url, want := range map[string]string{
		"chinhphu.vn":                "https://chinhphu.vn/",
		"www.chinhphu.vn":            "https://www.chinhphu.vn/",
		"//chinhphu.vn":              "https://chinhphu.vn/",
		"vanban.chinhphu.vn/?id=5":   "https://vanban.chinhphu.vn/?id=5",
		"tdkt.haiphong.gov.vn:8080/": "https://tdkt.haiphong.gov.vn:8080/",
		"gioi-thieu":                 "/gioi-thieu/",
		"lien-he":                    "/lien-he/",
		"lien-he.md":                 "/gioi-thieu/",
		"lien-he.html":               "/gioi-thieu/",
		"ftp://chinhphu.vn/":         "/gioi-thieu/",
	} {
		for _, table := range []string{"menu", "links"} {
			_, wrong := load(t, required+"[["+table+"]]\ntitle = \"A\"\nurl = \""+url+"\"\n")
			if len(wrong) != 1 {
				t.Errorf("%s: %v", url, wrong)
				continue
			}
			if got := wrong[0].Hint.In(message.Vietnamese); got != `Hãy viết: url = "`+want+`"` {
				t.Errorf("%s, %s: %s", table, url, got)
			}
			if says := wrong[0].Message.In(message.Vietnamese); strings.Contains(says, "trình đơn") {
				t.Errorf("%s: %s", table, says)
			}
		}
	}
	_, wrong := load(t, required+"[[links]]\ntitle = \"A\"\n")
	if len(wrong) != 1 || wrong[0].Message.ID != "config.link-incomplete" || !strings.Contains(wrong[0].Hint.In(message.Vietnamese), "https://chinhphu.vn/") {
		t.Errorf("%v", wrong)
	}
}

// TestOfflineNeedsHTTPS: browsers keep saved stories of sites with https, and of the same
// machine.
func TestOfflineNeedsHTTPS(t *testing.T) {
	for baseURL, warns := range map[string]bool{
		"https://tdkt.example/":        false,
		"http://tdkt.example/trang/":   true,
		"http://10.0.0.5:8080/":        true,
		"http://localhost.example/":    true,
		"http://localhost:1313/":       false,
		"http://127.0.0.1/":            false,
		"http://[::1]:8080/":           false,
		"http://tdkt.localhost/trang/": false,
	} {
		for _, offline := range []string{"true", "false"} {
			c, wrong := load(t, "title = \"G\"\nbaseURL = \""+baseURL+"\"\n[saved]\noffline = "+offline+"\n")
			if c == nil {
				t.Fatal(wrong)
			}
			if want := warns && offline == "true"; (len(wrong) > 0) != want {
				t.Errorf("%s, offline %s: %v", baseURL, offline, wrong)
			}
			for _, d := range wrong {
				if d.Severity != diag.Warning || d.Message.ID != "config.offline" || d.Line != 2 {
					t.Errorf("%s: %v", baseURL, d)
				}
			}
		}
	}
	_, wrong := load(t, "title = \"G\"\nbaseURL = \"http://tdkt.example/trang/\"\n[saved]\noffline = true\n")
	if got := wrong[0].Hint.In(message.Vietnamese); got != `Hãy bật HTTPS ở máy chủ. Hãy viết: baseURL = "https://tdkt.example/trang/"` {
		t.Error(got)
	}
}
