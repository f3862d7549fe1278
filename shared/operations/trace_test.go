package operations_test

import (
	"testing"

	"waybill/shared/operations"
)

// The trace of an operation is the same whoever computes it, and another one for each operation. The vector was computed
// by hand: printf 'waybill/v1/trace\0op-3jv6k0e8r0q2mys5s8ax6b0n4c' | sha256sum.
func TestTheTraceFollowsFromTheOperation(t *testing.T) {
	t.Parallel()
	const id = "op-3jv6k0e8r0q2mys5s8ax6b0n4c"
	if got := operations.TraceID(id); got != "22c269bf3d9b67bdfbf05fb2df47c8f8" {
		t.Errorf("the trace of %s is %s", id, got)
	}
	if first, again := operations.OriginOf(id), operations.OriginOf(id); first != again {
		t.Error("an operation has two traces")
	}
	if operations.TraceID(id) == operations.TraceID(id+"x") {
		t.Error("two operations share a trace")
	}
	if operations.OriginOf("").Span == [8]byte{} {
		t.Error("the first span has no id")
	}
}
