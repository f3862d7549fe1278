package protocol_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"waybill/internal/devhost/protocol"
)

// Metadata without a value and metadata named like a trigger are not sent; text is not escaped for HTML.
func TestRequest(t *testing.T) {
	t.Parallel()
	var d protocol.BindingData
	d.Set("Nothing", nil)
	d.Set("QueueTrigger", "x")
	d.Set("Text", "<&>")
	body, err := protocol.Request([]protocol.Binding{{Name: "a", Value: "1"}, {Name: "b", Value: []byte{0xff}}}, &d)
	if want := `{"Data":{"a":"\"1\"","b":"/w=="},"Metadata":{"Text":"\"<&>\""}}`; err != nil || string(body) != want {
		t.Errorf("got %s, %v; want %s", body, err, want)
	}
	if _, err := protocol.Request([]protocol.Binding{{Name: "a", Value: func() {}}}, &d); err == nil {
		t.Error("a value that JSON cannot hold is sent")
	}
}

// Texts that are JSON objects overwrite metadata, in the forms in which .NET prints values; other texts do nothing.
func TestApply(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`{"A":"x"}`:                      `"a":"\"x\""`,
		` {"a":1.50} `:                   `"a":"\"1.5\""`,
		`{"a":2.0}`:                      `"a":"\"2\""`,
		`{"a":true}`:                     `"a":"\"True\""`,
		`{"a":false}`:                    `"a":"\"False\""`,
		`{"a":null}`:                     ``,
		`{"a":[1]}`:                      `"a":"\"old\""`,
		`{"a":{"b": 1e2}}`:               `"a":{"b":100.0}`,
		`{"a":"2026-01-02T03:04:05.6Z"}`: `"a":"\"01/02/2026 03:04:05\""`,
		`{"a":1,}`:                       `"a":"\"old\""`,
		`{"a":1} {"a":2}`:                `"a":"\"old\""`,
		`[{"a":1}]`:                      `"a":"\"old\""`,
		`plain`:                          `"a":"\"old\""`,
		``:                               `"a":"\"old\""`,
		`{}`:                             `"a":"\"old\""`,
	} {
		var d protocol.BindingData
		d.Set("a", "old")
		d.Apply(text)
		got, err := protocol.Request(nil, &d)
		if err != nil || string(got) != `{"Data":{},"Metadata":{`+want+`}}` {
			t.Errorf("%s: got %s, %v; want %s", text, got, err, want)
		}
	}
}

// What becomes of the value of a serviceBus output; dataType binary leaves strings alone.
func TestServiceBusMessages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ value, dataType, want string }{
		{`"plain text"`, "", "plain text"},
		{`"test"`, "", "System.Byte[]"},
		{`""`, "", "System.Byte[]"},
		{`" te\nst "`, "", "System.Byte[]"},
		{`"test"`, "binary", "test"},
		{`"tes"`, "", "tes"},
		{`"{\"b\":1,\"a\":[]}"`, "", "{\n  \"b\": 1,\n  \"a\": []\n}"},
		{`"[1,\"x\"]"`, "", "1|x"},
		{`"[]"`, "", ""},
		{`{"b":{},"a":[1,{"c":null}]}`, "", "{\n  \"b\": {},\n  \"a\": [\n    1,\n    {\n      \"c\": null\n    }\n  ]\n}"},
		{`["YWJj","{\"a\":1}",{"a":1},null,true,1.0]`, "", "YWJj|{\"a\":1}|{\n  \"a\": 1\n}||True|1"},
		{`["2026-01-02T03:04:05Z"]`, "", "01/02/2026 03:04:05"},
		{`5`, "", "5"},
	} {
		got, err := protocol.ServiceBusMessages(json.RawMessage(c.value), c.dataType)
		var texts []string
		for _, b := range got {
			texts = append(texts, string(b))
		}
		if joined := strings.Join(texts, "|"); err != nil || joined != c.want {
			t.Errorf("%s: got %q, %v; want %q", c.value, joined, err, c.want)
		}
	}
	if _, err := protocol.ServiceBusMessages(json.RawMessage(`"[bad]"`), ""); err == nil {
		t.Error("text that looks like JSON and is not is sent")
	}
}

// Objects are written anew: dates and floats in the form of .NET.
func TestRewrittenObjects(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		`"2026-01-02T03:04:05.1200Z"`:    `"2026-01-02T03:04:05.12Z"`,
		`"2026-01-02T03:04:05.000"`:      `"2026-01-02T03:04:05"`,
		`"2026-01-02T03:04:05+02:00"`:    `"2026-01-02T01:04:05+00:00"`,
		`"2026-01-02"`:                   `"2026-01-02"`,
		`"2026-13-02T03:04:05Z"`:         `"2026-13-02T03:04:05Z"`,
		`1.10`:                           `1.1`,
		`1e20`:                           `1E+20`,
		`123456789012345678901234567890`: `123456789012345678901234567890`,
		`0.00001`:                        `1E-05`,
		`0.0001`:                         `0.0001`,
		`100e0`:                          `100.0`,
		`"a<b>\u00e9\u2028\""`:           `"a<b>é\u2028\""`,
		`true`:                           `true`,
	} {
		got, err := protocol.ServiceBusMessages(json.RawMessage(`{"v":`+value+`}`), "")
		if err != nil || string(got[0]) != "{\n  \"v\": "+want+"\n}" {
			t.Errorf("%s: got %s, %v; want %s", value, got, err, want)
		}
	}
}

