package chain_test

import (
	"fmt"
	"testing"
)

// Submitting costs one signature for each command and little else.
func BenchmarkSubmit(b *testing.B) {
	for _, commands := range []int{1, 49, 490} {
		b.Run(fmt.Sprintf("commands=%d", commands), func(b *testing.B) {
			w := newWorld(b)
			w.policy.Window = 1 << 40
			e := w.engine()
			for i := 0; b.Loop(); i += commands {
				if err := e.Submit(b.Context(), w.signer, numbered(i, commands)); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*commands), "µs/command")
		})
	}
}

// A pass over transactions that wait costs the same however many there are.
func BenchmarkMonitor(b *testing.B) {
	for _, waiting := range []int{100, 2000, 20_000} {
		b.Run(fmt.Sprintf("waiting=%d", waiting), func(b *testing.B) {
			w := newWorld(b)
			w.policy.Window = 20_000
			w.submit(numbered(0, waiting)...)
			e := w.engine()
			for b.Loop() {
				if err := e.Monitor(b.Context(), w.signer, w.settle); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Outcomes cost the same each, however many come at once.
func BenchmarkSettle(b *testing.B) {
	for _, outcomes := range []int{1, 100, 500} {
		b.Run(fmt.Sprintf("outcomes=%d", outcomes), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				w := newWorld(b)
				w.policy.Window = 20_000
				w.submit(numbered(0, outcomes)...)
				w.chain.Mine(outcomes)
				w.mine(finality)
				b.StartTimer()
				w.monitor()
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*outcomes), "µs/outcome")
		})
	}
}
