package check

import (
	"slices"
	"strings"
)

// mailProviders give addresses to persons. An address of an organisation's own
// domain is meant for everybody.
var mailProviders = []string{
	"gmail.com", "yahoo.com", "yahoo.com.vn", "ymail.com", "hotmail.com", "outlook.com", "outlook.com.vn", "live.com", "icloud.com",
}

// emails looks for e-mail addresses of persons.
func (t *reader) emails() {
	for _, p := range t.passages {
		for at := 0; ; {
			i := strings.IndexByte(p.text[at:], '@')
			if i < 0 {
				break
			}
			sign := at + i
			at = sign + 1
			start, end := sign, sign+1
			for start > 0 && isAddressByte(p.text[start-1]) {
				start--
			}
			for end < len(p.text) && isAddressByte(p.text[end]) {
				end++
			}
			address := strings.TrimRight(p.text[start:end], ".-")
			_, domain, _ := strings.Cut(address, "@")
			if start < sign && slices.Contains(mailProviders, strings.ToLower(domain)) {
				t.report(ruleEmail, t.at(p, start, start+len(address)), address)
			}
		}
	}
}

func isAddressByte(c byte) bool {
	return isLetter(c) || isDigit(c) || strings.IndexByte("._+-", c) >= 0
}
