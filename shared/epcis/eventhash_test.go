package epcis

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Every event of the reference implementation's examples has the hash that is published for it: identifiers, times,
// numbers, vocabulary and extensions are read as GS1 reads them.
func TestEventHashesAreThoseOfTheReference(t *testing.T) {
	t.Parallel()
	corpora := os.Getenv("WAYBILL_CORPORA")
	if corpora == "" {
		t.Skip("WAYBILL_CORPORA does not name the folder with the event hash vectors")
	}
	inputs, err := filepath.Glob(filepath.Join(corpora, "event-hash", "*.jsonld"))
	if err != nil || len(inputs) == 0 {
		t.Fatalf("%d inputs, %v", len(inputs), err)
	}
	events := 0
	for _, input := range inputs {
		text, err := os.ReadFile(input)
		if err != nil {
			t.Fatal(err)
		}
		hashes, err := os.ReadFile(strings.TrimSuffix(input, ".jsonld") + ".hashes")
		if err != nil {
			t.Fatal(err)
		}
		var d struct {
			Context any `json:"@context"`
			Body    struct {
				Events []map[string]any `json:"eventList"`
			} `json:"epcisBody"`
		}
		dec := json.NewDecoder(strings.NewReader(string(text)))
		dec.UseNumber()
		if err := dec.Decode(&d); err != nil {
			t.Fatal(err)
		}
		want := strings.Fields(string(hashes))
		if len(want) != len(d.Body.Events) {
			t.Fatalf("%s: %d hashes for %d events", input, len(want), len(d.Body.Events))
		}
		for i, e := range d.Body.Events {
			events++
			n := standardNamespaces.with(d.Context)
			if got := eventHash(e, n); got != want[i] {
				t.Errorf("%s, event %d: %s, want %s\n%s", filepath.Base(input), i, got, want[i], preHash(e, n))
			}
		}
	}
	if events != 24 {
		t.Errorf("%d events", events)
	}
}

// Two spellings of one event have one hash; what says nothing of what happened does not change it, and anything else
// does.
func TestEventHashIsThatOfTheMeaning(t *testing.T) {
	t.Parallel()
	hash := func(event string) string {
		t.Helper()
		d, err := Parse(strings.NewReader(`{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"ext":"https://example.org/"}],` + event + `}`))
		if err != nil {
			t.Fatal(err)
		}
		return d.Events[0].Hash
	}
	const same = `"type":"ObjectEvent","action":"OBSERVE","bizStep":"shipping","eventTime":"2026-03-01T10:00:00.000Z","eventTimeZoneOffset":"+01:00",` +
		`"epcList":["https://id.gs1.org/01/09521141400012/21/A"],"ext:weight":1.5`
	want := hash(same)
	for name, event := range map[string]string{
		"other order, words, time zone and identifiers": `"ext:weight":1.50,"epcList":["https://shop.example/01/09521141400012/10/L7/21/A?x=1"],` +
			`"eventTimeZoneOffset":"+01:00","eventTime":"2026-03-01T11:00:00+01:00","bizStep":"urn:epcglobal:cbv:bizstep:shipping","action":"OBSERVE","type":"ObjectEvent"`,
		"an id, a time of recording and a remark": same + `,"eventID":"urn:uuid:7a0ff0a8-7a3b-4a6e-8a0e-1a2b3c4d5e6f","recordTime":"2026-03-02T10:00:00Z","rdfs:comment":"late"`,
	} {
		if got := hash(event); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	for name, event := range map[string]string{
		"another weight": strings.Replace(same, "1.5", "1.6", 1),
		"another serial": strings.Replace(same, "21/A", "21/B", 1),
		"another time":   strings.Replace(same, "10:00:00.000Z", "10:00:00.001Z", 1),
	} {
		if got := hash(event); got == want {
			t.Errorf("%s: the same hash", name)
		}
	}
}
