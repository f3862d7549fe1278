package sqldb_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"waybill/shared/sqldb"
)

// hammer writes pairs of rows from many goroutines and prints the label of each pair that is durable, until it is killed.
func hammer(t *testing.T, path string) {
	db, err := sqldb.Open(t.Context(), path, schema)
	if err != nil {
		t.Fatal(err)
	}
	group := sqldb.NewGroup(db)
	var all sync.WaitGroup
	for w := range 8 {
		all.Go(func() {
			for i := 0; ; i++ {
				label := fmt.Sprint(w, "-", i)
				err := group.Write(t.Context(), func(ctx context.Context, tx *sqldb.Tx) error {
					if err := put(ctx, tx, label); err != nil {
						return err
					}
					return put(ctx, tx, label)
				})
				if err != nil {
					t.Error(err)
					return
				}
				fmt.Println(label)
			}
		})
	}
	all.Wait()
}

// Of a process that is killed while many of its goroutines write, every write that returned is there, and no write by
// half.
func TestKilledProcessLosesNothingItWasToldOf(t *testing.T) {
	if path := os.Getenv("SQLDB_TEST_HAMMER"); path != "" {
		hammer(t, path)
		return
	}
	t.Parallel()
	path := filepath.Join(t.TempDir(), "box.db")
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestKilledProcessLosesNothingItWasToldOf$")
	cmd.Env = append(os.Environ(), "SQLDB_TEST_HAMMER="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{}
	for lines := bufio.NewScanner(out); lines.Scan(); told[lines.Text()] = true {
		if len(told) == 300 {
			_ = cmd.Process.Kill() // what is in the pipe is read all the same
		}
	}
	_ = cmd.Wait() // says that it was killed
	if len(told) < 300 {
		t.Fatalf("it ended by itself after %d writes", len(told))
	}
	rows, err := open(t, path, schema).Query("SELECT label, count(*) FROM box GROUP BY label")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var label string
		var count int
		if err := rows.Scan(&label, &count); err != nil {
			t.Fatal(err)
		}
		if count != 2 {
			t.Errorf("%s is there %d times, want both rows or none", label, count)
		}
		delete(told, label)
	}
	if rows.Err() != nil || len(told) > 0 {
		t.Errorf("%v; lost are %v", rows.Err(), told)
	}
}
