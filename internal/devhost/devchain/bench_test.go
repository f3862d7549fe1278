package devchain_test

import (
	"testing"

	"waybill/internal/devhost/devchain"
)

func BenchmarkOpenEmpty(b *testing.B) {
	for b.Loop() {
		c, err := devchain.Open(b.Context(), devchain.Options{Dir: b.TempDir()})
		if err != nil {
			b.Fatal(err)
		}
		_ = c.Close()
	}
}
