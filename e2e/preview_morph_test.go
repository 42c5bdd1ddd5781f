package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"guong/generator/preview/client"
)

// newMorphPage opens a page that holds html, with the modules of the preview at
// hand. The function change(edit) makes of the page what edit makes of its source,
// and returns whether it could.
func newMorphPage(t *testing.T, html string) *page {
	t.Helper()
	dir := unpack(t, "-- index.html --\n<!doctype html><html lang=\"vi\"><meta charset=\"utf-8\"><title>Morph</title>"+
		"<link rel=\"icon\" href=\"data:,\"><link rel=\"stylesheet\" href=\"/page.css\"><body>"+html+"\n-- page.css --\n"+
		"body { margin: 0 } p { height: 150px; margin: 0 } .box { height: 60px; overflow: auto } .tall { height: 900px }\n"+
		"-- other.css --\nbody { color: rgb(1, 2, 3) }\n")
	if err := os.CopyFS(filepath.Join(dir, "__guong"), client.FS); err != nil {
		t.Fatal(err)
	}
	p := newPage(t, serve(t, dir))
	p.open("/")
	p.exec(`(async () => {
		const {morph} = await import("/__guong/morph.js")
		const {hold} = await import("/__guong/place.js")
		const lives = new Map()
		const walk = (node, live) => {
			lives.set(node, live)
			node.childNodes.forEach((child, i) => walk(child, live.childNodes[i]))
		}
		let old = document.documentElement.cloneNode(true), now = lives
		walk(old, document.documentElement)
		window.change = async edit => {
			const fresh = new DOMParser().parseFromString(old.outerHTML, "text/html")
			edit(fresh)
			const back = hold()
			const done = morph(now, old, fresh.documentElement)
			back(done.touched)
			old = fresh.documentElement
			now = done.lives
			await done.styled
			return true
		}
	})()`)
	return p
}

// long is text of ten screens.
var long = strings.Repeat("<p>Một đoạn như mọi đoạn.</p>", 50)

