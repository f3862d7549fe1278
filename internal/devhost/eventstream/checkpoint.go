package eventstream

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"

	"github.com/ethereum/go-ethereum/common"
)

// A checkpoint is a place on the chain: everything in the blocks before Block, and in Block the events up to and with
// LogIndex.
type checkpoint struct {
	Block    uint64      `json:"block"`
	Hash     common.Hash `json:"hash"`     // of Block; zero if nothing of it was read
	LogIndex int64       `json:"logIndex"` // -1 if nothing of it was read
}

// wholeBlock is the LogIndex of a block that was read to its end.
const wholeBlock = math.MaxUint32

// beginning is the place before everything in the block.
func beginning(block uint64) checkpoint { return checkpoint{Block: block, LogIndex: -1} }

// covers reports whether the other place is not after this one.
func (c checkpoint) covers(other checkpoint) bool {
	return other.Block < c.Block || other.Block == c.Block && other.LogIndex <= c.LogIndex
}

// loadCheckpoint reads what store wrote; without a file it is the beginning.
func loadCheckpoint(path string, from uint64) (checkpoint, error) {
	data, err := os.ReadFile(path) //nolint:gosec // the path is the caller's choice
	if errors.Is(err, fs.ErrNotExist) {
		return beginning(from), nil
	}
	if err != nil {
		return checkpoint{}, fmt.Errorf("reading the event stream's checkpoint: %w", err)
	}
	var c checkpoint
	if err := json.Unmarshal(data, &c); err != nil {
		return checkpoint{}, fmt.Errorf("reading the event stream's checkpoint %s (remove it to deliver everything again): %w", path, err)
	}
	return c, nil
}

// store replaces the file as a whole: a process killed at any moment leaves the old checkpoint or the new one.
func (c checkpoint) store(path string) error {
	data, err := json.Marshal(c)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("writing the event stream's checkpoint: %w", err)
	}
	if err := os.WriteFile(path+".new", data, 0o600); err != nil {
		return fmt.Errorf("writing the event stream's checkpoint: %w", err)
	}
	if err := os.Rename(path+".new", path); err != nil {
		return fmt.Errorf("writing the event stream's checkpoint: %w", err)
	}
	return nil
}
