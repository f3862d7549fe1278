package main

import (
	"path/filepath"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// digest DATA waits until the system on the folder has left a digest, as it does on its own.
func awaitDigest(ts *testscript.TestScript, _ bool, args []string) {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	late := time.After(time.Minute)
	for {
		found, err := filepath.Glob(filepath.Join(ts.MkAbs(args[0]), "digests", "block-*.json"))
		ts.Check(err)
		if len(found) > 0 {
			return
		}
		select {
		case <-tick.C:
		case <-late:
			ts.Fatalf("there is no digest in %s", args[0])
		}
	}
}
