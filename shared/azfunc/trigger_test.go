package azfunc_test

import (
	"context"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
)

// captured is an invocation as the host sends it, byte for byte.
func captured(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "invocations", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A queue trigger gives the step exact bytes and what the host says about them, in every form that a host, its
// documentation or a person at the admin endpoint sends.
func TestQueueInvocationsAreUnderstood(t *testing.T) {
	t.Parallel()
	forged := `{"DeliveryCount":"0","MessageId":"forged","x":1}`
	properties := map[string]json.RawMessage{"attempt": json.RawMessage(`2`), "from": json.RawMessage(`"erp"`)}
	for _, test := range []struct {
		file  string
		batch bool
		want  []azfunc.Message
	}{
		{"queue-one", false, []azfunc.Message{{Body: []byte(forged), ID: "m-1", Session: "s1", DeliveryCount: 3, Properties: properties}}},
		// Without dataType binary, the body overwrites what the host says: the reason why definitions ask for it.
		{"queue-one-text", false, []azfunc.Message{{Body: []byte(forged), ID: "forged", Session: "s1", Properties: properties}}},
		{"queue-one-plain-text", false, []azfunc.Message{{Body: []byte("hello"), ID: "m-1"}}},
		{"queue-one-documented", false, []azfunc.Message{{
			Body: []byte("hello, world"), ID: "m-1", Session: "s1", DeliveryCount: 1,
			Properties: map[string]json.RawMessage{"from": json.RawMessage(`"erp"`)},
		}}},
		{"queue-one-object", false, []azfunc.Message{{Body: []byte(`{"a":1}`)}}},
		{"queue-one-by-hand", false, []azfunc.Message{{Body: []byte(`{"a":1}`)}}},
		{"queue-one-empty", false, []azfunc.Message{{Body: []byte{}, ID: "m-1"}}},
		{"queue-batch", true, []azfunc.Message{
			{Body: []byte(`{"n":1}`), ID: "m-1", Session: "s1", DeliveryCount: 1, Properties: map[string]json.RawMessage{"n": json.RawMessage("1")}},
			{Body: []byte(`{"n":2}`), ID: "m-2", Session: "s1", DeliveryCount: 2, Properties: map[string]json.RawMessage{}},
			{Body: []byte{}, ID: "m-3", DeliveryCount: 1},
		}},
		{"queue-batch-text", true, []azfunc.Message{{Body: []byte(`{"n":1}`), ID: "m-1"}, {Body: []byte("not json"), ID: "m-2"}}},
		{"queue-batch-documented", true, []azfunc.Message{
			{Body: []byte(`{"n":1}`), ID: "m-1", DeliveryCount: 1}, {Body: []byte(`{"n":2}`), ID: "m-2", DeliveryCount: 1},
		}},
		{"queue-batch-by-hand", true, []azfunc.Message{{Body: []byte(`{"n":1}`)}}},
	} {
		t.Run(test.file, func(t *testing.T) {
			t.Parallel()
			var got []azfunc.Message
			host := azfunctest.New(t, queueFunction("Take", test.batch, func(_ context.Context, m []azfunc.Message) error {
				got = m
				return nil
			}))
			if err := host.Invoke(captured(t, test.file)); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %+v\nwant %+v", got, test.want)
			}
		})
	}
}

// An invocation that cannot be understood fails, and the step does not see it.
func TestInvocationsThatAreNotUnderstoodFail(t *testing.T) {
	t.Parallel()
	never := func(context.Context, []azfunc.Message) error { t.Error("the step was called"); return nil }
	host := azfunctest.New(t, queueFunction("Take", true, never))
	timer := azfunctest.New(t, timerFunction(func(context.Context, azfunc.Timer) error {
		t.Error("the timer was called")
		return nil
	}))
	web := azfunctest.New(t, httpFunction("Ask", "v1/ask", func(http.ResponseWriter, *http.Request) { t.Error("the handler was called") }))
	for name, test := range map[string]struct {
		host *azfunctest.Host
		body string
	}{
		"a batch whose metadata do not match": {host, string(captured(t, "queue-batch-mismatch"))},
		"metadata that are no array":          {host, `{"Data":{"msg":"[]"},"Metadata":{"MessageIdArray":"7"}}`},
		"no data for the binding":             {host, `{"Data":{"message":"YQ=="},"Metadata":{}}`},
		"no JSON":                             {host, `Data`},
		"nothing":                             {host, ``},
		"a timer with a time that is none":    {timer, `{"Data":{"timer":{"ScheduleStatus":{"Next":"noon"}}}}`},
		"a timer of another shape":            {timer, `{"Data":{"timer":{"IsPastDue":"perhaps"}}}`},
		"a timer without data":                {timer, `{"Data":{}}`},
		"a request without a method":          {web, `{"Data":{"req":{"Url":"https://x/api/v1/ask","Method":"A B"}}}`},
		"a request with a broken URL":         {web, `{"Data":{"req":{"Url":"https://x/%zz?code=secret","Method":"GET"}}}`},
		"a request of another shape":          {web, `{"Data":{"req":"GET /"}}`},
		"a body that is not base64": {
			web,
			`{"Data":{"req":{"Url":"https://x/","Method":"POST","Headers":{"Content-Type":["application/octet-stream"]},"Body":"!"}}}`,
		},
		"a request without data": {web, `{"Metadata":{}}`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := test.host.Invoke([]byte(test.body)); err == nil {
				t.Error("the invocation succeeded")
			}
		})
	}
}