// Named http outputs: only statusCode counts, bodies are text unless a header says otherwise.
func TestHTTPResponse(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]struct {
		status      int
		contentType string
		body        string
	}{
		`{}`:                              {200, "text/plain; charset=utf-8", ""},
		`{"statusCode":"201","body":"x"}`: {201, "text/plain; charset=utf-8", "x"},
		`{"StatusCode":201,"Status":404}`: {201, "text/plain; charset=utf-8", ""},
		`{"statusCode":"no","body":null}`: {200, "text/plain; charset=utf-8", ""},
		`{"body":"YWJj"}`:                 {200, "text/plain; charset=utf-8", "YWJj"},
		`{"body":{"a":1}}`:                {200, "text/plain; charset=utf-8", "{\n  \"a\": 1\n}"},
		`{"body":7}`:                      {200, "text/plain; charset=utf-8", "7"},
		`{"headers":{"CONTENT-type":"application/json","X":["a"],"content-length":"9"},"body":"{}"}`: {200, "application/json", "{}"},
	} {
		got, err := protocol.HTTPResponse(json.RawMessage(value))
		if err != nil || got.Status != want.status || got.Header.Get("Content-Type") != want.contentType || string(got.Body) != want.body {
			t.Errorf("%s: got %+v, %v", value, got, err)
		}
		if got.Header.Get("Content-Length") != "" {
			t.Errorf("%s: the length is the handler's", value)
		}
	}
	for _, value := range []string{`"text"`, `[]`, `{"statusCode":7}`} {
		if got, err := protocol.HTTPResponse(json.RawMessage(value)); err == nil {
			t.Errorf("%s: got %+v", value, got)
		}
	}
}

// Returned responses: here status counts, and objects are compact.
func TestReturnedResponse(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]struct {
		status int
		body   string
	}{
		`{"status":404,"body":{"a": 1}}`: {404, `{"a":1}`},
		`"text"`:                         {200, "text"},
	} {
		if got, err := protocol.ReturnedResponse(json.RawMessage(value)); err != nil || got.Status != want.status || string(got.Body) != want.body {
			t.Errorf("%s: got %+v, %v", value, got, err)
		}
	}
}

// Where the value of an output comes from.
func TestOutputs(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		answer, name string
		hasReturn    bool
		want         string
	}{
		{`{"outputs":{"a":1},"RETURNVALUE":null}`, "a", false, "1"},
		{`{"Outputs":{"A":1}}`, "a", false, ""},
		{`{"Outputs":{"a":null}}`, "a", false, ""},
		{`{"Outputs":{"a":1},"ReturnValue":{"a":2}}`, "a", false, "2"},
		{`{"Outputs":{"a":1},"ReturnValue":{"a":2}}`, "a", true, "1"},
		{`{"Outputs":{"a":1},"ReturnValue":{"a":2}}`, "$return", true, `{"a":2}`},
		{`{"Outputs":{"a":1},"ReturnValue":"x"}`, "a", false, "1"},
		{`{"unknown":[],"Outputs":null}`, "a", false, ""},
	} {
		a, err := protocol.ReadAnswer(200, http.Header{"Content-Type": {"text/json; charset=utf-8"}}, []byte(c.answer))
		if err != nil {
			t.Errorf("%s: %v", c.answer, err)
		}
		if got, ok := a.Output(c.name, c.hasReturn); ok != (c.want != "") || ok && string(got) != c.want {
			t.Errorf("%s: %s is %s, %t; want %s", c.answer, c.name, got, ok, c.want)
		}
	}
}

// Answers of the wrong shape fail; answers with nothing in them never end.
func TestAnswersThatAreWrong(t *testing.T) {
	t.Parallel()
	jsonType := http.Header{"Content-Type": {"application/json"}}
	for _, c := range []struct {
		status int
		header http.Header
		body   string
		hangs  bool
	}{
		{200, jsonType, `{"Logs":"x"}`, false},
		{200, jsonType, `{"Logs":[{}]}`, false},
		{200, jsonType, `{"Outputs":[]}`, false},
		{200, jsonType, `[]`, false},
		{200, jsonType, `{} {}`, false},
		{200, jsonType, `{`, false},
		{200, http.Header{}, `{}`, false},
		{200, http.Header{"Content-Type": {"application/problem+json"}}, `{}`, false},
		{200, http.Header{"Content-Type": {"text/plain"}}, ``, false},
		{302, jsonType, `{}`, false},
		{200, jsonType, ` null `, true},
		{200, jsonType, ` `, true},
		{200, http.Header{"Content-Length": {"0"}}, ``, true},
		{204, http.Header{}, ``, true},
	} {
		if a, err := protocol.ReadAnswer(c.status, c.header, []byte(c.body)); err == nil || errors.Is(err, protocol.ErrNoAnswer) != c.hangs {
			t.Errorf("%d %v %q: got %+v, %v", c.status, c.header, c.body, a, err)
		}
	}
}
