package preview

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// portOwner returns the name and number of the program that listens at a port, as
// far as Linux tells (proc(5): /proc/net/tcp and /proc/PID/fd); empty if not.
func portOwner(port int) string {
	inodes := map[string]bool{}
	for _, table := range []string{"/proc/net/tcp", "/proc/net/tcp6"} {
		raw, err := os.ReadFile(table)
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(raw)) {
			const listening = "0A"
			fields := strings.Fields(line)
			if len(fields) > 9 && strings.HasSuffix(fields[1], fmt.Sprintf(":%04X", port)) && fields[3] == listening {
				inodes["socket:["+fields[9]+"]"] = true
			}
		}
	}
	if len(inodes) == 0 {
		return ""
	}
	links, _ := filepath.Glob("/proc/[0-9]*/fd/*")
	for _, link := range links {
		if target, err := os.Readlink(link); err != nil || !inodes[target] {
			continue
		}
		process := filepath.Dir(filepath.Dir(link))
		name, err := os.ReadFile(process + "/comm")
		if err != nil {
			return ""
		}
		return strings.TrimSpace(string(name)) + " (" + filepath.Base(process) + ")"
	}
	return ""
}