// A timer gives the step the planned time of this very run, which the host calls Next.
func TestTimerInvocationsAreUnderstood(t *testing.T) {
	t.Parallel()
	for file, want := range map[string]azfunc.Timer{
		"timer":              {PastDue: true, Planned: time.Date(2026, 1, 2, 10, 5, 0, 0, time.UTC)},
		"timer-unmonitored":  {},
		"timer-first-run":    {},
		"timer-without-zone": {Planned: time.Date(2026, 1, 2, 10, 5, 0, 5e8, time.UTC)},
		"timer-by-hand":      {},
	} {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			var got azfunc.Timer
			host := azfunctest.New(t, timerFunction(func(_ context.Context, firing azfunc.Timer) error {
				got = firing
				return nil
			}))
			if err := host.Invoke(captured(t, file)); err != nil {
				t.Fatal(err)
			}
			if got != want {
				t.Errorf("got %+v, want %+v", got, want)
			}
		})
	}
}

// What azfunctest encodes arrives as it was: the two sides agree on the protocol.
func TestMessagesAndTimersSurviveTheTrip(t *testing.T) {
	t.Parallel()
	sent := []azfunc.Message{
		{Body: []byte("\x00\xff binary \" \\"), ID: "m-1", Session: "0x52908400098527886E0F7030069857D2E4169EE7", DeliveryCount: 1, Properties: map[string]json.RawMessage{}},
		{Body: []byte("abcd"), ID: `"quoted"`, Session: "<&>", DeliveryCount: 9, Properties: map[string]json.RawMessage{"k": json.RawMessage(`{"a":[1]}`)}},
	}
	for _, batch := range []bool{false, true} {
		var got []azfunc.Message
		host := azfunctest.New(t, queueFunction("Take", batch, func(_ context.Context, m []azfunc.Message) error {
			got = append(got, m...)
			return nil
		}))
		if err := host.Messages(sent...); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, sent) {
			t.Errorf("batch %v: got %+v\nwant %+v", batch, got, sent)
		}
	}
	fired := azfunc.Timer{PastDue: true, Planned: time.Date(2026, 1, 2, 10, 5, 0, 100, time.UTC)}
	var got azfunc.Timer
	host := azfunctest.New(t, timerFunction(func(_ context.Context, firing azfunc.Timer) error { got = firing; return nil }))
	if err := host.Timer(fired); err != nil || got != fired {
		t.Errorf("got %+v, %v; want %+v", got, err, fired)
	}
}

func queueFunction(name string, batch bool, step azfunc.MessageHandler) azfunc.Function {
	return azfunc.Function{
		Definition: azfunc.Definition{Name: name, Trigger: azfunc.QueueTrigger{Queue: "orders", Sessions: true, Batch: batch}},
		Messages:   step,
	}
}

func timerFunction(step azfunc.TimerHandler) azfunc.Function {
	return azfunc.Function{
		Definition: azfunc.Definition{Name: "Tick", Trigger: azfunc.TimerTrigger{Schedule: "0 */5 * * * *"}}, Timer: step,
	}
}

func httpFunction(name, route string, step http.HandlerFunc) azfunc.Function {
	methods := []string{http.MethodGet, http.MethodPost, http.MethodHead}
	return azfunc.Function{
		Definition: azfunc.Definition{Name: name, Trigger: azfunc.HTTPTrigger{Methods: methods, Route: route, Level: azfunc.AuthAnonymous}},
		HTTP:       step,
	}
}
