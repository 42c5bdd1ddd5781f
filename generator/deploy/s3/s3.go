// Package s3 is the target of deployments for stores that speak S3: those of AWS, and
// all that speak as much of it as is needed to put, get, list and delete objects.
//
// Little is taken for granted, because the stores differ. Objects are put with their
// MD5, which all check, and with no other checksum. Nothing is sent in chunks with a
// signature each, which some stores keep as an encoding of the object. Listings fall back
// from version 2 to version 1, deletions of many to deletions of one. No access list is
// sent unless one is wanted, no object is copied, and a condition on a write is tried
// before it is believed.
//
// Each operation asks once: to ask again after a fault of target.KindTemporary is the
// caller's task. A connection on which nothing moves is given up.
package s3

import (
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
	"github.com/minio/minio-go/v7/pkg/s3utils"

	"guong/generator/deploy/target"
)

// Options say which store, and how it wants to be spoken to.
type Options struct {
	Endpoint  string // "hn.ss.example.vn", with a port or https:// if wanted; "" for AWS
	Region    string // as the store's manual calls it; "" for the endpoint's own, else us-east-1
	Bucket    string
	Prefix    string // a folder inside the bucket; "" for its root
	PathStyle bool   // https://endpoint/bucket/key instead of https://bucket.endpoint/key
	ACL       string // of each object, as "public-read"; "" leaves it to the bucket
	Profile   string // in the AWS files; "" for AWS_PROFILE, else "default"
	Insecure  bool   // plain HTTP, for stores in the same network

	// Stall is how long a connection may stand still; 0 for one minute.
	Stall time.Duration

	// Transport replaces the connections to the store, if it is not nil. It must not
	// decompress answers.
	Transport http.RoundTripper
}

const (
	defaultEndpoint = "s3.amazonaws.com"
	defaultRegion   = "us-east-1"
	defaultStall    = time.Minute

	// connections are kept for as many requests at once; more are opened and closed.
	connections = 32
)

// store is a bucket, or a folder in one.
type store struct {
	client *minio.Client
	keys   *credentials.Credentials
	close  func()

	host, region, bucket string
	prefix, acl          string

	large     chan struct{} // as many objects in parts at once
	onlyV1    atomic.Bool   // the store lists in the old way only
	noBulk    atomic.Bool   // the store deletes one by one only
	otherETag atomic.Bool   // entity tags of the store are no MD5

	condition sync.Mutex // guards what follows
	heeds     answerTo   // whether the store heeds conditions on writes
	trial     string     // the key by which that is tried
}

// Open returns the target that o describes. It finds credentials, in
// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN or else in the files of
// the AWS command, and asks the store nothing. Errors are of type *target.Fault.
func Open(o Options) (target.Target, error) {
	host, err := endpoint(o)
	if err != nil {
		return nil, err
	}
	if s3utils.CheckValidBucketNameStrict(o.Bucket) != nil {
		return nil, say(target.KindOther, "s3-name", o.Bucket)
	}
	keys, err := findCredentials(o.Profile)
	if err != nil {
		return nil, err
	}
	region := o.Region
	if region == "" {
		region = s3utils.GetRegionFromURL(url.URL{Host: host})
	}
	if region == "" {
		region = defaultRegion
	}
	lookup := minio.BucketLookupDNS
	if o.PathStyle {
		lookup = minio.BucketLookupPath
	}
	transport, closeIdle := o.Transport, func() {}
	if transport == nil {
		stall := o.Stall
		if stall == 0 {
			stall = defaultStall
		}
		own := newTransport(stall)
		transport, closeIdle = own, own.CloseIdleConnections
	}
	client, err := minio.New(host, &minio.Options{
		Creds:        keys,
		Secure:       !o.Insecure,
		Region:       region,
		BucketLookup: lookup,
		MaxRetries:   1,
		Transport:    observer{transport},
	})
	if err != nil {
		return nil, say(target.KindOther, "s3-endpoint", o.Endpoint)
	}
	client.SetAppInfo("guong", "1")
	prefix := strings.Trim(o.Prefix, "/")
	if prefix != "" {
		prefix += "/"
	}
	return &store{
		client: client,
		keys:   keys,
		close:  closeIdle,
		host:   host,
		region: region,
		bucket: o.Bucket,
		prefix: prefix,
		acl:    o.ACL,
		large:  make(chan struct{}, largeAtOnce),
	}, nil
}

// endpoint returns the host of the store, with its port if it has one.
func endpoint(o Options) (string, error) {
	if o.Endpoint == "" {
		return defaultEndpoint, nil
	}
	text := o.Endpoint
	if !strings.Contains(text, "://") {
		text = "https://" + text
		if o.Insecure {
			text = "http://" + strings.TrimPrefix(text, "https://")
		}
	}
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "":
		return "", say(target.KindOther, "s3-endpoint", withoutUser(o.Endpoint))
	case u.Scheme == "http" && !o.Insecure:
		return "", say(target.KindOther, "s3-insecure", u.Host)
	case u.Scheme != "http" && u.Scheme != "https" || u.Scheme == "https" && o.Insecure:
		return "", say(target.KindOther, "s3-endpoint", o.Endpoint)
	}
	return u.Host, nil
}

// withoutUser removes a name and password that somebody wrote into an address.
func withoutUser(address string) string {
	_, host, found := strings.Cut(address, "@")
	if !found {
		return address
	}
	return "…@" + host
}

// Features returns what stores that speak S3 can do. Whether readers are sent on by
// Redirect is a matter of the bucket's website settings.
func (s *store) Features() target.Features { return target.Features{Headers: true, Redirects: true} }

// Close ends connections that nobody uses.
func (s *store) Close() error {
	s.close()
	return nil
}

// newTransport returns connections that give up when nothing moves for a while.
func newTransport(stall time.Duration) *http.Transport {
	dialer := &net.Dialer{Timeout: min(stall, 15*time.Second), KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           dialing(dialer, stall),
		TLSHandshakeTimeout:   min(stall, 15*time.Second),
		ResponseHeaderTimeout: stall,
		MaxIdleConns:          connections,
		MaxIdleConnsPerHost:   connections,
		IdleConnTimeout:       30 * time.Second,
		DisableCompression:    true, // objects are read as they are stored
	}
}
