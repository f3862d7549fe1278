//go:build !linux

package devhost

import "syscall"

// dieWithParent has no counterpart outside Linux: a host that is itself killed leaves its handler running.
func dieWithParent() *syscall.SysProcAttr { return nil }
