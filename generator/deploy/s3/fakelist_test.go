package s3_test

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// list answers with a page of keys, in the way of ListObjects 1 or 2.
func (f *fake) list(w http.ResponseWriter, query url.Values) {
	second := query.Get("list-type") == "2"
	if second && f.listV2 == "ignored" {
		second = false
	}
	if second && f.listV2 != "" {
		status, _ := strconv.Atoi(f.listV2)
		refusal(w, status, http.StatusText(status), "list-type")
		return
	}
	after := query.Get("marker")
	if second {
		token, err := base64.URLEncoding.DecodeString(query.Get("continuation-token"))
		if err != nil {
			refusal(w, http.StatusBadRequest, "InvalidArgument", "The continuation token provided is incorrect")
			return
		}
		after = max(query.Get("start-after"), string(token))
	}
	encode, encoding := escaped, ""
	if query.Get("encoding-type") == "url" && !f.plainKeys {
		encode = func(key string) string { return strings.ReplaceAll(url.QueryEscape(key), "%2F", "/") }
		encoding = "<EncodingType>url</EncodingType>"
	}
	most := 1000
	if f.page > 0 {
		most = f.page
	}
	var out bytes.Buffer
	n, last, truncated := 0, "", false
	for _, key := range slices.Sorted(maps.Keys(f.objects)) {
		if !strings.HasPrefix(key, query.Get("prefix")) || key <= after {
			continue
		}
		if n == most {
			truncated = true
			break
		}
		o := f.objects[key]
		fmt.Fprintf(&out, "<Contents><Key>%s</Key><LastModified>2026-11-28T00:00:00.000Z</LastModified><ETag>&quot;%s&quot;</ETag><Size>%d</Size></Contents>",
			encode(key), o.etag, len(o.body))
		n, last = n+1, key
	}
	next := ""
	if truncated && second {
		next = "<NextContinuationToken>" + base64.URLEncoding.EncodeToString([]byte(last)) + "</NextContinuationToken>"
	}
	answer(w, "ListBucketResult", fmt.Sprintf("<Name>%s</Name><IsTruncated>%t</IsTruncated>%s%s%s", fakeBucket, truncated, encoding, next, out.String()))
}

func escaped(text string) string {
	var b strings.Builder
	if err := xml.EscapeText(&b, []byte(text)); err != nil {
		panic(err) // a strings.Builder takes everything
	}
	return b.String()
}

func (f *fake) delete(w http.ResponseWriter, key string) {
	_, there := f.objects[key]
	delete(f.objects, key)
	switch {
	case f.plainDelete && !there:
		refusal(w, http.StatusNotFound, "NoSuchKey", "The specified key does not exist.")
	case !f.plainDelete:
		w.WriteHeader(http.StatusNoContent)
	}
}

// deleteMany deletes what an XML document names. Quirks: not at all, only every other
// one, or in silence.
func (f *fake) deleteMany(w http.ResponseWriter, r *http.Request, body []byte) {
	if f.bulkDelete != "" && f.bulkDelete != "half" && f.bulkDelete != "silent" {
		status, _ := strconv.Atoi(f.bulkDelete)
		refusal(w, status, strings.ReplaceAll(http.StatusText(status), " ", ""), "delete")
		return
	}
	if !checkSum(w, r, body) {
		return
	}
	var asked struct{ Object []struct{ Key string } }
	if err := xml.Unmarshal(body, &asked); err != nil || len(asked.Object) > 1000 {
		refusal(w, http.StatusBadRequest, "MalformedXML", "The XML you provided was not well-formed")
		return
	}
	var out strings.Builder
	for i, o := range asked.Object {
		if f.bulkDelete == "half" && i%2 == 0 {
			fmt.Fprintf(&out, "<Error><Key>%s</Key><Code>InvalidArgument</Code><Message>no</Message></Error>", escaped(o.Key))
			continue
		}
		delete(f.objects, o.Key)
		if f.bulkDelete != "silent" {
			fmt.Fprintf(&out, "<Deleted><Key>%s</Key></Deleted>", escaped(o.Key))
		}
	}
	answer(w, "DeleteResult", out.String())
}
