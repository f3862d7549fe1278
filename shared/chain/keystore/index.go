package keystore

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"waybill/shared/custody"
)

// settled is how old a folder's last change must be for what was read of it to count: within the resolution of a file
// system's clock, a second change could hide behind the first.
const settled = 2 * time.Second

// An index remembers whose keys are in the folder, as long as the folder does not change: every command asks for them.
type index struct {
	mu      sync.Mutex
	keys    map[custody.OrganizationID]*keys
	changed time.Time // the folder's last change when it was read; zero if that was too recent
}

// keys are what the folder has of one organisation.
type keys struct {
	first, others []custody.Address
	broken        error // of a file that cannot be read
}

// of gives the organisation's keys, its first one first and the others in the order of their files.
func (x *index) of(dir string, organization custody.OrganizationID) ([]custody.Address, error) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := x.read(dir); err != nil {
		return nil, err
	}
	own := x.keys[organization]
	if own == nil {
		return nil, nil
	}
	return append(append([]custody.Address(nil), own.first...), own.others...), own.broken
}

func (x *index) read(dir string) error {
	folder, err := os.Stat(dir)
	if err != nil || x.keys != nil && folder.ModTime().Equal(x.changed) {
		return err
	}
	begun := time.Now()
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	x.keys, x.changed = map[custody.OrganizationID]*keys{}, time.Time{}
	for _, e := range entries {
		base, isKey := strings.CutSuffix(e.Name(), suffix)
		if !isKey {
			continue
		}
		name, _, more := strings.Cut(base, ".")
		own := x.keys[custody.OrganizationID(name)]
		if own == nil {
			own = &keys{}
			x.keys[custody.OrganizationID(name)] = own
		}
		address, err := addressIn(filepath.Join(dir, e.Name()))
		switch {
		case err != nil:
			own.broken = err
		case more:
			own.others = append(own.others, address)
		default:
			own.first = append(own.first, address)
		}
	}
	if begun.Sub(folder.ModTime()) > settled {
		x.changed = folder.ModTime()
	}
	return nil
}

// forget has the folder read again.
func (x *index) forget() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.keys = nil
}
