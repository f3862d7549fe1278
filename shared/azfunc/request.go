package azfunc

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strings"
)

// A hostRequest is an HTTP request as the host describes it in an envelope, when it does not proxy.
type hostRequest struct {
	URL     string `json:"Url"`
	Method  string
	Headers map[string][]string
	Params  map[string]*string // null for an optional parameter that was not given
	Body    json.RawMessage    // a string; absent unless the client said how long it is
}

// request makes of the envelope the request that the host would have proxied.
func (e envelope) request(ctx context.Context) (*http.Request, error) {
	var h hostRequest
	if err := decode(requestBinding, e.Data.Request, &h); err != nil {
		return nil, err
	}
	header := make(http.Header, len(h.Headers))
	for name, values := range h.Headers {
		header[http.CanonicalHeaderKey(name)] = values
	}
	body, err := h.body(header.Get("Content-Type"))
	if err != nil {
		return nil, fmt.Errorf("decode the invocation: Data.%s.Body: %w", requestBinding, err)
	}
	r, err := http.NewRequestWithContext(ctx, h.Method, h.URL, bytes.NewReader(body))
	if err != nil {
		// The error of a URL repeats it, and it may hold a key.
		return nil, fmt.Errorf("decode the invocation: Data.%s has no valid method and URL", requestBinding)
	}
	r.Header = header
	if host := header.Get("Host"); host != "" {
		r.Host = host
		header.Del("Host")
	}
	r.RequestURI = r.URL.RequestURI()
	r.URL = &url.URL{Path: r.URL.Path, RawPath: r.URL.RawPath, RawQuery: r.URL.RawQuery} // as a server sees it
	for name, v := range h.Params {
		if v != nil {
			r.SetPathValue(name, *v)
		}
	}
	return r, nil
}

// body undoes the base64 that the host uses for these two media types only. The string is the body as it is, even if
// it looks like a string in quotes.
func (h hostRequest) body(contentType string) ([]byte, error) {
	if len(h.Body) == 0 || string(h.Body) == "null" {
		return nil, nil
	}
	if h.Body[0] != '"' {
		return h.Body, nil
	}
	var s string
	if err := json.Unmarshal(h.Body, &s); err != nil {
		return nil, err
	}
	mediaType, _, _ := mime.ParseMediaType(contentType)
	if mediaType == "application/octet-stream" || strings.HasPrefix(mediaType, "multipart/") {
		return base64.StdEncoding.DecodeString(s)
	}
	return []byte(s), nil
}
