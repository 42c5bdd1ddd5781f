package e2e

import "github.com/chromedp/cdproto/network"

// connection is the network between the reader and the site.
type connection struct {
	offline   bool
	latency   float64 // milliseconds from a request to the answer's first byte
	bandwidth float64 // bytes a second, each way; -1: as fast as can be
}

var (
	online  = connection{bandwidth: -1}
	offline = connection{offline: true, bandwidth: -1}
	// slow4G is a phone in a mountain village: 1.6 Mbit/s, 150 ms, what Lighthouse
	// calls slow 4G.
	slow4G = connection{latency: 150, bandwidth: 1.6e6 / 8}
)

// connect gives the tab, and what works for it in the background, another
// network. navigator.onLine follows.
func (p *page) connect(c connection) {
	p.t.Helper()
	call(p, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{
		EmulateOfflineServiceWorker: &c.offline,
		MatchedNetworkConditions: []*network.Conditions{{
			Offline: c.offline, Latency: c.latency, DownloadThroughput: c.bandwidth, UploadThroughput: c.bandwidth,
		}},
	})
	call(p, network.OverrideNetworkState, network.OverrideNetworkStateParams{
		Offline: c.offline, Latency: c.latency, DownloadThroughput: c.bandwidth, UploadThroughput: c.bandwidth,
	})
}
