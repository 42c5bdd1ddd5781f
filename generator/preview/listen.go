package preview

import (
	"errors"
	"net"
	"strconv"
	"strings"
	"syscall"

	"guong/generator/diag"
	"guong/generator/message"
)

// listen opens the address. Nil comes with the reason.
func listen(address string) (net.Listener, diag.List) {
	listener, err := net.Listen("tcp", address)
	if err == nil {
		return listener, nil
	}
	d := diag.Diagnostic{Message: message.New("preview.listen", address, err.Error()), Hint: message.New("preview.listen-hint")}
	var busy *net.OpError
	if errors.As(err, &busy) && (errors.Is(err, syscall.EADDRINUSE) || strings.Contains(err.Error(), "Only one usage")) {
		_, port, _ := net.SplitHostPort(address)
		d.Message = message.New("preview.port-taken", port)
		if number, err := strconv.Atoi(port); err == nil {
			if program := portOwner(number); program != "" {
				d.Message = message.New("preview.port-taken-by", port, program)
			}
		}
		d.Hint = message.New("preview.port-taken-hint")
	}
	return nil, diag.List{d}
}

// IsLoopback reports whether nobody but this machine can reach an address.
func IsLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// visible returns an address as a browser on this machine takes it.
func visible(at net.Addr) string {
	host, port, err := net.SplitHostPort(at.String())
	if err != nil {
		return at.String()
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}

// hosts returns the values of the Host header that are answered: the names of this
// machine for itself, and the address that was listened at. A name that somebody
// else made point here is none of them (DNS rebinding).
func hosts(at net.Addr) map[string]bool {
	host, port, err := net.SplitHostPort(at.String())
	if err != nil {
		return nil
	}
	allowed := map[string]bool{}
	add := func(name string) {
		allowed[net.JoinHostPort(name, port)] = true
		if port == "80" {
			allowed[name] = true
		}
	}
	for _, name := range []string{"localhost", "127.0.0.1", "::1", host} {
		add(name)
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		addresses, _ := net.InterfaceAddrs()
		for _, a := range addresses {
			if network, ok := a.(*net.IPNet); ok {
				add(network.IP.String())
			}
		}
	}
	return allowed
}
