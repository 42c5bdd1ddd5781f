package config_test

import (
	"strings"
	"testing"

	"guong/generator/diag"
	"guong/generator/message"
)

// TestSlipsShowNoSecret: whatever slip is made where a secret stands, what is said of it
// does not show it.
func TestSlipsShowNoSecret(t *testing.T) {
	const place = "[deploy.kho]\nkind = \"s3\"\nendpoint = \"https://s3.example.vn\"\nbucket = \"tdkt\"\n"
	for _, text := range []string{
		"password = BIMAT", "password = \"BIMAT", "password: \"BIMAT\"", "password BIMAT", "mật khẩu = \"BIMAT\"", "mật khẩu \"BIMAT\"",
		"password = \"BIMAT\"", "AWS_SECRET_ACCESS_KEY = \"BIMAT\"", "AWS_SECRET_ACCESS_KEY=BIMAT", "export AWS_SECRET_ACCESS_KEY=BIMAT",
		"password = \"\"\"\nBIMAT==\n", "password = [\n\"BIMAT\n", "params.password = \"BIMAT", "[params]\ntoken = 'BIMAT", "[search]\ntoken = \"BIMAT\"",
		"token = \"a \\q BIMAT\"", "token = \"BI\"BIMAT\"", "password = 2024-13-45 BIMAT",
		"baseURL = \"https://lan:BIMAT@tdkt.example/\"",
		place + "\"khoá\" = \"BIMAT\"", place + "keyId = \"BIMAT\"", place + "keyId = BIMAT", place + "profile = \"BIMAT", place + "profile = BIMAT",
		place + "la = \"BIMAT0123456789abcdef\"", place + "BIMAT = ", place + "la\n= BIMAT",
		"deploy.kho = { kind = \"s3\", token = \"BIMAT\"", "deploy.kho = { kind = \"s3\", profile = BIMAT }",
		"[deploy.kho\npassword = \"BIMAT", "[deploy.kho]\nkind = \"sftp\"\nhost = \"lan:BIMAT@a.example\"\nuser = \"lan\"\npath = \"/srv\"",
		place + "purge = [\"xoa\", \"--token=BIMAT\"]", place + "notify = [\"bao\", \"--password\", \"BIMAT\"]",
	} {
		// Without what is required there is always something to say, also of good lines.
		for _, before := range []string{"", required} {
			if before != "" && strings.HasPrefix(text, "baseURL") {
				continue
			}
			_, wrong := load(t, before+text)
			if len(wrong) == 0 {
				t.Errorf("nothing is said of %q", text)
			}
			for _, language := range []message.Language{message.Vietnamese, message.English} {
				var b strings.Builder
				for _, d := range wrong {
					d.Show(&b, language)
				}
				// A key is shown, as what it is.
				if got := strings.ReplaceAll(b.String(), "“BIMAT”", ""); strings.Contains(got, "BIMAT") {
					t.Errorf("%q shows a secret:\n%s", text, got)
				}
			}
		}
	}
}

// TestCommandSecrets: a secret among the arguments of a command is warned of; one that
// comes from a file is not.
func TestCommandSecrets(t *testing.T) {
	const place = "[deploy.kho]\nkind = \"dir\"\npath = \"/srv\"\n"
	for text, want := range map[string]int{
		`purge = ["xoa", "--token=BIMAT"]`:         1,
		`purge = ["xoa", "--api-key", "BIMAT"]`:    1,
		`notify = ["bao", "--password=BIMAT"]`:     1,
		`notify = ["bao", "--password-file=/x"]`:   0,
		`notify = ["bao", "--site=tdkt", "token"]`: 0,
	} {
		c, wrong := load(t, required+place+text)
		if c == nil || wrong.Count(diag.Warning) != want || want == 1 && wrong[0].Message.ID != "config.deploy-command-secret" {
			t.Errorf("%s: %v", text, wrong)
		}
	}
}
