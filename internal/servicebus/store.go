package servicebus

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"waybill/internal/servicebus/amqp"
	"waybill/internal/servicebus/entity"
)

const (
	logName   = "queues.log"
	logMin    = 16 << 20 // bytes before a log is worth writing anew
	logGrowth = 4        // times its size when it was last written anew
	recordMax = 64 << 20 // bytes
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// A store keeps the changes of all queues in one file, each as a record: length and CRC-32C of what follows, both
// big-endian, then the change. A record counts when it is there whole: what comes after the first that is not was never
// confirmed to anybody and is dropped. A nil store keeps nothing.
type store struct {
	folder string
	lock   *flock.Flock

	mu       sync.Mutex // of the two below
	pending  []byte     // records that are not written
	appended int64      // bytes of records ever noted

	writing sync.Mutex // of the rest; taken before mu
	file    *os.File
	size    int64
	fresh   int64 // size when it was written anew
	synced  int64 // bytes of records ever noted that are durable
	failure error // after which nothing is written any more
}

// openStore fills the queues from the folder, which is made if it is missing.
func openStore(folder string, queues map[string]*queue) (*store, error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return nil, fmt.Errorf("make the broker's folder: %w", err)
	}
	st := &store{folder: folder, lock: flock.New(filepath.Join(folder, "lock"))}
	locked, err := st.lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock the broker's folder: %w", err)
	}
	if !locked {
		return nil, fmt.Errorf("folder %s is in use by another broker", folder)
	}
	if err = st.load(queues); err == nil {
		err = st.rewrite(queues)
	}
	if err != nil {
		_ = st.lock.Unlock()
		return nil, err
	}
	return st, nil
}

func (st *store) load(queues map[string]*queue) error {
	f, err := os.Open(filepath.Join(st.folder, logName))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("open the broker's log: %w", err)
	}
	defer func() { _ = f.Close() }()
	strangers := map[string]*queue{}
	r := bufio.NewReader(f)
	for {
		record, err := readRecord(r)
		if err != nil {
			return fmt.Errorf("read the broker's log: %w", err)
		}
		if record == nil {
			break
		}
		name, change, err := parseRecord(record)
		if err != nil {
			return fmt.Errorf("read the broker's log: %w", err)
		}
		q := queues[name]
		if q == nil {
			if q = strangers[name]; q == nil {
				q = newQueue(Queue{Name: name}, nil)
				strangers[name] = q
			}
		}
		q.state.Apply(change)
	}
	for name, q := range strangers {
		if q.state.Len()+q.state.DeadLetters().Len() > 0 {
			return fmt.Errorf("folder %s has messages of queue %s, which the broker does not have: add the queue or remove the folder", st.folder, name)
		}
	}
	return nil
}

// readRecord gives nil at the end, and where a record is not whole.
func readRecord(r io.Reader) ([]byte, error) {
	var head [8]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, unlessEnd(err)
	}
	size := binary.BigEndian.Uint32(head[:])
	if size == 0 || size > recordMax {
		return nil, nil
	}
	record, err := io.ReadAll(io.LimitReader(r, int64(size)))
	if err != nil {
		return nil, err
	}
	if len(record) < int(size) || crc32.Checksum(record, castagnoli) != binary.BigEndian.Uint32(head[4:]) {
		return nil, nil
	}
	return record, nil
}

func unlessEnd(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	return err
}

// rewrite replaces the log by one that leads to the queues as they are. The caller guards the queues.
func (st *store) rewrite(queues map[string]*queue) error {
	st.writing.Lock()
	defer st.writing.Unlock()
	var all []byte
	for name, q := range queues {
		for _, c := range q.state.Changes() {
			all = appendRecord(all, name, c)
		}
	}
	path := filepath.Join(st.folder, logName)
	f, err := os.OpenFile(path+".new", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("write the broker's log anew: %w", err)
	}
	_, err = f.Write(all)
	if err == nil {
		err = f.Sync()
	}
	if err == nil {
		err = os.Rename(path+".new", path)
	}
	if err == nil {
		err = syncFolder(st.folder)
	}
	if err != nil {
		_ = f.Close()
		return fmt.Errorf("write the broker's log anew: %w", err)
	}
	if st.file != nil {
		_ = st.file.Close() // all that was in it is in the new one
	}
	st.mu.Lock()
	defer st.mu.Unlock()
	st.file, st.size, st.fresh = f, int64(len(all)), int64(len(all))
	st.pending, st.synced = nil, st.appended
	return nil
}

func syncFolder(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return err
	}
	defer func() { _ = d.Close() }()
	return d.Sync()
}

