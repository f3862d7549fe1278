package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
)

// accept measures how many commands a second the handler accepts durably. Another program does it, because all of the
// handler is linked into that one, and would weigh on the memory of this one's engine.
func accept(ctx context.Context, o options, f *figures) error {
	cmd := exec.CommandContext(ctx, "go", "run", "./internal/acceptbench/run")
	cmd.Stderr = os.Stderr
	line, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("measure the acceptance: %w", err)
	}
	var r struct {
		Accepted float64 `json:"accepted_per_s"`
		Inserts  float64 `json:"insert_ceiling_per_s"`
	}
	if err := json.Unmarshal(line, &r); err != nil {
		return fmt.Errorf("read what the acceptance is: %w", err)
	}
	f.Accepted, f.Inserts = tidy(r.Accepted), tidy(r.Inserts)
	o.log.Info("accepted", "accepted_per_s", f.Accepted, "insert_ceiling_per_s", f.Inserts)
	return nil
}
