package s3_test

import (
	"bytes"
	"crypto/md5"
	"encoding/base64"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const (
	fakeBucket = "trang-tin"
	fakeRegion = "vn-1"
)

// fake is a store that speaks S3 as its quirks let it. It checks what it is sent as
// strictly as some real ones do.
type fake struct {
	quirks
	requests atomic.Int64

	mu      sync.Mutex
	objects map[string]fakeObject
	uploads map[string]*fakeUpload
	log     []string // method, key or query of each request
	keys    []string // with which requests were signed
}

type fakeObject struct {
	header http.Header
	body   []byte
	etag   string
}

type fakeUpload struct {
	header http.Header
	parts  map[int][]byte
}

// startFake serves a store on a loopback address.
func startFake(t testing.TB, q quirks) (*fake, *httptest.Server) {
	t.Helper()
	f := &fake{quirks: q, objects: map[string]fakeObject{}, uploads: map[string]*fakeUpload{}}
	server := httptest.NewUnstartedServer(f)
	server.Config.ErrorLog = quiet
	server.Start()
	t.Cleanup(server.Close)
	return f, server
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	n := f.requests.Add(1)
	bucket, key, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	f.mu.Lock()
	if f.forgets {
		f.log, f.keys = nil, nil
	}
	f.log = append(f.log, r.Method+" "+key+"?"+r.URL.RawQuery)
	_, signed, _ := strings.Cut(r.Header.Get("Authorization"), "Credential=")
	signed, _, _ = strings.Cut(signed, "/")
	f.keys = append(f.keys, signed)
	f.mu.Unlock()
	w.Header().Set("Date", time.Now().Add(f.clock).UTC().Format(http.TimeFormat))
	if f.latency > 0 {
		time.Sleep(f.latency)
	}
	if f.refuse(w, r, n) {
		return
	}
	if bucket != fakeBucket {
		refusal(w, http.StatusNotFound, "NoSuchBucket", "The specified bucket does not exist")
		return
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler) // half an object is none
	}
	if f.breaks > 0 && n%f.breaks == 0 {
		if n/f.breaks%2 == 0 { // half of the connections break after the deed
			f.serve(httptest.NewRecorder(), r, key, body)
		}
		panic(http.ErrAbortHandler)
	}
	f.serve(w, r, key, body)
}

func (f *fake) serve(w http.ResponseWriter, r *http.Request, key string, body []byte) {
	f.mu.Lock()
	defer f.mu.Unlock()
	query := r.URL.Query()
	switch {
	case r.Method == http.MethodGet && key == "":
		f.list(w, query)
	case r.Method == http.MethodGet:
		f.get(w, key)
	case r.Method == http.MethodPut && query.Has("uploadId"):
		f.putPart(w, r, body)
	case r.Method == http.MethodPut:
		f.put(w, r, key, body)
	case r.Method == http.MethodDelete && query.Has("uploadId"):
		delete(f.uploads, query.Get("uploadId"))
		w.WriteHeader(http.StatusNoContent)
	case r.Method == http.MethodDelete:
		f.delete(w, key)
	case r.Method == http.MethodPost && query.Has("uploads"):
		id := strconv.Itoa(len(f.uploads) + 1)
		f.uploads[id] = &fakeUpload{r.Header, map[int][]byte{}}
		answer(w, "InitiateMultipartUploadResult", "<UploadId>"+id+"</UploadId>")
	case r.Method == http.MethodPost && query.Has("uploadId"):
		f.complete(w, query.Get("uploadId"), key, body)
	case r.Method == http.MethodPost && query.Has("delete"):
		f.deleteMany(w, r, body)
	default:
		refusal(w, http.StatusMethodNotAllowed, "MethodNotAllowed", "not in this store")
	}
}

func (f *fake) get(w http.ResponseWriter, key string) {
	o, ok := f.objects[key]
	if !ok {
		refusal(w, http.StatusNotFound, "NoSuchKey", "The specified key does not exist.")
		return
	}
	for _, name := range []string{"Content-Type", "Cache-Control", "Content-Encoding"} {
		if value := o.header.Get(name); value != "" {
			w.Header().Set(name, value)
		}
	}
	w.Header().Set("ETag", `"`+o.etag+`"`)
	w.Header().Set("Last-Modified", "Sat, 28 Nov 2026 00:00:00 GMT")
	w.Header().Set("Content-Length", strconv.Itoa(len(o.body)))
	if _, err := w.Write(o.body); err != nil {
		return // the reader has left
	}
}

