package sitetest

import (
	"fmt"
	"iter"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"guong/generator/markdown"
	"guong/generator/site"
)

// Edits yields the sites that come of changing one value of an archive's site at a
// time: every field of the configuration, of the front matter of every text, every
// body, and every text taken away. A field that is added to them is changed without
// being named here.
func Edits(t testing.TB, archive *txtar.Archive) iter.Seq2[string, *site.Site] {
	t.Helper()
	return func(yield func(string, *site.Site) bool) {
		edit := func(name string, change func(*site.Input)) bool {
			in := Input(t, archive)
			change(&in)
			s, _ := site.New(in) // not all that comes out is right
			return yield(name, s)
		}
		first := Input(t, archive)
		for _, f := range fieldsOf(reflect.ValueOf(first.Config).Elem(), "") {
			if !edit("config"+f.name, func(in *site.Input) { f.change(reflect.ValueOf(in.Config).Elem()) }) {
				return
			}
		}
		for i, e := range first.Entries {
			for _, f := range fieldsOf(reflect.ValueOf(e.Article).Elem(), "") {
				if !edit(e.Path+f.name, func(in *site.Input) { f.change(reflect.ValueOf(in.Entries[i].Article).Elem()) }) {
					return
				}
			}
			body := func(in *site.Input) {
				in.Entries[i] = withBody(t, in.Entries[i], "Câu *mới* ![ảnh](https://moi.example/a.jpg).\n")
			}
			none := func(in *site.Input) { in.Entries = slices.Delete(in.Entries, i, i+1) }
			if !edit(e.Path+" body", body) || !edit("no "+e.Path, none) {
				return
			}
		}
		if !edit("a picture", func(in *site.Input) {
			for _, r := range in.Resources {
				r.Measure = func() site.Picture { return site.Picture{Width: 641, Height: 479} }
			}
		}) {
			return
		}
		edit("the clock", func(in *site.Input) { in.Now = in.Now.AddDate(0, 1, 0) })
	}
}

// withBody returns an entry with another body.
func withBody(t testing.TB, e site.Entry, body string) site.Entry {
	converter, err := markdown.New(markdown.Options{Labels: Labels})
	check(t, err)
	document, _ := converter.Convert([]byte(body), markdown.Origin{File: e.File, Line: e.BodyLine})
	e.Document = func() *markdown.Document { return document }
	return e
}

// field is a value somewhere in another, and how to change it there.
type field struct {
	name   string
	change func(root reflect.Value)
}

// fieldsOf lists the values in v that can be changed by themselves.
func fieldsOf(v reflect.Value, name string) (list []field) {
	below := func(inner reflect.Value, part string, find func(reflect.Value) reflect.Value) {
		for _, f := range fieldsOf(inner, name+part) {
			list = append(list, field{f.name, func(root reflect.Value) { f.change(find(root)) }})
		}
	}
	set := func(what string, to func(old reflect.Value) any) {
		list = append(list, field{name + what, func(root reflect.Value) { root.Set(reflect.ValueOf(to(root)).Convert(root.Type())) }})
	}
	switch v.Kind() {
	case reflect.String:
		set("", func(old reflect.Value) any { return old.String() + "z" })
		set(" in capitals", func(old reflect.Value) any { return strings.ToUpper(old.String()) })
	case reflect.Bool:
		set("", func(old reflect.Value) any { return !old.Bool() })
	case reflect.Int, reflect.Int64:
		set("", func(old reflect.Value) any { return old.Int() + 1 })
	case reflect.Uint8:
		set("", func(old reflect.Value) any { return old.Uint() + 1 })
	case reflect.Slice:
		for i := range v.Len() {
			below(v.Index(i), fmt.Sprintf("[%d]", i), func(root reflect.Value) reflect.Value { return root.Index(i) })
		}
		if v.Len() > 0 {
			list = append(list, field{name + " empty", func(root reflect.Value) { root.SetZero() }})
		}
	case reflect.Map:
		for _, key := range slices.SortedFunc(maps.Keys(entriesOf(v)), strings.Compare) {
			list = append(list, field{fmt.Sprintf("%s[%s]", name, key), func(root reflect.Value) {
				root.SetMapIndex(reflect.ValueOf(key), otherValue(root.Type().Elem()))
			}})
			terms, _ := v.MapIndex(reflect.ValueOf(key)).Interface().([]string)
			for i := range terms {
				below(reflect.ValueOf(terms).Index(i), fmt.Sprintf("[%s][%d]", key, i), func(root reflect.Value) reflect.Value {
					return root.MapIndex(reflect.ValueOf(key)).Index(i)
				})
			}
		}
		list = append(list, field{name + " empty", func(root reflect.Value) { root.SetZero() }})
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			set("", func(old reflect.Value) any { return old.Interface().(time.Time).Add(-time.Hour) })
			break
		}
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() {
				below(v.Field(i), "."+f.Name, func(root reflect.Value) reflect.Value { return root.Field(i) })
			}
		}
	case reflect.Pointer:
		// a place in time, which is not changed by itself
	}
	return list
}

func entriesOf(m reflect.Value) map[string]reflect.Value {
	entries := map[string]reflect.Value{}
	for i := m.MapRange(); i.Next(); {
		entries[i.Key().String()] = i.Value()
	}
	return entries
}

// otherValue returns a value for a map of front matter or of the configuration.
func otherValue(typ reflect.Type) reflect.Value {
	if typ.Kind() == reflect.Slice {
		return reflect.ValueOf([]string{"Mới"})
	}
	return reflect.ValueOf("Mới")
}
