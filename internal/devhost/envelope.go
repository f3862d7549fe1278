package devhost

import (
	"encoding/base64"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"waybill/internal/devhost/protocol"
)

// serveEnvelope answers a request through the default protocol: the function gets a description of the request and
// gives one of the response.
func (f *front) serveEnvelope(w http.ResponseWriter, r *http.Request, fn *function, params map[string]*string) {
	var body []byte
	if r.ContentLength > 0 { // a body that comes in chunks is lost
		var err error
		if body, err = io.ReadAll(r.Body); err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
	}
	value, metadata := requestInput(fn, r, params, body)
	id := newGUID()
	answer, err := f.host.invoke(f.host.lifetime, fn, id, value, metadata)
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError) // logged already
		return
	}
	response, err := responseOf(fn, answer)
	if err != nil {
		f.failed(w, http.StatusInternalServerError, fn, id, err)
		return
	}
	respond(w, response)
}

// respond sends a whole response.
func respond(w http.ResponseWriter, r protocol.Response) {
	for name, values := range r.Header {
		w.Header()[name] = values
	}
	w.WriteHeader(r.Status)
	_, _ = w.Write(r.Body) // the caller may be gone
}

// responseOf turns an answer into a response.
func responseOf(fn *function, a protocol.Answer) (protocol.Response, error) {
	i := slices.IndexFunc(fn.outputs(), func(b binding) bool { return b.is(typeHTTPOutput) })
	if i < 0 {
		return protocol.Response{Status: http.StatusOK}, nil
	}
	name := fn.outputs()[i].Name
	value, ok := a.Output(name, fn.hasReturn())
	switch {
	case ok && name == "$return":
		return protocol.ReturnedResponse(value)
	case ok:
		return protocol.HTTPResponse(value)
	case a.HasOutputs(fn.hasReturn()) && name != "$return":
		return protocol.Response{
			Status: http.StatusOK,
			Header: http.Header{"Content-Type": {"application/json; charset=utf-8"}},
			Body:   []byte("{}"),
		}, nil
	}
	return protocol.Response{Status: http.StatusNoContent}, nil
}

// requestInput describes a request as the host does. Values are in the order of the real host's members.
func requestInput(fn *function, r *http.Request, params map[string]*string, body []byte) (protocol.Object, *protocol.BindingData) {
	query := joined(r.URL.Query())
	headers := r.Header.Clone()
	headers.Set("Host", r.Host)
	pairs := []any{
		"Url", "http://" + r.Host + r.URL.RequestURI(),
		"Method", r.Method,
		"Query", query,
		"Headers", headers,
		"Params", params,
		"Identities", protocol.Object(`[{"AuthenticationType":"WebJobsAuthLevel","IsAuthenticated":true,"Actor":null,` +
			`"BootstrapContext":null,"Claims":[],"Label":null,"Name":null,"NameClaimType":null,"RoleClaimType":null}]`),
	}
	if len(body) > 0 {
		pairs = append(pairs, "Body", bodyText(r, body))
	}

	d := newMetadata(fn)
	d.Set("Query", protocol.NewMap(query))
	d.Set("Headers", protocol.NewMap(joined(url.Values(headers))))
	for name, value := range query {
		if name != "code" {
			d.Set(name, value)
		}
	}
	for name, value := range params {
		if value != nil {
			d.Set(name, *value)
		}
	}
	d.Apply(string(body))
	return protocol.NewObject(pairs...), d
}

// bodyText is a body as the envelope carries it: text, or base64 where the media type says that it is none.
func bodyText(r *http.Request, body []byte) string {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "application/octet-stream" || strings.HasPrefix(kind, "multipart/") {
		return base64.StdEncoding.EncodeToString(body)
	}
	return strings.ToValidUTF8(string(body), "\ufffd")
}

// joined gives one text for each key, with repeated values separated by commas.
func joined(values url.Values) map[string]string {
	out := make(map[string]string, len(values))
	for name, v := range values {
		out[name] = strings.Join(v, ",")
	}
	return out
}