func (f *fake) put(w http.ResponseWriter, r *http.Request, key string, body []byte) {
	if !checkSum(w, r, body) {
		return
	}
	if r.Header.Get("If-None-Match") == "*" && f.condition != "ignored" {
		if f.condition != "" {
			refusal(w, http.StatusNotImplemented, f.condition, "A header you provided implies functionality that is not implemented")
			return
		}
		if _, there := f.objects[key]; there {
			refusal(w, http.StatusPreconditionFailed, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold")
			return
		}
	}
	o := fakeObject{r.Header.Clone(), body, f.etag(body)}
	if !f.forgets {
		f.objects[key] = o
	}
	w.Header().Set("ETag", `"`+o.etag+`"`)
}

func (f *fake) etag(body []byte) string {
	sum := md5.Sum(body)
	if f.otherETag {
		sum = md5.Sum(append([]byte("encrypted"), body...))
	}
	return hex.EncodeToString(sum[:])
}

// checkSum refuses a body that is not that of its Content-MD5, and one without.
func checkSum(w http.ResponseWriter, r *http.Request, body []byte) bool {
	sum := md5.Sum(body)
	switch r.Header.Get("Content-Md5") {
	case base64.StdEncoding.EncodeToString(sum[:]):
		return true
	case "":
		refusal(w, http.StatusBadRequest, "InvalidRequest", "Missing required header for this request: Content-MD5")
	default:
		refusal(w, http.StatusBadRequest, "BadDigest", "The Content-MD5 you specified did not match what we received.")
	}
	return false
}

func (f *fake) putPart(w http.ResponseWriter, r *http.Request, body []byte) {
	if !checkSum(w, r, body) {
		return
	}
	query := r.URL.Query()
	n, err := strconv.Atoi(query.Get("partNumber"))
	u, ok := f.uploads[query.Get("uploadId")]
	if !ok || err != nil {
		refusal(w, http.StatusNotFound, "NoSuchUpload", "The specified upload does not exist.")
		return
	}
	u.parts[n] = body
	w.Header().Set("ETag", `"`+f.etag(body)+`"`)
}

func (f *fake) complete(w http.ResponseWriter, id, key string, body []byte) {
	var asked struct {
		Part []struct {
			PartNumber int
			ETag       string
		}
	}
	u, ok := f.uploads[id]
	if err := xml.Unmarshal(body, &asked); err != nil || !ok {
		refusal(w, http.StatusBadRequest, "MalformedXML", "The XML you provided was not well-formed")
		return
	}
	var whole bytes.Buffer
	for _, part := range asked.Part {
		if strings.Trim(part.ETag, `"`) != f.etag(u.parts[part.PartNumber]) {
			refusal(w, http.StatusBadRequest, "InvalidPart", "One or more of the specified parts could not be found.")
			return
		}
		whole.Write(u.parts[part.PartNumber])
	}
	f.objects[key] = fakeObject{u.header, whole.Bytes(), fmt.Sprintf("%s-%d", f.etag(whole.Bytes()), len(asked.Part))}
	delete(f.uploads, id)
	answer(w, "CompleteMultipartUploadResult", "<ETag>&quot;"+f.objects[key].etag+"&quot;</ETag><Bucket>"+fakeBucket+"</Bucket><Key>k</Key>")
}

func answer(w http.ResponseWriter, name, inner string) {
	w.Header().Set("Content-Type", "application/xml")
	fmt.Fprintf(w, xml.Header+"<%s>%s</%s>", name, inner, name)
}

func refusal(w http.ResponseWriter, status int, code, text string, more ...string) {
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(status)
	fmt.Fprintf(w, xml.Header+"<Error><Code>%s</Code><Message>%s</Message>%s</Error>", code, text, strings.Join(more, ""))
}
