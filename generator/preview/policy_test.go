package preview

import "testing"

// TestRelaxed holds that a policy allows what the preview needs, and nothing else
// that it did not allow.
func TestRelaxed(t *testing.T) {
	for _, test := range []struct{ policy, want string }{
		{"", ""},
		{"default-src 'self'", "default-src 'self'"},
		{
			"default-src 'none'; script-src 'self'; img-src https:",
			"default-src 'none'; script-src 'self'; img-src https:; style-src 'self'; connect-src 'self'; frame-src 'self'",
		},
		{
			"Script-Src 'none'; script-src *; child-src https://video.example",
			"script-src 'self'; child-src https://video.example; frame-src https://video.example 'self'",
		},
		{
			" ;; default-src https:; frame-src 'none'; connect-src https://a.example",
			"default-src https:; frame-src 'self'; connect-src https://a.example 'self'; script-src https: 'self'; style-src https: 'self'",
		},
		{"img-src 'self'; base-uri 'none'", "img-src 'self'; base-uri 'none'"},
	} {
		if got := relaxed(test.policy); got != test.want {
			t.Errorf("%q:\n\t%s\nwant\n\t%s", test.policy, got, test.want)
		}
	}
}

// TestRelaxedPage holds that what a page states itself is relaxed however it is
// written, and that nothing else of the page changes.
func TestRelaxedPage(t *testing.T) {
	const all = "default-src &#39;none&#39;; script-src &#39;self&#39;; style-src &#39;self&#39;; connect-src &#39;self&#39;; frame-src &#39;self&#39;"
	for _, test := range []struct{ page, want string }{
		{
			`<head><meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;"><body>default-src`,
			`<head><meta http-equiv="Content-Security-Policy" content="` + all + `"><body>default-src`,
		},
		{
			"<META content = \"default-src 'none'\"\nHTTP-EQUIV=content-security-policy><p>",
			"<META content=\"" + all + "\"\nHTTP-EQUIV=content-security-policy><p>",
		},
		{`<meta name="description" content="content-security-policy">`, `<meta name="description" content="content-security-policy">`},
		{
			`<body><meta http-equiv="content-security-policy" content="default-src 'none'">`,
			`<body><meta http-equiv="content-security-policy" content="default-src 'none'">`,
		},
	} {
		if got := string(relaxedPage([]byte(test.page))); got != test.want {
			t.Errorf("%s:\n\t%s\nwant\n\t%s", test.page, got, test.want)
		}
	}
}
