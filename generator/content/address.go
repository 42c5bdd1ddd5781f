package content

import (
	"cmp"
	"strings"

	"guong/generator/address"
	"guong/generator/message"
	"guong/generator/value"
)

func (r *frontReader) slug(f value.Field) { r.front.Slug = r.partOfAddress(f, "ten-bai") }

// partOfAddress takes a name that becomes a part of an address; "" if it cannot.
// Where there is nothing to make a better one of, the example is proposed.
func (r *frontReader) partOfAddress(f value.Field, example string) string {
	name := r.String(f)
	if fault := address.CheckSlug(name); fault != nil {
		r.fail(f.Value, message.New("content.slug", name, fault.Why), r.Write(f.Key, `"`+cmp.Or(fault.Try, example)+`"`))
		return ""
	}
	return name
}

// alias takes a former address, which stands at n.
func (r *frontReader) alias(n value.Node, text string) {
	if _, fault := address.ParseAlias(text, r.home); fault != nil {
		try := "/" + strings.TrimLeft(fault.Try, "/")
		if try == "/" || strings.ContainsAny(try, `"\`) {
			try = "/dia-chi-cu/"
		}
		r.fail(n, message.New("content.alias", text, fault.Why), r.Write("aliases", `["`+try+`"]`))
		return
	}
	r.front.Aliases = append(r.front.Aliases, "/"+strings.TrimLeft(text, "/"))
}
