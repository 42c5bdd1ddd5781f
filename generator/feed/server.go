package feed

import (
	"bytes"
	"sync"

	"guong/generator/site"
)

// Tables returns the tables for hosts and servers that tell of all outputs of a site.
// Those for nginx and Caddy are always written, also when nothing is in them: a server
// that includes one refuses to start without. They lie beside the site, for they are
// not for readers, and so does the one that a deployment reads, which names the program.
func Tables(s *site.Site, pages *Survey, outputs []site.Output, program string) []site.Output {
	headers := sync.OnceValue(func() []header { return onAll(s) })
	rules := sync.OnceValue(func() []rule { return rulesOf(outputs) })
	moves := sync.OnceValues(func() (plain, asked []move) { return movesOf(s) })
	return []site.Output{
		output(headersName, site.KindTable, 0, func(b *bytes.Buffer) { writeHeaders(b, s.BasePath, headers(), rules()) }),
		beside(caddyName, func(b *bytes.Buffer) {
			plain, asked := moves()
			writeCaddy(b, s.BasePath, headers(), rules(), plain, asked)
		}),
		beside(deployName, func(b *bytes.Buffer) { writeDeploy(b, s, program, headers(), rules(), pages) }),
		beside(nginxHeadersName, func(b *bytes.Buffer) { writeNginxHeaders(b, s.BasePath, headers(), rules()) }),
		beside(nginxQueriesName, func(b *bytes.Buffer) {
			_, asked := moves()
			writeNginxMap(b, asked, nil)
		}),
		beside(nginxRedirectsName, func(b *bytes.Buffer) {
			if plain, _ := moves(); len(plain) > 0 {
				writeNginxMap(b, plain, pages.urls)
			}
		}),
	}
}

// beside returns a file that is not served.
func beside(name string, write func(*bytes.Buffer)) site.Output {
	o := output(name, site.KindTable, 0, write)
	o.Beside = true
	return o
}