// TestMorphKeeps proves that what a reader did to a page outlives a change of it.
func TestMorphKeeps(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, html string
		do         string // what the reader does
		edit       string // the change of the source, doc
		look       string // what must be as it was …
		changed    string // … and what must be true after the change
	}{
		{
			name: "scroll when text is put in above", html: `<p id="a">a</p>` + long + `<p id="z">đọc</p>` + long,
			do:      `scrollTo(0, document.querySelector("#z").offsetTop - 200)`,
			edit:    `doc.querySelector("#a").outerHTML = "<p>một</p><p>hai</p><p>ba</p>"`,
			look:    `document.querySelector("#z").getBoundingClientRect().top`,
			changed: `!document.querySelector("#a") && document.body.innerText.startsWith("một")`,
		},
		{
			name: "scroll when text is taken away above", html: `<p>a</p><p>b</p><p>c</p>` + long + `<p id="z">đọc</p>` + long,
			do:      `scrollTo(0, document.querySelector("#z").offsetTop - 200)`,
			edit:    `doc.querySelector("p").remove(); doc.querySelector("p").remove()`,
			look:    `document.querySelector("#z").getBoundingClientRect().top`,
			changed: `document.body.innerText.startsWith("c")`,
		},
		{
			name: "scroll when all that is in view changes", html: long + `<div class="tall" id="z">đọc</div>` + long,
			do:      `scrollTo(0, document.querySelector("#z").offsetTop + 20)`,
			edit:    `doc.querySelector("p").remove(); doc.querySelector("#z").textContent = "khác"`,
			look:    `document.querySelector("#z").getBoundingClientRect().top`,
			changed: `document.querySelector("#z").textContent == "khác"`,
		},
		{
			name: "the top of the page", html: `<p>a</p>` + long,
			edit:    `doc.body.insertAdjacentHTML("afterbegin", "<p>trước</p>")`,
			look:    `scrollY`,
			changed: `document.body.innerText.startsWith("trước")`,
		},
		{
			name: "scroll of a part", html: `<p>a</p><div class="box">` + long + `</div><p>b</p>`,
			do:      `document.querySelector(".box").scrollTop = 777`,
			edit:    `doc.querySelector("p").textContent = "khác"; doc.querySelector(".box p:last-child").remove()`,
			look:    `document.querySelector(".box").scrollTop`,
			changed: `document.querySelectorAll(".box p").length == 49`,
		},
		{
			name: "focus, selection and what was typed", html: `<h1>Tít</h1><form><label>Tìm <input name="q"></label></form><p>a</p>`,
			do:      `document.querySelector("input").focus(); document.querySelector("input").value = "Nguyễn Văn"; document.querySelector("input").setSelectionRange(2, 5)`,
			edit:    `doc.querySelector("h1").remove(); doc.querySelector("form").className = "khac"; doc.querySelector("label").prepend("Hãy ")`,
			look:    `[document.activeElement.value, document.activeElement.selectionStart, document.activeElement.selectionEnd].join()`,
			changed: `document.body.firstChild.className == "khac" && document.querySelector("label").textContent == "Hãy Tìm "`,
		},
		{
			name: "focus of what changes its parent", html: `<div><h2 id="x"><button id="b">b</button></h2></div><section></section>`,
			do:      `document.querySelector("button").focus()`,
			edit:    `doc.querySelector("section").append(doc.querySelector("h2")); doc.querySelector("div").remove()`,
			look:    `document.activeElement.id`,
			changed: `document.querySelector("section button")`,
		},
		{
			name: "selected text", html: `<p>Cô giáo Lan mở lớp học đêm cho công nhân.</p>`,
			do:      `getSelection().setBaseAndExtent(document.querySelector("p").firstChild, 8, document.querySelector("p").firstChild, 11)`,
			edit:    `doc.querySelector("p").textContent = "Bài báo: Cô giáo Lan mở lớp học đêm cho công nhân."`,
			look:    `String(getSelection())`,
			changed: `document.body.innerText.startsWith("Bài")`,
		},
		{
			name: "open details", html: `<details><summary>Nữa</summary>chữ</details><details open><summary>Khác</summary>chữ</details>`,
			do:      `document.querySelectorAll("details").forEach(d => d.open = !d.open)`,
			edit:    `doc.body.prepend("trước"); doc.querySelector("details").append(" nữa")`,
			look:    `[...document.querySelectorAll("details")].map(d => d.open).join()`,
			changed: `document.querySelector("details").textContent.endsWith("nữa")`,
		},
		{
			name: "boxes and choices", html: `<p>a</p><input type="checkbox"><select><option>1<option>2</select><textarea>x</textarea>`,
			do:      `document.querySelector("input").checked = true; document.querySelector("select").value = 2; document.querySelector("textarea").value = "y"`,
			edit:    `doc.querySelector("p").remove(); doc.querySelector("select").className = "khac"; doc.querySelector("textarea").textContent = "z"`,
			look:    `[document.querySelector("input").checked, document.querySelector("select").value, document.querySelector("textarea").value].join()`,
			changed: `!document.querySelector("p") && document.querySelector(".khac")`,
		},
		{
			name: "what scripts have made", html: `<h1>Tít</h1><form><input></form><ul><li>a</li><li>b</li></ul>`,
			do: `document.querySelector("input").setAttribute("role", "combobox"); document.querySelector("input").after(document.createElement("menu"));
				document.querySelector("li").hidden = true; document.querySelector("li + li").remove(); document.querySelector("ul").append(document.createElement("b"))`,
			edit:    `doc.querySelector("h1").textContent = "Khác"; doc.querySelector("input").className = "khac"; doc.querySelector("ul").append(doc.createElement("hr"))`,
			look:    `document.querySelector("input").role + document.querySelectorAll("menu, li[hidden], ul b").length + document.querySelectorAll("li").length`,
			changed: `document.querySelector("h1").textContent == "Khác" && document.querySelector("input.khac") && document.querySelector("ul hr")`,
		},
		{
			name: "an open dialog that is moved", html: `<p>a</p><p>b</p><dialog>Hỏi</dialog>`,
			do:      `document.querySelector("dialog").showModal()`,
			edit:    `doc.body.prepend(doc.querySelector("dialog")); doc.querySelector("p").remove()`,
			look:    `document.querySelector("dialog").matches(":modal")`,
			changed: `document.body.firstChild.localName == "dialog"`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newMorphPage(t, c.html)
			if c.do != "" {
				p.exec(c.do + ";0")
			}
			before := eval[any](p, c.look)
			p.exec(`change(doc => {` + c.edit + `})`)
			if !eval[bool](p, "!!("+c.changed+")") {
				t.Errorf("the page has not changed: %s", eval[string](p, "document.body.outerHTML"))
			}
			if diff := cmp.Diff(before, eval[any](p, c.look)); diff != "" {
				t.Errorf("%s:\n%s", c.look, diff)
			}
			// A browser may still have something to correct.
			p.exec(`new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))`)
			if diff := cmp.Diff(before, eval[any](p, c.look)); diff != "" {
				t.Errorf("%s, a frame later:\n%s", c.look, diff)
			}
			p.untroubled()
		})
	}
}

// TestMorphHead proves that titles and sheets follow, the sheets without a moment
// that has none.
func TestMorphHead(t *testing.T) {
	t.Parallel()
	p := newMorphPage(t, "<p>a</p>")
	p.exec(`window.least = 9; new MutationObserver(() => least = Math.min(least, document.styleSheets.length)).observe(document.head, {childList: true})`)
	p.exec(`change(doc => { doc.title = "Mới"; doc.querySelector("[rel=stylesheet]").href = "/other.css" })`)
	if got := eval[string](p, `document.title + " " + getComputedStyle(document.body).color + " " + document.querySelectorAll("[rel=stylesheet]").length + " " + least`); got != "Mới rgb(1, 2, 3) 1 1" {
		t.Errorf("after the change: %s", got)
	}
}

