package s3_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"guong/generator/deploy/deploytest"
	"guong/generator/deploy/s3"
	"guong/generator/deploy/target"
)

// quirks are in what a store differs from that of AWS. Their zero value is AWS as it is
// without checksums. What public issue lists know of the stores stands with each; of the
// Vietnamese ones only Bizfly Cloud is documented (as a store like Ceph's, in rclone), so
// that Viettel, VNG and FPT have to be expected to have any of them.
type quirks struct {
	listV2      string        // what list-type=2 gets: a status, or "ignored" (Ceph, as rclone has it)
	plainKeys   bool          // knows no encoding-type=url (Bizfly Cloud)
	page        int           // keys on a page of a listing; 0 for 1000
	otherETag   bool          // entity tags are no MD5 (encryption with keys of a service: AWS, Ceph)
	condition   string        // what If-None-Match gets: an error code, or "ignored" (older Ceph, MinIO)
	bulkDelete  string        // what DeleteObjects gets: a status (Google), "half" or "silent"
	plainDelete bool          // 200 for a deletion, 404 for one of nothing
	acceptsACL  bool          // takes x-amz-acl (AWS refuses it since April 2023 where owners are enforced)
	region      string        // signs for this region only; "" for any
	keepsRegion bool          // does not tell which region it is
	clock       time.Duration // by how much the store's clock is ahead
	latency     time.Duration // before each answer
	bursts      int64         // in each hundred requests as many in a row get 503
	breaks      int64         // every so manyth connection breaks, before or after the deed
	always      int           // every request gets this status, with a page of HTML
	forgets     bool          // keeps nothing, for measurements
	code        string        // every request gets this error code
}

// refuse answers requests that the store does not take, whatever they are about.
func (f *fake) refuse(w http.ResponseWriter, r *http.Request, n int64) bool {
	authorization := r.Header.Get("Authorization")
	switch {
	case f.always != 0:
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Retry-After", "7")
		w.WriteHeader(f.always)
		if _, err := w.Write([]byte("<html><title>proxy</title></html>")); err != nil {
			return true
		}
	case f.code != "":
		status := http.StatusBadRequest
		if f.code == "AccessDenied" {
			status = http.StatusForbidden
		}
		refusal(w, status, f.code, "Refused for "+testKey, "<AWSAccessKeyId>"+testKey+"</AWSAccessKeyId>")
	case f.bursts > 0 && n%100 < f.bursts:
		w.Header().Set("Retry-After", "1")
		refusal(w, http.StatusServiceUnavailable, "SlowDown", "Please reduce your request rate.")
	case f.clock.Abs() > 15*time.Minute:
		refusal(w, http.StatusForbidden, "RequestTimeTooSkewed", "The difference between the request time and the current time is too large.")
	case !strings.Contains(authorization, "Credential="+testKey+"/"):
		refusal(w, http.StatusForbidden, "InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.")
	case f.region != "" && !strings.Contains(authorization, "/"+f.region+"/s3/"):
		told := "<Region>" + f.region + "</Region>"
		if f.keepsRegion {
			told = ""
		}
		refusal(w, http.StatusBadRequest, "AuthorizationHeaderMalformed", "The authorization header is malformed; the region is wrong", told)
	case r.Header.Get("X-Amz-Acl") != "" && !f.acceptsACL:
		refusal(w, http.StatusBadRequest, "AccessControlListNotSupported", "The bucket does not allow ACLs")
	case checksummed(r):
		refusal(w, http.StatusNotImplemented, "NotImplemented", "A header you provided implies functionality that is not implemented.")
	default:
		return false
	}
	return true
}

// checksummed reports whether a request has what stores behind the newest ones refuse:
// checksums other than MD5, or chunks with signatures (Dell ECS, Hetzner, Ceph and others
// after the AWS libraries of January 2025).
func checksummed(r *http.Request) bool {
	for name := range r.Header {
		if strings.HasPrefix(name, "X-Amz-Checksum-") || strings.HasPrefix(name, "X-Amz-Sdk-Checksum") || name == "X-Amz-Trailer" {
			return true
		}
	}
	return strings.Contains(r.Header.Get("Content-Encoding"), "aws-chunked") ||
		strings.HasPrefix(r.Header.Get("X-Amz-Content-Sha256"), "STREAMING-") || r.ContentLength < 0
}

// open returns a target that is the store of a server.
func open(t testing.TB, address string, change ...func(o *s3.Options)) target.Target {
	t.Helper()
	o := s3.Options{Endpoint: address, Region: fakeRegion, Bucket: fakeBucket, PathStyle: true, Insecure: true}
	for _, change := range change {
		change(&o)
	}
	opened, err := s3.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	return opened
}

// TestQuirks: a target is what it promises to be, whatever the store cannot do.
func TestQuirks(t *testing.T) {
	for name, q := range map[string]quirks{
		"none":                             {},
		"list 2 not implemented":           {listV2: "501", page: 7},
		"list 2 is a bad request":          {listV2: "400"},
		"list 2 answered as 1":             {listV2: "ignored", page: 100},
		"keys as they are, other tags":     {plainKeys: true, page: 3, otherETag: true},
		"conditions not implemented":       {condition: "NotImplemented"},
		"conditions ignored":               {condition: "ignored"},
		"no bulk delete":                   {bulkDelete: "501"},
		"bulk delete does half":            {bulkDelete: "half"},
		"bulk delete says nothing":         {bulkDelete: "silent", plainDelete: true},
		"503 in bursts":                    {bursts: 9},
		"one connection in a hundred ends": {breaks: 100},
		"slow, in one region":              {latency: time.Millisecond, region: fakeRegion},
	} {
		t.Run(name, func(t *testing.T) { conform(t, q) })
	}
}

// TestConcurrentQuirks: the same with all quirks that can be had together, in a test that
// the race detector looks at.
func TestConcurrentQuirks(t *testing.T) {
	conform(t, quirks{
		listV2: "405", plainKeys: true, page: 50, otherETag: true, condition: "InvalidArgument", bulkDelete: "405",
		plainDelete: true, region: fakeRegion, bursts: 5, breaks: 37,
	})
}

func conform(t *testing.T, q quirks) {
	deploytest.Conform(t, func(t *testing.T) target.Target {
		_, server := startFake(t, q)
		return open(t, server.URL, func(o *s3.Options) { o.Prefix = "/site" })
	})
}
