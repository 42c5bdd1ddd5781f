package config

import (
	"regexp"
	"strings"

	"guong/generator/address"
	"guong/generator/diag"
	"guong/generator/message"
	"guong/generator/value"
)

// menu reads the menu, links the links to other sites.
func (r *reader) menu(f value.Field) {
	r.items(f, &r.config.Menu, r.tables.menu, message.New("config.menu-incomplete"), "title = \"Giới thiệu\"\nurl = \"/gioi-thieu/\"")
}

func (r *reader) links(f value.Field) {
	r.items(f, &r.config.Links, r.tables.links, message.New("config.link-incomplete"), "title = \"Cổng Thông tin điện tử Chính phủ\"\nurl = \"https://chinhphu.vn/\"")
}

// items reads tables into a list; incomplete says that one lacks what example has.
func (r *reader) items(f value.Field, list *[]MenuItem, t *table, incomplete message.Message, example string) {
	for _, table := range r.Tables(f) {
		before := len(r.Wrong)
		r.item = MenuItem{}
		r.fields(t, table.Fields)
		item := r.item
		if item.Title == "" || item.URL == "" {
			if len(r.Wrong) == before {
				r.Report(diag.Error, table.Offset, table.End, incomplete, message.New("value.write", example))
			}
			continue
		}
		*list = append(*list, item)
	}
}

// menuURL takes an address of another site, or a path of this one.
func (r *reader) menuURL(f value.Field) string {
	to, ok := r.word(f)
	internal := strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//")
	if ok && !internal && !strings.HasPrefix(to, "https://") && !strings.HasPrefix(to, "http://") {
		r.fail(f, message.New("config.link-url", to), r.Write(f.Key, `"`+linkMeant(to)+`"`))
	}
	if ok && internal {
		if fault := address.CheckLocal(to); fault != nil {
			r.fail(f, message.New("config.link-local", to, fault.Why), r.Write(f.Key, `"/gioi-thieu/"`))
		}
	}
	return to
}

// hostName is what the name of a host looks like, perhaps with a path behind it.
var hostName = regexp.MustCompile(`^(?:[\pL\pN-]+\.)+\pL{2,}(?::\d+)?(?:/.*)?$`)

// linkMeant proposes the address that a writer of url may have meant.
func linkMeant(to string) string {
	to = strings.TrimPrefix(to, "//")
	switch slug := address.Slug(to); {
	case hostName.MatchString(to) && !strings.HasSuffix(to, ".md") && !strings.HasSuffix(to, ".html"):
		if !strings.Contains(to, "/") {
			to += "/"
		}
		return "https://" + to
	case slug != "" && to == slug:
		return "/" + slug + "/"
	}
	return "/gioi-thieu/"
}
