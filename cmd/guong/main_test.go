package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(manyAtOnce{m}, map[string]func(){"guong": main})
}

// manyAtOnce runs more scripts at once than there are cores: on a loaded machine
// each waits for its turn, and all must end before the time of `go test` is up.
type manyAtOnce struct{ *testing.M }

func (m manyAtOnce) Run() int {
	flag.Parse()
	if err := flag.Set("test.parallel", "12"); err != nil {
		panic(err)
	}
	return m.M.Run()
}

// TestScripts runs the command as a clerk does, one file in testdata/script for
// each thing that can happen.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv("GUONG_LANG", "vi")
			root, err := filepath.Abs("../..")
			e.Setenv("PROJECT", root)
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"same":         sameTrees,
			"stories":      writeStories,
			"export":       writeExport,
			"interrupted":  interruptBuild,
			"guong-status": guongStatus,
		},
		UpdateScripts: os.Getenv("UPDATE") != "",
	})
}

// guongStatus is `guong-status N ARGS…`: runs `guong ARGS…`, which must end with status N.
func guongStatus(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec("guong", args[1:]...)
	status := exitDone
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		status = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if fmt.Sprint(status) != args[0] {
		ts.Fatalf("exit status %d, want %s", status, args[0])
	}
}

// sameTrees is `same DIR DIR`: both folders hold the same files with the same bytes.
func sameTrees(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: same DIR DIR")
	}
	a, b := readTree(ts, args[0]), readTree(ts, args[1])
	var differ []string
	for name, data := range a {
		if other, ok := b[name]; !ok || !bytes.Equal(data, other) {
			differ = append(differ, name)
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			differ = append(differ, name)
		}
	}
	if (len(differ) > 0) != neg {
		ts.Fatalf("%s and %s: files that differ: %v", args[0], args[1], differ)
	}
}

func readTree(ts *testscript.TestScript, dir string) map[string][]byte {
	tree := map[string][]byte{}
	root := ts.MkAbs(dir)
	ts.Check(filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(root, name)
		tree[rel], err = os.ReadFile(name)
		return err
	}))
	if len(tree) == 0 {
		ts.Fatalf("%s holds nothing", dir)
	}
	return tree
}

// countAndFolder reads the arguments N DIR, and makes the folder.
func countAndFolder(ts *testscript.TestScript, args []string) (n int, dir string) {
	_, err := fmt.Sscan(args[0], &n)
	ts.Check(err)
	dir = ts.MkAbs(args[1])
	ts.Check(os.MkdirAll(dir, 0o777))
	return n, dir
}

// writeStories is `stories N DIR`: N short stories in a folder.
func writeStories(ts *testscript.TestScript, _ bool, args []string) {
	n, dir := countAndFolder(ts, args)
	for i := range n {
		text := fmt.Sprintf("+++\ntitle = \"Bài số %d\"\ndate = 2024-%02d-%02d\n+++\n\n%s\n", i, 1+i%12, 1+i%28, strings.Repeat("Một câu trong bài. ", 100))
		ts.Check(os.WriteFile(filepath.Join(dir, fmt.Sprintf("bai-%d.md", i)), []byte(text), 0o666))
	}
}

// writeExport is `export N DIR`: N stories as a program that exports WordPress writes
// them, with keys of its own.
func writeExport(ts *testscript.TestScript, _ bool, args []string) {
	n, dir := countAndFolder(ts, args)
	for i := range n {
		text := fmt.Sprintf(`---
layout: post
title: "Bài số %[1]d"
date: 2014-%02[2]d-%02[3]d 10:11:00 +0700
wordpress_id: %[1]d
wordpress_url: http://cu.example/?p=%[1]d
guid: http://cu.example/?p=%[1]d
type: post
comments: []
meta:
  _edit_last: '1'
  views: '%[1]d'
---
Gọi 0912 %03[4]d %03[5]d. Một đoạn của bài.
`, i, 1+i%12, 1+i%28, 100+i/900, 100+i%900)
		ts.Check(os.WriteFile(filepath.Join(dir, fmt.Sprintf("bai-%d.md", i)), []byte(text), 0o666))
	}
}

// interruptBuild is `interrupted DIR ARGS…`: starts `guong ARGS…`, sends it
// SIGINT when it has begun to stage files in the destination DIR, and expects
// exit status 130.
func interruptBuild(ts *testscript.TestScript, _ bool, args []string) {
	program, err := exec.LookPath("guong")
	if err != nil {
		program = filepath.Join(strings.Split(ts.Getenv("PATH"), string(os.PathListSeparator))[0], "guong")
	}
	cmd := exec.Command(program, args[1:]...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = append(os.Environ(), "GUONG_LANG=vi")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	ts.Check(cmd.Start())
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	dir, name := filepath.Split(ts.MkAbs(args[0]))
	staging := filepath.Join(dir, "."+name+".guong", "staging")
	for staged := []os.DirEntry(nil); len(staged) == 0; staged, _ = os.ReadDir(staging) {
		select {
		case <-ended:
			ts.Fatalf("the build ended before it staged anything\n%s", out.String())
		case <-time.After(time.Millisecond):
		}
	}
	ts.Check(cmd.Process.Signal(os.Interrupt))
	<-ended
	if code := cmd.ProcessState.ExitCode(); code != exitInterrupted {
		ts.Fatalf("exit status %d, want %d\n%s", code, exitInterrupted, out.String())
	}
	ts.Logf("%s", out.String())
}
