package operationstest

import (
	"testing"
	"time"

	"waybill/shared/operations"
)

func (f *fixture) setAside(messages ...operations.SetAside) {
	f.Helper()
	for _, m := range messages {
		if err := f.SetAside(f.Context(), m); err != nil {
			f.Fatal(err)
		}
	}
}

// aside expects exactly these messages.
func (f *fixture) aside(limit int, want ...operations.SetAside) {
	f.Helper()
	got, err := f.SetAsides(f.Context(), limit)
	if err != nil || len(got) != len(want) {
		f.Fatalf("set aside are %v, %v; want %v", got, err, want)
	}
	for i, m := range got {
		w := want[i]
		if m.Queue != w.Queue || m.MessageID != w.MessageID || string(m.Body) != string(w.Body) || m.Reason != w.Reason || !m.At.Equal(w.At) {
			f.Errorf("message %d is %+v, want %+v", i, m, w)
		}
	}
}

func setAside(_ *testing.T, f *fixture) {
	f.aside(10)
	first := operations.SetAside{Queue: "commands", MessageID: "1", Body: []byte("{\x00\xff"), Reason: "not JSON", At: begin}
	again, empty, elsewhere := first, first, first
	again.At, again.Reason = begin.Add(time.Hour), "still not JSON"
	empty.Body = nil
	elsewhere.Queue = "transactions"
	f.setAside(first, again, empty, elsewhere, empty)
	f.aside(10, first, empty, elsewhere)
}

func setAsideInOrder(_ *testing.T, f *fixture) {
	at := func(id string, t time.Time) operations.SetAside {
		return operations.SetAside{Queue: "commands", MessageID: id, Reason: "not JSON", At: t}
	}
	late, early, same := at("late", begin.Add(time.Hour)), at("early", begin.Add(-time.Hour)), at("same", begin.Add(-time.Hour))
	f.setAside(late, early, same, at("now", time.Time{}))
	now := at("now", begin)
	f.aside(10, early, same, now, late)
	f.aside(3, early, same, now)
	f.aside(0)
}
