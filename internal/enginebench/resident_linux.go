package main

import (
	"os"
	"syscall"
)

// resident gives the most memory in MB that the process had resident.
func resident(p *os.ProcessState) float64 {
	if usage, ok := p.SysUsage().(*syscall.Rusage); ok {
		return float64(usage.Maxrss) / 1024 // Linux counts in kilobytes
	}
	return 0
}
