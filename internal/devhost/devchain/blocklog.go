package devchain

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"

	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rlp"
	"github.com/gofrs/flock"
)

const (
	magic       = "waybill block log 1\n" // followed by the hash of the genesis block
	headLen     = len(magic) + common.HashLength
	frameLen    = 12       // length of the block's RLP, CRC-32C of the length, CRC-32C of the RLP; all big-endian
	maxBlockLen = 16 << 20 // EIP-7934 allows 8 MiB
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// A blockLog is a file of blocks in the order of their numbers, from 1. What append wrote survives the end of the
// process. A block that was being written when the process ended is forgotten: nobody has seen it. A nil log keeps
// nothing.
type blockLog struct {
	file *os.File
	lock *flock.Flock
	size int64 // of the whole blocks
	last int64 // size before the last append
}

// openBlockLog opens the log or begins it. It fails if another process has it, if it belongs to another genesis block,
// or if it is damaged anywhere but at its end.
func openBlockLog(path string, genesis common.Hash) (*blockLog, error) {
	lock := flock.New(path + ".lock")
	if ok, err := lock.TryLock(); err != nil {
		return nil, fmt.Errorf("locking %s: %w", path, err)
	} else if !ok {
		return nil, fmt.Errorf("another process has %s open", path)
	}
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600) //nolint:gosec // the folder is the caller's choice
	if err != nil {
		return nil, errors.Join(err, lock.Unlock())
	}
	l := &blockLog{file: file, lock: lock}
	if err := l.readHead(append([]byte(magic), genesis[:]...)); err != nil {
		return nil, errors.Join(fmt.Errorf("reading %s: %w", path, err), l.close())
	}
	return l, nil
}

func (l *blockLog) readHead(want []byte) error {
	got := make([]byte, headLen)
	n, err := l.file.ReadAt(got, 0)
	switch {
	case err == nil && bytes.Equal(got, want):
	case errors.Is(err, io.EOF) && bytes.HasPrefix(want, got[:n]): // new, or killed while beginning
		if _, err := l.file.WriteAt(want, 0); err != nil {
			return err
		}
	case err != nil && !errors.Is(err, io.EOF):
		return err
	default:
		return errors.New("it belongs to a chain with another genesis block; remove it to begin anew")
	}
	l.size = int64(headLen)
	return nil
}

// next reads up to n blocks after those read so far; none after the last whole one. What follows that is cut off.
func (l *blockLog) next(n int) (types.Blocks, error) {
	if l == nil {
		return nil, nil
	}
	var blocks types.Blocks
	for len(blocks) < n {
		block, err := l.read()
		if err != nil {
			return nil, err
		}
		if block == nil {
			break
		}
		blocks = append(blocks, block)
	}
	return blocks, nil
}

func (l *blockLog) read() (*types.Block, error) {
	var frame [frameLen]byte
	if _, err := l.file.ReadAt(frame[:], l.size); errors.Is(err, io.EOF) {
		return nil, l.file.Truncate(l.size)
	} else if err != nil {
		return nil, err
	}
	length := binary.BigEndian.Uint32(frame[:])
	if crc32.Checksum(frame[:4], castagnoli) != binary.BigEndian.Uint32(frame[4:]) || length > maxBlockLen {
		return nil, fmt.Errorf("the log of blocks is damaged at byte %d: no block begins there", l.size)
	}
	data := make([]byte, length)
	if _, err := l.file.ReadAt(data, l.size+frameLen); errors.Is(err, io.EOF) {
		return nil, l.file.Truncate(l.size)
	} else if err != nil {
		return nil, err
	}
	if crc32.Checksum(data, castagnoli) != binary.BigEndian.Uint32(frame[8:]) {
		return nil, fmt.Errorf("the log of blocks is damaged at byte %d: wrong checksum", l.size)
	}
	block := new(types.Block)
	if err := rlp.DecodeBytes(data, block); err != nil {
		return nil, fmt.Errorf("the log of blocks is damaged at byte %d: %w", l.size, err)
	}
	l.size += frameLen + int64(length)
	return block, nil
}

// append writes a block after the others. When it returns nil, the block survives the end of the process; when it
// returns an error, the block is not in the log.
func (l *blockLog) append(b *types.Block) error {
	if l == nil {
		return nil
	}
	data, err := rlp.EncodeToBytes(b)
	if err != nil {
		return err
	}
	if len(data) > maxBlockLen {
		return fmt.Errorf("block %d is longer than %d bytes", b.NumberU64(), maxBlockLen)
	}
	record := make([]byte, frameLen, frameLen+len(data))
	binary.BigEndian.PutUint32(record, uint32(len(data))) //nolint:gosec // bounded above
	binary.BigEndian.PutUint32(record[4:], crc32.Checksum(record[:4], castagnoli))
	binary.BigEndian.PutUint32(record[8:], crc32.Checksum(data, castagnoli))
	record = append(record, data...)
	if _, err := l.file.WriteAt(record, l.size); err != nil {
		return errors.Join(fmt.Errorf("writing block %d to the log: %w", b.NumberU64(), err), l.file.Truncate(l.size))
	}
	l.last = l.size
	l.size += int64(len(record))
	return nil
}

// undo forgets the block that append wrote last.
func (l *blockLog) undo() error {
	if l == nil {
		return nil
	}
	l.size = l.last
	return l.file.Truncate(l.size)
}

func (l *blockLog) close() error {
	return errors.Join(l.file.Close(), l.lock.Unlock())
}
