package main

import (
	"bufio"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"guong/generator/message"
	"guong/generator/value"
)

// asker returns what asks the person at the terminal whether an unknown server is the
// right one; nil if there is nobody to ask.
func (t terminal) asker() func(host, fingerprint string) bool {
	if !term.IsTerminal(int(os.Stdin.Fd())) || !isTerminal() {
		return nil
	}
	return func(host, fingerprint string) bool { return t.trusts(os.Stdin, host, fingerprint) }
}

// trusts asks once. What is not clearly a yes is a no.
func (t terminal) trusts(answers io.Reader, host, fingerprint string) bool {
	fmt.Fprint(t.err, message.New("command.deploy-ask", host, fingerprint).In(t.language)+" ")
	answer, _ := bufio.NewReader(answers).ReadString('\n')
	yes, clear := value.Truth(answer)
	return yes && clear
}
