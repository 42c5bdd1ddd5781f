package config

import (
	"slices"
	"strings"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
)

// secretNames are the folded names of keys whose values nobody else may know.
var secretNames = []string{
	"password", "passwd", "pass", "pwd", "passphrase", "matkhau", "secret", "secretkey", "secretaccesskey", "accesskey", "accesskeyid", "accesssecret",
	"token", "apitoken", "apikey", "accesstoken", "sessiontoken", "authtoken", "credentials", "credential", "key", "privatekeytext", "khoabimat", "khoa", "keyid", "secretid", "keysecret", "matruycap", "mabimat",
	"awsaccesskeyid", "awssecretaccesskey", "awssessiontoken", "cloudflaretoken", "cloudflareapitoken", "cftoken", "sftppassword", "sshpassword",
}

// mayHoldSecrets are the keys in whose values people write passwords: as in
// user:password@host, or a whole private key.
var mayHoldSecrets = []string{"endpoint", "host", "user", "identity", "baseURL"}

// isOpaque reports whether a text may be a secret, by its look: long, and of one piece.
func isOpaque(text string) bool { return len(text) >= 16 && !strings.ContainsAny(text, " \t") }

// isSecret reports whether a key is called as those are called that hold secrets.
func isSecret(key string) bool {
	folded := value.FoldKey(key)
	return slices.Contains(secretNames, folded) || strings.Contains(folded, "password") || strings.Contains(folded, "secret") || strings.Contains(folded, "matkhau")
}

// secret reports a key that holds a secret, and tells whether it was one. Its value is
// never shown, and the line is noted in hidden.
func (r *reader) secret(f value.Field, hidden map[int]bool) bool {
	if !isSecret(f.Key) {
		return false
	}
	r.Report(diag.Error, f.Offset, f.Offset+len(f.Key), message.New("config.deploy-secret", f.Key), message.New("config.deploy-secret-hint"))
	for line := r.At(f.Offset, 1).Line; line <= r.At(f.Value.End, 1).Line; line++ {
		hidden[line] = true
	}
	return true
}

// secretFlag returns the option among the arguments of a command that hands it a secret;
// "" if there is none. One that names a file or a variable does not.
func secretFlag(arguments []string) string {
	for _, argument := range arguments {
		flag, _, _ := strings.Cut(argument, "=")
		folded := value.FoldKey(strings.TrimLeft(flag, "-"))
		if strings.HasPrefix(flag, "-") && isSecret(folded) && !strings.HasSuffix(folded, "file") && !strings.HasSuffix(folded, "env") && !strings.HasSuffix(folded, "stdin") {
			return flag
		}
	}
	return ""
}
