package diag

import (
	"fmt"
	"runtime"
	"strconv"
	"strings"

	"guong/generator/message"
)

// Recover turns a panic into a diagnostic of the file that was worked on, which may
// be empty. It is deferred itself, and calls report only after a panic:
//
//	defer diag.Recover(file, func(d diag.Diagnostic) { wrong.Add(d) })
func Recover(file string, report func(Diagnostic)) {
	switch cause := recover().(type) {
	case nil:
	case Diagnostic: // of a panic in another goroutine, which was recovered there
		if cause.File == "" {
			cause.File = file
		}
		report(cause)
	default:
		report(Internal(file, cause))
	}
}

// InternalID is the identifier of the message that the program failed.
const InternalID = "diag.internal"

// Internal says that the program failed, and where: those who mend it need the
// function and the line, and nobody needs the stack. It is called while the panic is
// being recovered from, when its place is still known.
func Internal(file string, cause any) Diagnostic {
	text, _, _ := strings.Cut(fmt.Sprint(cause), "\n")
	return Diagnostic{
		Position: Position{File: file},
		Message:  message.New(InternalID, panickedAt(), text),
		Hint:     message.New("diag.internal-hint"),
	}
}

// panickedAt returns the function of this program that panicked, with its line:
// "generator/markdown.(*Converter).Convert:120".
func panickedAt() string {
	const module = "guong/"
	callers := make([]uintptr, 64)
	frames := runtime.CallersFrames(callers[:runtime.Callers(1, callers)])
	panicked := false
	for {
		frame, more := frames.Next()
		if name, ours := strings.CutPrefix(frame.Function, module); panicked && ours {
			return name + ":" + strconv.Itoa(frame.Line)
		}
		panicked = panicked || frame.Function == "runtime.gopanic"
		if !more {
			return "?"
		}
	}
}
