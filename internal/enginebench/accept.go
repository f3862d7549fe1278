package main

import (
	"context"
	"fmt"
	"path/filepath"

	"waybill/internal/acceptbench"
)

// accept measures how many commands a second the handler accepts durably.
func accept(ctx context.Context, dir string, o options, f *figures) error {
	handler := filepath.Join(dir, "handler")
	if err := acceptbench.Build(ctx, handler); err != nil {
		return err
	}
	r, err := acceptbench.Run(ctx, acceptbench.Options{Handler: handler, Data: filepath.Join(dir, "accept")})
	if err != nil {
		return fmt.Errorf("measure the acceptance: %w", err)
	}
	o.log.Info("accepted", "accepted_per_s", tidy(r.AcceptedPerS), "insert_ceiling_per_s", tidy(r.InsertCeilingPerS))
	f.Accepted, f.Inserts = tidy(r.AcceptedPerS), tidy(r.InsertCeilingPerS)
	return nil
}
