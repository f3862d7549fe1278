package azfunc

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"unicode/utf8"
)

// An answer knows whether a part of the response is out already.
type answer struct {
	http.ResponseWriter
	status int // 0 before the header is written
}

// WriteHeader lets 1xx pass, since the answer is still to come.
func (a *answer) WriteHeader(status int) {
	if a.status == 0 && status >= http.StatusOK {
		a.status = status
	}
	a.ResponseWriter.WriteHeader(status)
}

func (a *answer) Write(p []byte) (int, error) {
	if a.status == 0 {
		a.status = http.StatusOK
	}
	return a.ResponseWriter.Write(p)
}

// Unwrap lets http.ResponseController flush.
func (a *answer) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// A recorder keeps a response for the envelope.
type recorder struct {
	header http.Header
	sent   http.Header // header when the status was written; what is set later does not count
	status int
	body   bytes.Buffer
}

func newRecorder() *recorder { return &recorder{header: http.Header{}} }

func (rec *recorder) Header() http.Header { return rec.header }

func (rec *recorder) WriteHeader(status int) {
	if rec.status == 0 && status >= http.StatusOK {
		rec.status, rec.sent = status, rec.header.Clone()
	}
}

func (rec *recorder) Write(p []byte) (int, error) {
	rec.WriteHeader(http.StatusOK)
	return rec.body.Write(p)
}

// output is the value of the http output binding. Only statusCode works, status alone would be ignored; a body that
// is a string passes through unchanged.
type output struct {
	StatusCode int               `json:"statusCode"`
	Headers    map[string]string `json:"headers"`
	Body       string            `json:"body"`
}

// output gives the response as net/http would have sent it for that method. ok is false if the body is not text: this
// form cannot carry it.
func (rec *recorder) output(method string) (o output, ok bool) {
	rec.WriteHeader(http.StatusOK)
	o = output{StatusCode: rec.status, Headers: make(map[string]string, len(rec.sent)+1)}
	for name, values := range rec.sent {
		o.Headers[name] = strings.Join(values, ", ")
	}
	delete(o.Headers, "Content-Length") // the host counts
	if rec.body.Len() > 0 {
		if _, set := rec.sent["Content-Type"]; !set {
			o.Headers["Content-Type"] = http.DetectContentType(rec.body.Bytes())
		}
	}
	if method != http.MethodHead && rec.status != http.StatusNoContent && rec.status != http.StatusNotModified {
		o.Body = rec.body.String()
	}
	return o, utf8.ValidString(o.Body)
}

// success is the answer to an invocation that went well. An empty body would leave it hanging until the host kills
// the whole handler.
var success = []byte("{}\n")

func outputs(o output) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(map[string]map[string]output{"Outputs": {responseBinding: o}}) // strings and a number cannot fail
	return b.Bytes()
}

// failure says that the invocation went wrong, and nothing of the reason: the host writes it to places that are not
// ours.
func failure(invocation string) []byte {
	b, _ := json.Marshal(map[string]string{"error": "the invocation failed", "invocationId": invocation})
	return append(b, '\n')
}

// reply sends an answer that the host accepts: with a media type of JSON, set before the status, and never empty.
func reply(w http.ResponseWriter, status int, body []byte) {
	w.Header()["Content-Type"] = []string{"application/json"}
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
