package svg

// Kind says what was taken out of a drawing, or why it was refused.
type Kind int

// What Sanitise takes out…
const (
	Script   Kind = iota // script, event handlers, animations of addresses
	Foreign              // elements that are not of SVG, or do not draw
	Outside              // a reference that leads out of the file
	Declared             // a processing instruction, a document type with declarations
)

// … and what it refuses.
const (
	NotSVG     Kind = iota + 100 // the root is no svg
	Malformed                    // it is no XML
	Entity                       // it uses entities of its own
	Encoding                     // it is not UTF-8
	Compressed                   // it is gzip
	Deep                         // elements lie too deep in one another
)

// Removal is something that was taken out.
type Removal struct {
	Kind Kind
	What string // "script", "onclick", "href"
	Line int    // in the file, from 1
}

// RefusedError tells why a drawing was refused.
type RefusedError struct {
	Kind Kind
	Line int    // from 1; 0 if it is the whole file
	Text string // what the parser said, for Malformed
}

func (e *RefusedError) Error() string { return "svg: refused: " + e.Text }
