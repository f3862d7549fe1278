package devhost

import (
	"time"

	"waybill/internal/devhost/protocol"
)

// newMetadata begins the metadata of an invocation with what the host always adds.
func newMetadata(f *function) *protocol.BindingData {
	d := &protocol.BindingData{}
	d.Set("sys", protocol.NewObject(
		"MethodName", f.name,
		"UtcNow", time.Now().UTC().Format("2006-01-02T15:04:05.0000000Z"),
		"RandGuid", newGUID()))
	return d
}
