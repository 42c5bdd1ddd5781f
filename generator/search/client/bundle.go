package client

import (
	"bytes"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"
)

// bundle returns files as one module, which exports the public names. Each file may
// import from those before it, by { name } from "./file.js", and export declarations
// and lists of names; no two may declare one name. They stand in one function, so
// that the minifier may shorten the names in it. Named numbers stand where they are
// used.
func bundle(fsys fs.FS, order, public []string) ([]byte, error) {
	var all bytes.Buffer
	exports := map[string][]string{} // by file, as modules are named
	for _, name := range order {
		source, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		m, err := parseModule(source)
		if err == nil {
			err = m.check(exports)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		exports["./"+name] = m.exports
		m.body.JS(&all)
		all.WriteByte('\n')
	}
	body, err := js.Parse(parse.NewInputBytes(all.Bytes()), js.Options{})
	if err != nil {
		return nil, err
	}
	inlineNumbers(body)
	names := strings.Join(public, ", ")
	var out bytes.Buffer
	fmt.Fprintf(&out, "export const { %s } = (() => {\n", names)
	body.JS(&out)
	fmt.Fprintf(&out, "\nreturn { %s };\n})();\n", names)
	return out.Bytes(), nil
}

// module is one file.
type module struct {
	body    *js.AST // without what it imports and exports
	imports []imported
	exports []string
}

// imported is a name that a module takes from another.
type imported struct{ name, from string }

// parseModule takes a file to pieces. It knows no other ways to import and export
// than [bundle] does.
func parseModule(source []byte) (*module, error) {
	ast, err := js.Parse(parse.NewInputBytes(source), js.Options{})
	if err != nil {
		return nil, err
	}
	m := &module{body: ast}
	statements := ast.List
	ast.List = nil
	for _, s := range statements {
		switch s := s.(type) {
		case *js.ImportStmt:
			if s.Default != nil || len(s.List) == 0 {
				return nil, fmt.Errorf("%s is imported as a whole", s.Module)
			}
			for _, alias := range named(s.List) {
				if alias.Name != nil || string(alias.Binding) == "*" {
					return nil, fmt.Errorf("%s from %s gets another name", alias.Name, s.Module)
				}
				m.imports = append(m.imports, imported{string(alias.Binding), strings.Trim(string(s.Module), `"'`)})
			}
		case *js.ExportStmt:
			if err := m.export(s); err != nil {
				return nil, err
			}
		default:
			ast.List = append(ast.List, s)
		}
	}
	return m, nil
}

// export takes in what an export declares or lists.
func (m *module) export(s *js.ExportStmt) error {
	if s.Module != nil || s.Default {
		return fmt.Errorf("an export of another module, or without a name")
	}
	for _, alias := range named(s.List) {
		if alias.Name != nil {
			return fmt.Errorf("%s is exported under another name", alias.Name)
		}
		m.exports = append(m.exports, string(alias.Binding))
	}
	if s.Decl == nil {
		return nil
	}
	switch d := s.Decl.(type) {
	case *js.VarDecl:
		for _, element := range d.List {
			v, ok := element.Binding.(*js.Var)
			if !ok {
				return fmt.Errorf("an export that takes a value to pieces")
			}
			m.exports = append(m.exports, string(v.Data))
		}
	case *js.FuncDecl:
		m.exports = append(m.exports, string(d.Name.Data))
	case *js.ClassDecl:
		m.exports = append(m.exports, string(d.Name.Data))
	}
	m.body.List = append(m.body.List, s.Decl.(js.IStmt))
	return nil
}

// named leaves out what stands behind the last comma of a list.
func named(list []js.Alias) []js.Alias {
	return slices.DeleteFunc(list, func(a js.Alias) bool { return a.Binding == nil })
}

// check reports an import of what no module before this one exports.
func (m *module) check(exports map[string][]string) error {
	for _, i := range m.imports {
		if !slices.Contains(exports[i.from], i.name) {
			return fmt.Errorf("%s is not exported by %s, or stands behind it", i.name, i.from)
		}
	}
	return nil
}

// inlineNumbers puts the value of every constant at the top that is a number, or a
// product of numbers, in all places that refer to it, and drops its declaration.
func inlineNumbers(body *js.AST) {
	values := numbers{}
	statements := body.List
	body.List = nil
	for _, s := range statements {
		if d, ok := s.(*js.VarDecl); ok && d.TokenType == js.ConstToken {
			d.List = slices.DeleteFunc(d.List, values.take)
			if len(d.List) == 0 {
				continue
			}
		}
		body.List = append(body.List, s)
	}
	js.Walk(values, body)
}

// numbers are the values of constants.
type numbers map[*js.Var][]byte

// take takes in a declaration, if it is one of a number.
func (n numbers) take(element js.BindingElement) bool {
	v, ok := element.Binding.(*js.Var)
	if !ok || !isNumber(element.Default) {
		return false
	}
	var value bytes.Buffer
	value.WriteByte('(')
	element.Default.JS(&value)
	value.WriteByte(')')
	n[v] = value.Bytes()
	return true
}

// isNumber reports whether an expression is a number or a product of numbers.
func isNumber(e js.IExpr) bool {
	switch e := e.(type) {
	case *js.LiteralExpr:
		return js.IsNumeric(e.TokenType)
	case *js.BinaryExpr:
		return (e.Op == js.MulToken || e.Op == js.ExpToken) && isNumber(e.X) && isNumber(e.Y)
	}
	return false
}

// Enter gives a reference to a constant its value. Which declaration a name refers to
// is known by the parser, not by the name.
func (n numbers) Enter(node js.INode) js.IVisitor {
	if v, ok := node.(*js.Var); ok {
		declared := v
		for declared.Link != nil {
			declared = declared.Link
		}
		if value, ok := n[declared]; ok {
			v.Data, declared.Data = value, value
		}
	}
	return n
}

// Exit has nothing to do.
func (n numbers) Exit(js.INode) {}
