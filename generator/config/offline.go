package config

import (
	"net"
	"net/url"
	"strings"

	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
)

// offline warns where saved stories cannot be read without a network: browsers keep
// copies of sites with https alone, and of those on the same machine.
func (r *reader) offline(root value.Node) {
	host, plain := strings.CutPrefix(r.config.BaseURL, "http://")
	name, _, _ := strings.Cut(host, "/")
	if !r.config.Saved.Offline || !plain || isLocal(name) {
		return
	}
	if f, found := r.find(root, "baseURL"); found {
		r.Report(diag.Warning, f.Value.Offset, f.Value.End, message.New("config.offline"), message.New("config.offline-hint", r.Write(f.Key, `"https://`+host+`"`)))
	}
}

// isLocal reports whether browsers trust a host without https
// (w3.org/TR/secure-contexts).
func isLocal(host string) bool {
	name := (&url.URL{Host: host}).Hostname()
	ip := net.ParseIP(name)
	return name == "localhost" || strings.HasSuffix(name, ".localhost") || ip != nil && ip.IsLoopback()
}
