package client

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/js"
)

// bundleOf returns the minified bundle of a.js, if that is not empty, and b.js, which
// exports x.
func bundleOf(t *testing.T, a, b string) (string, error) {
	t.Helper()
	files, order := fstest.MapFS{"b.js": {Data: []byte(b)}}, []string{"b.js"}
	if a != "" {
		files["a.js"], order = &fstest.MapFile{Data: []byte(a)}, []string{"a.js", "b.js"}
	}
	all, err := bundle(files, order, []string{"x"})
	if err != nil {
		return "", err
	}
	m := minify.New()
	m.AddFunc("js", (&js.Minifier{KeepVarNames: true}).Minify)
	out, err := m.String("js", string(all))
	if err != nil {
		t.Fatalf("%v in\n%s", err, all)
	}
	return out, nil
}

// TestBundle holds what is taken out of files and what is not: what only looks like an
// import, an export or a named number stays.
func TestBundle(t *testing.T) {
	for name, c := range map[string]struct{ a, b, want string }{
		"a name of another file": {
			`export const a = f;`, "import { a } from './a.js'\nexport const x = a",
			`const a=f,x=a;return{x}`,
		},
		"over several lines": {
			"export\nfunction a() {}", "import {\n  a, // of a.js\n} from \"./a.js\";\nexport let x = a;",
			`function a(){}let x=a;return{x}`,
		},
		"lists": {
			`const a = f, c = g; export { a, c };`, "import { a, c } from './a.js';\nconst x = a + c;\nexport { x };",
			`const a=f,c=g,x=a+c;return{x}`,
		},
		"classes and asynchronous functions": {
			`export class A {}`, "import { A } from './a.js';\nexport async function x() { return A }",
			`class A{}async function x(){return A}return{x}`,
		},
		"strings": {
			"", "export const x = [\"\\\nimport { a } from './a.js';\\\n\", 'export const y = 1;'];",
			`const x=["import { a } from './a.js';","export const y = 1;"];return{x}`,
		},
		"templates": {
			"", "const a = 7;\nexport const x = `\nimport { a } from './a.js';\nexport const y = 1; a ${a + `\nexport let z;\n`}`;",
			"const x=`\nimport { a } from './a.js';\nexport const y = 1; a ${7+`\nexport let z;\n`}`;return{x}",
		},
		"regular expressions": {
			"", "const a = 7;\nexport const x = /import \\{ a \\} from \"a.js\";[/\"]export const a = 7;/.test(a) / a / 2;",
			`const x=/import \{ a \} from "a.js";[/"]export const a = 7;/.test(7)/7/2;return{x}`,
		},
		"comments": {
			"", "/*\nimport { a } from './a.js';\n*/\n// export const x = 1;\nexport const x = f;",
			`const x=f;return{x}`,
		},
		"numbers": {
			`export const day = 24 * 60 * 60; export const half = 0.5, many = 1_000;`,
			"import { day, half, many } from './a.js';\nexport const x = [day, half * 2, many - 1, f(day)];",
			`const x=[24*60*60,.5*2,1e3-1,f(24*60*60)];return{x}`,
		},
		"numbers as members, keys and shorthand": {
			`export const day = 24;`,
			"import { day } from './a.js';\nexport const x = (o) => [o.day, { day: o }, { day }, { day: day }, 'day', { ['day']: 1 }];",
			`const x=o=>[o.day,{day:o},{day:24},{day:24},"day",{["day"]:1}];return{x}`,
		},
		"a number under the name of which something else is meant": {
			`export const day = 24;`,
			"import { day } from './a.js';\nexport const x = [day, function (day) { return day }, ({ day }) => day, () => { let day = 2; return day }];",
			`const x=[24,function(day){return day},({day})=>day,()=>{let day=2;return day}];return{x}`,
		},
		"what varies is no number": {
			"", "let n = 1; export const x = () => n++;",
			`let n=1;const x=()=>n++;return{x}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := bundleOf(t, c.a, c.b)
			if err != nil {
				t.Fatal(err)
			}
			if want := `export const{x}=(()=>{` + c.want + `})()`; strings.TrimSuffix(got, ";") != want {
				t.Errorf("\n%s, want\n%s", got, want)
			}
		})
	}
}

// TestBundleRefuses holds what the bundle would get wrong, and does not try.
func TestBundleRefuses(t *testing.T) {
	for name, c := range map[string]struct{ a, b string }{
		"a name that is not exported":  {`const a = f;`, `import { a } from "./a.js"; export const x = a;`},
		"a file that is not there":     {``, `import { a } from "./a.js"; export const x = a;`},
		"another name":                 {`export const a = f;`, `import { a as b } from "./a.js"; export const x = b;`},
		"a whole module":               {`export const a = f;`, `import * as b from "./a.js"; export const x = b;`},
		"what a module is by default":  {`export default f;`, `export const x = 1;`},
		"a default import":             {`export const a = f;`, `import b from "./a.js"; export const x = b;`},
		"an import for its effects":    {`export const a = f;`, `import "./a.js"; export const x = b;`},
		"exports of others":            {`export const a = f;`, `export { a } from "./a.js"; export const x = b;`},
		"an export under another name": {``, `const y = f; export { y as x };`},
		"parts of a value":             {``, `export const { x } = f;`},
		"one name twice":               {`const a = f;`, `const a = g; export const x = a;`},
		"no JavaScript":                {``, `export const x = ;`},
	} {
		t.Run(name, func(t *testing.T) {
			if got, err := bundleOf(t, c.a, c.b); err == nil {
				t.Errorf("no error, but %s", got)
			}
		})
	}
}
