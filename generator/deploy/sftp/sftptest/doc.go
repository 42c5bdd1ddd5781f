// Package sftptest runs OpenSSH's server for the tests of other rooms. They fail where
// it is not installed.
package sftptest
