package feed

import (
	"bytes"
	"sync"

	"guong/generator/site"
)

// Servers returns the tables for nginx and Caddy. They are always written, also
// when nothing is in them: a server that includes one refuses to start without. They
// lie beside the site, for they are not for readers.
func Servers(s *site.Site) []site.Output {
	headers := sync.OnceValue(func() []header { return onAll(s) })
	pages := sync.OnceValue(func() map[string]bool { return lowerPages(s) })
	moves := sync.OnceValues(func() (plain, asked []move) { return movesOf(s) })
	return []site.Output{
		beside(caddyName, func(b *bytes.Buffer) {
			plain, asked := moves()
			writeCaddy(b, s.BasePath, headers(), plain, asked)
		}),
		beside(nginxHeadersName, func(b *bytes.Buffer) { writeNginxHeaders(b, s.BasePath, headers()) }),
		beside(nginxQueriesName, func(b *bytes.Buffer) {
			_, asked := moves()
			writeNginxMap(b, asked, nil)
		}),
		beside(nginxRedirectsName, func(b *bytes.Buffer) {
			if plain, _ := moves(); len(plain) > 0 {
				writeNginxMap(b, plain, pages())
			}
		}),
	}
}

// beside returns a file that is not served.
func beside(name string, write func(*bytes.Buffer)) site.Output {
	o := output(name, write)
	o.Beside = true
	return o
}
