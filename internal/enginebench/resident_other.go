//go:build !linux

package main

import "os"

// resident would give the most memory that the process had resident; it is not known here.
func resident(*os.ProcessState) float64 { return 0 }
