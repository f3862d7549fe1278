package azuretable_test

import (
	"crypto/rand"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"waybill/internal/azurite"
	"waybill/shared/operations"
	"waybill/shared/operations/operationstest"
	"waybill/shared/tables"
)

// What an operation costs from Create to its end, in three moves, beside the bare table: the same number of entities, each
// inserted by a request of its own and by transactions of the same size.
func BenchmarkCreateAndAdvance(b *testing.B) {
	for _, writers := range []int{1, 16} {
		b.Run(fmt.Sprint("writers=", writers), func(b *testing.B) {
			store := openAt(b, newPlace(b), time.Now)
			run := rand.Text()
			inParallel(b, writers, func(i int) error {
				o := operationstest.Sample(fmt.Sprint(run, i), fmt.Sprint("asset-", i), fmt.Sprint("org-", i))
				o.Signer[0] = byte(i % 4)
				if _, _, err := store.Create(b.Context(), o); err != nil {
					return err
				}
				for _, status := range []operations.Status{operations.Submitted, operations.Confirmed, operations.Recorded} {
					if err := store.Advance(b.Context(), o.Organization, o.ID, operations.Outcome{Status: status}); err != nil {
						return err
					}
				}
				return nil
			})
		})
	}
}

// BenchmarkCreate is the part of it for which a caller waits.
func BenchmarkCreate(b *testing.B) {
	for _, writers := range []int{1, 16} {
		b.Run(fmt.Sprint("writers=", writers), func(b *testing.B) {
			store := openAt(b, newPlace(b), time.Now)
			inParallel(b, writers, func(i int) error {
				o := operationstest.Sample(fmt.Sprint(i), fmt.Sprint("asset-", i), fmt.Sprint("org-", i))
				o.Signer[0] = byte(i % 4)
				_, _, err := store.Create(b.Context(), o)
				return err
			})
		})
	}
}

// BenchmarkRawInserts writes what one Create writes, without any condition or reading: the row and its three companions,
// two claims and the reference from the command.
func BenchmarkRawInserts(b *testing.B) {
	for _, writers := range []int{1, 16} {
		for _, together := range []bool{false, true} {
			b.Run(fmt.Sprintf("writers=%d/together=%v", writers, together), func(b *testing.B) {
				table, err := tables.Open(b.Context(), tables.Place{Connection: azurite.Start(b).ConnectionString(), Table: "t" + strings.ToLower(rand.Text())})
				if err != nil {
					b.Fatal(err)
				}
				inParallel(b, writers, func(i int) error {
					var writes []tables.Write
					for n := range 7 {
						e := tables.NewEntity(fmt.Sprint("p", i%16), fmt.Sprint(i, "-", n))
						if n == 0 {
							if err := e.SetBytes("Body", make([]byte, 300)); err != nil {
								return err
							}
						}
						writes = append(writes, tables.Insert(e))
					}
					if together {
						_, err := table.Commit(b.Context(), writes...)
						return err
					}
					for _, w := range writes {
						if _, err := table.Commit(b.Context(), w); err != nil {
							return err
						}
					}
					return nil
				})
			})
		}
	}
}

// inParallel hands out turns until the benchmark has enough.
func inParallel(b *testing.B, writers int, do func(i int) error) {
	var all sync.WaitGroup
	turns := make(chan int)
	for range writers {
		all.Go(func() {
			for i := range turns {
				if err := do(i); err != nil {
					b.Error(err)
				}
			}
		})
	}
	i := 0
	for b.Loop() {
		i++
		turns <- i
	}
	close(turns)
	all.Wait()
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "operations/s")
}

// What a block has recorded is told in one go.
func BenchmarkAdvanceAll(b *testing.B) {
	for _, n := range []int{1, 50, 500} {
		b.Run(fmt.Sprint("moves=", n), func(b *testing.B) {
			store := openAt(b, newPlace(b), time.Now)
			i := 0
			for b.Loop() {
				b.StopTimer()
				var moves []operations.Move
				for range n {
					i++
					o, _, err := store.Create(b.Context(), operationstest.Sample(fmt.Sprint(i)))
					if err != nil {
						b.Fatal(err)
					}
					moves = append(moves, operations.Move{Organization: o.Organization, Operation: o.ID, Outcome: operations.Outcome{Status: operations.Recorded}})
				}
				b.StartTimer()
				if err := store.AdvanceAll(b.Context(), moves); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N*n)/b.Elapsed().Seconds(), "moves/s")
		})
	}
}