// TestMorphConflict proves that a change to what a script has changed is not lost
// silently.
func TestMorphConflict(t *testing.T) {
	t.Parallel()
	p := newMorphPage(t, "<p>a</p><p>b</p>")
	p.exec(`document.querySelector("p").textContent = "của máy"; 0`)
	if got := eval[string](p, `change(doc => { doc.querySelector("p").textContent = "của người" }).catch(e => e.constructor.name)`); got != "Conflict" {
		t.Errorf("got %q", got)
	}
}

// randomEdits morphs random trees into what random edits make of them, while a
// script adds things of its own, and returns what went wrong.
const randomEdits = `(async () => {
	const {morph} = await import("/__guong/morph.js")
	const faults = []
	let state
	const random = n => { // mulberry32
		state = state + 0x6D2B79F5 | 0
		let t = Math.imul(state ^ state >>> 15, 1 | state)
		t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t
		return ((t ^ t >>> 14) >>> 0) % n
	}
	const pick = list => list[random(list.length)]
	let ids
	const leaf = () => random(3) ? document.createTextNode(pick(["a", "b", "chữ", " ", "\n"]) + (random(3) ? "" : random(99))) : document.createComment("c" + random(3))
	const tree = depth => {
		if (!depth || !random(4)) return leaf()
		const element = document.createElement(pick(["div", "p", "ul", "li", "span", "details", "section"]))
		if (!random(3)) element.id = "i" + ids++
		if (!random(3)) element.className = pick(["x", "y", "z"])
		for (let n = random(6); n > 0; n--) element.append(tree(depth - 1))
		return element
	}
	const all = root => [...root.querySelectorAll("*")]
	const nodes = root => all(root).flatMap(e => [...e.childNodes])
	const edit = root => {
		const parent = pick([root, ...all(root)])
		const node = pick(nodes(root))
		const before = pick([...parent.childNodes, null])
		switch (random(9)) {
		case 0: parent.insertBefore(tree(2), before); break
		case 1: node?.remove(); break
		case 2: if (node && !node.contains(parent) && node != before) parent.insertBefore(node, before); break
		case 3: if (node?.data) node.data += random(9); break
		case 4: if (node?.setAttribute) node.className = "k" + random(4); break
		case 5: if (node?.setAttribute) random(2) ? node.removeAttribute("id") : node.id = "i" + ids++; break
		case 6: if (node) { const around = document.createElement("div"); node.replaceWith(around); around.append(node) } break
		case 7: if (node?.children) node.replaceWith(...node.childNodes); break
		case 8: if (node) { const copy = node.cloneNode(true); if (copy.children) [copy, ...all(copy)].forEach(e => e.removeAttribute("id")); node.after(copy) } break
		}
	}
	const byId = root => new Map([...root.querySelectorAll("[id]")].map(e => [e.id, e]))
	const plain = root => {
		const copy = root.cloneNode(true)
		copy.querySelectorAll("b").forEach(e => e.remove())
		for (const e of [copy, ...all(copy)]) e.removeAttribute("data-script")
		copy.normalize()
		return copy
	}
	let morphed = 0, held = 0
	for (let seed = 1; seed <= 320; seed++) {
		state = seed
		ids = 0
		let old = document.createElement("main")
		for (let n = random(7); n > 0; n--) old.append(tree(3))
		const live = old.cloneNode(true)
		document.body.append(live)
		let lives = new Map()
		const walk = (a, b) => { lives.set(a, b); a.childNodes.forEach((c, i) => walk(c, b.childNodes[i])) }
		walk(old, live)
		for (let step = 0; step < 6; step++) {
			const fresh = old.cloneNode(true)
			for (let n = 1 + random(4); n > 0; n--) edit(fresh)
			const [were, kinds, wanted] = [byId(live), byId(old), byId(fresh)]
			try {
				lives = morph(lives, old, fresh).lives
			} catch (error) {
				faults.push(seed + "." + step + ": " + error.stack)
				break
			}
			const target = plain(fresh)
			if (!plain(live).isEqualNode(target)) {
				faults.push(seed + "." + step + ": is\n" + plain(live).outerHTML + "\nnot\n" + target.outerHTML + "\nbefore\n" + old.outerHTML)
				break
			}
			const now = byId(live)
			for (const [id, element] of wanted) {
				if (kinds.get(id)?.localName !== element.localName) continue
				held++
				if (now.get(id) !== were.get(id)) faults.push(seed + "." + step + ": #" + id + " is another")
			}
			old = fresh
			morphed++
			if (seed % 2) continue
			const parent = pick([live, ...all(live)])
			parent.dataset.script = step
			parent.insertBefore(document.createElement("b"), pick([...parent.childNodes, null]))
		}
		live.remove()
	}
	return JSON.stringify({faults: faults.slice(0, 3), morphed, held})
})()`

// TestMorphReachesTarget proves on random trees that the page becomes what is
// wanted, that what has an id stays the same node, and that nothing that a script
// has added is touched.
func TestMorphReachesTarget(t *testing.T) {
	t.Parallel()
	p := newMorphPage(t, "")
	result := eval[string](p, randomEdits)
	if !strings.HasPrefix(result, `{"faults":[],"morphed":1920,`) {
		t.Error(result)
	}
}
