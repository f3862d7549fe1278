package azfunctest_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"waybill/shared/azfunc"
	"waybill/shared/azfunc/azfunctest"
)

// The host's encoding, value by value: everything but bytes and objects is JSON text inside a JSON string.
func TestValuesAreEncodedAsTheHostDoes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		value any
		want  string
	}{
		{"hello", `"\"hello\""`},
		{`{"a":1}`, `"\"{\\\"a\\\":1}\""`},
		{[]byte("hello"), `"aGVsbG8="`},
		{5, `"5"`},
		{true, `"true"`},
		{nil, `"null"`},
		{"c0ffee00-0000-4000-8000-000000000001", `"\"c0ffee00-0000-4000-8000-000000000001\""`},
		{[]string{"a", "b"}, `"[\"a\",\"b\"]"`},
		{map[string]any{"Id": 1, "Name": "x"}, `{"Id":1,"Name":"x"}`},
		{"<&>é", `"\"<&>é\""`},
	} {
		if got := string(azfunctest.EncodeValue(test.value)); got != test.want {
			t.Errorf("%v: got %s, want %s", test.value, got, test.want)
		}
	}
}

// Header and query values, parameters and the body of a request are where the host puts them.
func TestRequestsAreDescribedAsTheHostDoes(t *testing.T) {
	t.Parallel()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "http://app.test/api/orders/42?x=1&x=2", http.NoBody)
	r.Header.Set("Content-Type", "application/octet-stream")
	var got struct{ Data map[string]json.RawMessage }
	if err := json.Unmarshal(azfunctest.EncodeRequest("req", r, map[string]string{"id": "42"}, []byte{0xff}), &got); err != nil {
		t.Fatal(err)
	}
	want := `{"Body":"/w==","Headers":{"Content-Type":["application/octet-stream"],"Host":["app.test"]},"Identities":[],` +
		`"Method":"POST","Params":{"id":"42"},"Query":{"x":"1,2"},"Url":"https://app.test/api/orders/42?x=1&x=2"}`
	if string(got.Data["req"]) != want {
		t.Errorf("got %s", got.Data["req"])
	}
}

// A step's test reads like what the host does: the same request in both shapes, messages, a firing.
func TestAFunctionIsCalledAsTheHostCallsIt(t *testing.T) {
	t.Parallel()
	ask := azfunctest.New(t, azfunc.Function{
		Definition: azfunc.Definition{Name: "Ask", Trigger: azfunc.HTTPTrigger{Methods: []string{http.MethodGet}, Route: "v1/ask/{id}"}},
		HTTP: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = fmt.Fprint(w, "you ask for ", r.PathValue("id"))
		}),
	})
	for _, response := range []*httptest.ResponseRecorder{
		ask.HTTP(http.MethodGet, "/api/v1/ask/42", nil, ""), ask.EnvelopeHTTP(http.MethodGet, "/api/v1/ask/42", nil, ""),
	} {
		if response.Code != http.StatusOK || response.Body.String() != "you ask for 42" {
			t.Errorf("%d %s", response.Code, response.Body)
		}
	}

	var taken int
	take := azfunctest.New(t, azfunc.Function{
		Definition: azfunc.Definition{Name: "Take", Trigger: azfunc.QueueTrigger{Queue: "orders"}},
		Messages: func(_ context.Context, messages []azfunc.Message) error {
			taken++
			if string(messages[0].Body) == "bad" {
				return errors.New("a bad message")
			}
			return nil
		},
	})
	err := take.Messages(azfunc.Message{Body: []byte("good")}, azfunc.Message{Body: []byte("bad")}, azfunc.Message{Body: []byte("late")})
	if err == nil || taken != 2 {
		t.Errorf("%d messages taken, %v", taken, err)
	}

	tick := azfunctest.New(t, azfunc.Function{
		Definition: azfunc.Definition{Name: "Tick", Trigger: azfunc.TimerTrigger{Schedule: "0 * * * * *"}},
		Timer:      func(context.Context, azfunc.Timer) error { return nil },
	})
	if err := tick.Timer(azfunc.Timer{}); err != nil {
		t.Error(err)
	}
}