// note takes a change; sync makes it durable.
func (st *store) note(queue string, c entity.Change) {
	if st == nil {
		return
	}
	st.mu.Lock()
	defer st.mu.Unlock()
	before := len(st.pending)
	st.pending = appendRecord(st.pending, queue, c)
	st.appended += int64(len(st.pending) - before)
}

// noted tells how much was noted so far, for sync.
func (st *store) noted() int64 {
	if st == nil {
		return 0
	}
	st.mu.Lock()
	defer st.mu.Unlock()
	return st.appended
}

// sync returns when all that was noted up to there is durable. Who comes while another writes is served by one write
// with all others who wait.
func (st *store) sync(upTo int64) error {
	if st == nil {
		return nil
	}
	st.writing.Lock()
	defer st.writing.Unlock()
	if st.failure != nil || st.synced >= upTo {
		return st.failure
	}
	st.mu.Lock()
	records, all := st.pending, st.appended
	st.pending = nil
	st.mu.Unlock()
	_, err := st.file.Write(records)
	if err == nil {
		err = st.file.Sync()
	}
	if err != nil { // what is in the file now is not known
		st.failure = fmt.Errorf("write the broker's log: %w", err)
		return st.failure
	}
	st.size += int64(len(records))
	st.synced = all
	return nil
}

// large tells that the log is worth writing anew.
func (st *store) large() bool {
	if st == nil {
		return false
	}
	st.writing.Lock()
	defer st.writing.Unlock()
	return st.failure == nil && st.size > logMin && st.size > logGrowth*st.fresh
}

func (st *store) close() {
	if st == nil {
		return
	}
	_ = st.sync(st.noted()) // what is not durable was not confirmed
	st.writing.Lock()
	defer st.writing.Unlock()
	_ = st.file.Close()
	_ = st.lock.Unlock()
}

func appendRecord(b []byte, queue string, c entity.Change) []byte {
	at := len(b)
	b = append(b, make([]byte, 8)...)
	m := c.Message
	fields := amqp.List{queue, uint8(c.Kind), c.Dead, m.Sequence}
	switch c.Kind {
	case entity.Put:
		fields = append(fields, m.First, m.ID, m.Session, m.HasSession, m.Payload, int32(m.State), nanos(m.EnqueuedAt), nanos(m.DueAt),
			int64(m.TTL), int64(m.Deliveries), m.Reason, m.Text)
	case entity.Sent:
		fields = append(fields, c.ID, nanos(c.At))
	case entity.Noted:
		fields = append(fields, c.ID, c.State != nil, c.State)
	case entity.Remove, entity.Number:
	}
	b = amqp.Append(b, fields)
	binary.BigEndian.PutUint32(b[at:], uint32(len(b)-at-8))
	binary.BigEndian.PutUint32(b[at+4:], crc32.Checksum(b[at+8:], castagnoli))
	return b
}

func nanos(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixNano()
}

func fromNanos(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(0, n).UTC()
}

func parseRecord(record []byte) (queue string, c entity.Change, err error) {
	value, _, err := amqp.Decode(record)
	if err != nil {
		return "", entity.Change{}, err
	}
	r := recordReader{}
	r.fields, _ = value.(amqp.List)
	queue = next[string](&r)
	c = entity.Change{Kind: entity.Kind(next[uint8](&r)), Dead: next[bool](&r)}
	m := &c.Message
	m.Sequence = next[int64](&r)
	switch c.Kind {
	case entity.Put:
		m.First, m.ID, m.Session, m.HasSession = next[int64](&r), next[string](&r), next[string](&r), next[bool](&r)
		m.Payload, m.State = next[[]byte](&r), entity.State(next[int32](&r))
		m.EnqueuedAt, m.DueAt = fromNanos(next[int64](&r)), fromNanos(next[int64](&r))
		m.TTL, m.Deliveries = time.Duration(next[int64](&r)), int(next[int64](&r))
		m.Reason, m.Text = next[string](&r), next[string](&r)
	case entity.Sent:
		c.ID, c.At = next[string](&r), fromNanos(next[int64](&r))
	case entity.Noted:
		c.ID = next[string](&r)
		has := next[bool](&r)
		if c.State = next[[]byte](&r); !has {
			c.State = nil
		}
	case entity.Remove, entity.Number:
	default:
		r.wrong = true
	}
	if r.wrong {
		return "", entity.Change{}, errors.New("a record is of another version")
	}
	return queue, c, nil
}

type recordReader struct {
	fields amqp.List
	wrong  bool
}

func next[T any](r *recordReader) T {
	var v T
	if len(r.fields) == 0 {
		r.wrong = true
		return v
	}
	v, ok := r.fields[0].(T)
	r.fields, r.wrong = r.fields[1:], r.wrong || !ok
	return v
}
