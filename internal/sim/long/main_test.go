package main

import (
	"io"
	"strings"
	"testing"
)

// One run can be repeated by its seed; if there was nothing wrong with it, that is no failure.
func TestOneRunIsRepeated(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := run(t.Context(), []string{"-seed", "7"}, &out, io.Discard); err != nil || !strings.HasPrefix(out.String(), "seed 7: ") {
		t.Errorf("%v, %q", err, out.String())
	}
}

// A bad engine's run is repeated with its findings, and with every call if asked for.
func TestABadEnginesRunIsRepeated(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	err := run(t.Context(), []string{"-seed", "0", "-variant", "absence", "-trace"}, &out, io.Discard)
	if err == nil || !strings.Contains(out.String(), "PollConfirmations node.receipts") || !strings.HasSuffix(err.Error(), " findings") {
		t.Errorf("%v, %d bytes", err, out.Len())
	}
}

// A variant that does not exist is a mistake of the caller's.
func TestUnknownVariantIsRefused(t *testing.T) {
	t.Parallel()
	if err := run(t.Context(), []string{"-seed", "0", "-variant", "perfect"}, io.Discard, io.Discard); err == nil {
		t.Error("it ran")
	}
}
