package jsonrpc

import "net/http"

// Bounded reads up to limit bytes of an answer.
func Bounded(next http.RoundTripper, limit int) http.RoundTripper { return bounded{next, limit} }
