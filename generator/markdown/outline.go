package markdown

// Outline is a document without its HTML, as it is kept between two builds: all of
// it in exported fields.
type Outline struct {
	Refs      []Ref
	Headings  []Heading
	Excerpt   string
	Words     int
	HasSeries bool
	Elsewhere []string
	Footnotes []string // their anchors
}

// Outline returns the document without its HTML.
func (d *Document) Outline() Outline {
	return Outline{d.Refs, d.Headings, d.Excerpt, d.Words, d.HasSeries, d.Elsewhere, d.footnotes}
}

// Document returns the document of the outline, whose HTML and Refs load gives every
// time that they are needed. Load must be safe for concurrent use.
func (o Outline) Document(load func() *Document) *Document {
	return &Document{Refs: o.Refs, Headings: o.Headings, Excerpt: o.Excerpt, Words: o.Words, HasSeries: o.HasSeries, Elsewhere: o.Elsewhere, footnotes: o.Footnotes, load: load}
}

// Whole returns the document with its HTML, wherever it is kept.
func (d *Document) Whole() *Document {
	if d.load == nil {
		return d
	}
	o, loaded := d.Outline(), d.load()
	o.Refs = loaded.Refs
	whole := o.Document(nil)
	whole.HTML = loaded.HTML
	return whole
}

// Markup returns the HTML of the document without the addresses of local links and
// pictures, wherever it is kept.
func (d *Document) Markup() string {
	if d.load != nil {
		return d.load().HTML
	}
	return d.HTML
}
