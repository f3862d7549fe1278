package e2e_test

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"waybill/shared/custody"
	"waybill/shared/operations"
)

// picture is everything that a refused request must leave as it is: the ledger, the operations that are not the
// system's own, the keys and the documents.
func (s *scene) picture(t *testing.T) string {
	t.Helper()
	var lines []string
	every := []operations.Status{operations.Accepted, operations.Submitted, operations.Confirmed, operations.Recorded, operations.Failed, operations.Refused}
	all, err := s.Stores().Operations.Waiting(t.Context(), every, operations.Operation{}, time.Now().Add(time.Hour), 10_000)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range all {
		if o.Kind != custody.KindAnchorDigest {
			lines = append(lines, fmt.Sprintf("%s %s %s", o.ID, o.Organization, o.Status))
		}
	}
	slices.Sort(lines)
	for _, folder := range []string{"keys", "documents", "document-keys"} {
		err := filepath.WalkDir(filepath.Join(s.Settings.DataDir, folder), func(path string, _ fs.DirEntry, err error) error {
			lines = append(lines, path)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return state(t, s.System) + "\n" + strings.Join(lines, "\n") + "\n"
}

// unchanged compares two pictures.
func unchanged(t *testing.T, before, after string) {
	t.Helper()
	for sign, lines := range map[string][2]string{"-": {before, after}, "+": {after, before}} {
		for line := range strings.Lines(lines[0]) {
			if !strings.Contains(lines[1], line) {
				t.Errorf("%s %s", sign, line)
			}
		}
	}
	if before != after && !t.Failed() {
		t.Errorf("the order changed:\n%s", after)
	}
}
