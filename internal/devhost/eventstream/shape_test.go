package eventstream

import (
	"bytes"
	"encoding/json"
	"math/big"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

const capturedABI = `[{"anonymous":false,"name":"CustodyTransferred","type":"event","inputs":[
	{"indexed":true,"name":"assetId","type":"bytes32"},
	{"indexed":true,"name":"from","type":"address"},
	{"indexed":true,"name":"to","type":"address"},
	{"indexed":false,"name":"docHash","type":"bytes32"},
	{"indexed":false,"name":"seq","type":"uint64"}]}]`

// captured is what the two connectors have in common.
type captured struct {
	Address          common.Address
	BlockNumber      string
	BlockHash        common.Hash
	TransactionIndex string
	TransactionHash  common.Hash
	LogIndex         string
	Timestamp        string
	SubID            string
	StreamID         string
	ListenerName     string
	Data             struct {
		AssetID, DocHash common.Hash
		From, To         common.Address
		Seq              string
	}
}

// readCaptured gives a captured body and its events.
func readCaptured(t *testing.T, name string) ([]byte, []captured) {
	t.Helper()
	corpora, ok := os.LookupEnv("WAYBILL_CORPORA")
	if !ok {
		t.Skip("WAYBILL_CORPORA names no folder with captured webhook requests")
	}
	body, err := os.ReadFile(filepath.Join(corpora, "webhooks", name))
	if err != nil {
		t.Fatal(err)
	}
	var events []captured
	if err := json.Unmarshal(body, &events); err != nil {
		t.Fatal(err)
	}
	return body, events
}

// event makes of a captured event the log that it must have been, and reads that.
func (c captured) event(t *testing.T, definition abi.Event, position int) event {
	t.Helper()
	number := func(s string) uint64 {
		n, err := strconv.ParseUint(s, 0, 64)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	e := event{
		abi: definition, chainID: 1337, position: position,
		log: types.Log{
			Address: c.Address, BlockNumber: number(c.BlockNumber), BlockHash: c.BlockHash, TxHash: c.TransactionHash,
			TxIndex: uint(number(c.TransactionIndex)), Index: uint(number(c.LogIndex)),
			Topics: []common.Hash{
				definition.ID, c.Data.AssetID, common.BytesToHash(c.Data.From[:]), common.BytesToHash(c.Data.To[:]),
			},
			Data: append(c.Data.DocHash.Bytes(), common.BigToHash(new(big.Int).SetUint64(number(c.Data.Seq))).Bytes()...),
		},
	}
	if at, err := time.Parse(time.RFC3339, c.Timestamp); err == nil {
		e.time = uint64(at.Unix())
	} else {
		e.time = number(c.Timestamp)
	}
	var err error
	if e.data, err = decode(definition, e.log); err != nil {
		t.Fatal(err)
	}
	return e
}

// Batches have the very bytes that the connectors sent for the same logs.
func TestBatchesAreThoseOfTheConnectors(t *testing.T) {
	t.Parallel()
	parsed, err := abi.JSON(strings.NewReader(capturedABI))
	if err != nil {
		t.Fatal(err)
	}
	for file, shapeOf := range map[string]func(captured) shape{
		"evmconnect.json": func(c captured) shape {
			return evmconnect(streamIDs{stream: c.StreamID, listener: c.SubID, name: c.ListenerName})
		},
		"ethconnect.json": func(c captured) shape {
			return ethconnect(func(string) string { return c.SubID })
		},
	} {
		want, all := readCaptured(t, file)
		var events []event
		for i, c := range all {
			events = append(events, c.event(t, parsed.Events["CustodyTransferred"], i))
		}
		got, err := shapeOf(all[0]).batch(events)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s: %d events became other bytes, beginning %.1000s", file, len(events), got)
		}
	}
}

// Parameters of every type have the form that the connectors give them.
func TestDecodesEveryType(t *testing.T) {
	t.Parallel()
	parsed, err := abi.JSON(strings.NewReader(`[{"type":"event","name":"All","inputs":[
		{"name":"topicBool","type":"bool","indexed":true},{"name":"topicText","type":"string","indexed":true},
		{"name":"topicInt","type":"int16","indexed":true},{"name":"yes","type":"bool"},{"name":"small","type":"uint8"},
		{"name":"big","type":"uint256"},{"name":"minus","type":"int64"},{"name":"who","type":"address"},
		{"name":"four","type":"bytes4"},{"name":"raw","type":"bytes"},{"name":"text","type":"string"}]}]`))
	if err != nil {
		t.Fatal(err)
	}
	all := parsed.Events["All"]
	huge, _ := new(big.Int).SetString("115792089237316195423570985008687907853269984665640564039457584007913129639935", 10)
	data, err := all.Inputs.NonIndexed().Pack(true, uint8(200), huge, int64(-5), common.Address{0xAB},
		[4]byte{0xCA, 0xFE}, []byte{0xBE, 0xEF}, `<"&`)
	if err != nil {
		t.Fatal(err)
	}
	minusTwo := common.BytesToHash(bytes.Repeat([]byte{0xff}, 32))
	minusTwo[31] = 0xfe
	got, err := decode(all, types.Log{Topics: []common.Hash{all.ID, {31: 1}, {0: 9}, minusTwo}, Data: data})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"big":"115792089237316195423570985008687907853269984665640564039457584007913129639935","four":"0xcafe0000",` +
		`"minus":"-5","raw":"0xbeef","small":"200","text":"\u003c\"\u0026",` +
		`"topicBool":true,"topicInt":"-2","topicText":"0x0900000000000000000000000000000000000000000000000000000000000000",` +
		`"who":"0xab00000000000000000000000000000000000000","yes":true}`
	if string(text) != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
}

// A wait keeps at least half of its length, and never grows.
func TestJitterStaysWithinTheUpperHalf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		wait time.Duration
		draw float64
		want time.Duration
	}{
		{0, 0.5, 0},
		{time.Second, 0, 500 * time.Millisecond},
		{time.Second, 0.5, 750 * time.Millisecond},
		{time.Second, 1, time.Second},
		{30 * time.Second, 0.1, 16500 * time.Millisecond},
		{1, 0, 0},
	} {
		if got := jittered(c.wait, c.draw); got != c.want {
			t.Errorf("jittered(%v, %v) = %v, want %v", c.wait, c.draw, got, c.want)
		}
	}
}

// A checkpoint is read as it was stored, and covers the events up to its own and no other.
func TestCheckpointCoversWhatIsNotAfterIt(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a", "b", "checkpoint.json")
	first, err := loadCheckpoint(path, 7)
	if err != nil || first != beginning(7) {
		t.Fatalf("%+v, %v", first, err)
	}
	stored := checkpoint{Block: 9, Hash: common.Hash{1}, LogIndex: 3}
	if err := stored.store(path); err != nil {
		t.Fatal(err)
	}
	if got, err := loadCheckpoint(path, 7); err != nil || got != stored {
		t.Fatalf("%+v, %v", got, err)
	}
	for _, c := range []struct {
		at    checkpoint
		block uint64
		index int64
		want  bool
	}{
		{stored, 8, 100, true},
		{stored, 9, 3, true},
		{stored, 9, 4, false},
		{stored, 10, 0, false},
		{first, 6, 0, true},
		{first, 7, 0, false},
		{checkpoint{Block: 9, LogIndex: wholeBlock}, 9, 10_000, true},
	} {
		if got := c.at.covers(checkpoint{Block: c.block, LogIndex: c.index}); got != c.want {
			t.Errorf("%+v covers log %d of block %d: %v", c.at, c.index, c.block, got)
		}
	}
}
