package azfunctest

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"waybill/shared/azfunc"
)

// EncodeValue turns one value of Data or Metadata into the JSON that the host sends: bytes in base64, objects as they
// are, and everything else as JSON text inside a JSON string.
func EncodeValue(v any) json.RawMessage {
	switch x := v.(type) {
	case []byte:
		return marshal(base64.StdEncoding.EncodeToString(x))
	case map[string]any:
		return marshal(x)
	default:
		return marshal(string(marshal(x)))
	}
}

// marshal writes JSON without escaping for HTML, as the host does. What the package passes to it cannot fail.
func marshal(v any) json.RawMessage {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic(err)
	}
	return bytes.TrimRight(b.Bytes(), "\n")
}

func envelope(binding string, value json.RawMessage, metadata map[string]json.RawMessage) []byte {
	metadata["sys"] = marshal(map[string]any{"MethodName": "test", "UtcNow": "2026-01-02T10:00:00.1234567Z"})
	return marshal(map[string]any{"Data": map[string]any{binding: value}, "Metadata": metadata})
}

// EncodeMessage is the invocation for one message (cardinality one, dataType binary).
func EncodeMessage(binding string, m azfunc.Message) []byte {
	properties := properties(m)
	metadata := map[string]json.RawMessage{
		"MessageId":     EncodeValue(m.ID),
		"DeliveryCount": EncodeValue(m.DeliveryCount),
		"LockToken":     EncodeValue("9a0e2b9c-0000-4000-8000-000000000001"),
		"EnqueuedTime":  marshal("2026-01-02T10:00:00+00:00"), "EnqueuedTimeUtc": marshal("2026-01-02T10:00:00"),
		"ApplicationProperties": EncodeValue(properties), "UserProperties": EncodeValue(properties),
	}
	if m.Session != "" { // the host leaves out what is null
		metadata["SessionId"] = EncodeValue(m.Session)
	}
	return envelope(binding, EncodeValue(m.Body), metadata)
}

// EncodeBatch is the invocation for several messages (cardinality many, dataType binary).
func EncodeBatch(binding string, messages []azfunc.Message) []byte {
	bodies := make([][]byte, len(messages)) // marshalled as an array of base64 strings
	ids, sessions := make([]string, len(messages)), make([]*string, len(messages))
	counts, all := make([]int, len(messages)), make([]map[string]any, len(messages))
	for i, m := range messages {
		bodies[i], ids[i], counts[i], all[i] = append([]byte{}, m.Body...), m.ID, m.DeliveryCount, properties(m)
		if m.Session != "" {
			sessions[i] = &m.Session
		}
	}
	return envelope(binding, EncodeValue(bodies), map[string]json.RawMessage{
		"MessageIdArray": EncodeValue(ids), "SessionIdArray": EncodeValue(sessions),
		"DeliveryCountArray": EncodeValue(counts), "ApplicationPropertiesArray": EncodeValue(all),
	})
}

func properties(m azfunc.Message) map[string]any {
	properties := make(map[string]any, len(m.Properties))
	for name, value := range m.Properties {
		properties[name] = value
	}
	return properties
}

// EncodeTimer is the invocation for one firing. A schedule without a planned time is one that the host does not
// monitor.
func EncodeTimer(binding string, t azfunc.Timer) []byte {
	var status any
	if !t.Planned.IsZero() {
		next := t.Planned.UTC().Format("2006-01-02T15:04:05.999999999-07:00")
		last := t.Planned.UTC().Add(-time.Minute).Format("2006-01-02T15:04:05.999999999-07:00")
		status = map[string]any{"Last": last, "Next": next, "LastUpdated": last}
	}
	return envelope(binding, EncodeValue(map[string]any{
		"Schedule": map[string]any{"AdjustForDST": true}, "ScheduleStatus": status, "IsPastDue": t.PastDue,
	}), map[string]json.RawMessage{})
}

// EncodeRequest is the invocation for an HTTP request that the host does not proxy. params are the values of the
// route's parameters.
func EncodeRequest(binding string, r *http.Request, params map[string]string, body []byte) []byte {
	headers := map[string][]string{"Host": {r.Host}}
	for name, values := range r.Header {
		headers[name] = values
	}
	query := map[string]string{}
	for name, values := range r.URL.Query() {
		query[name] = strings.Join(values, ",")
	}
	absolute := url.URL{Scheme: "https", Host: r.Host, Path: r.URL.Path, RawPath: r.URL.RawPath, RawQuery: r.URL.RawQuery}
	req := map[string]any{
		"Url": absolute.String(), "Method": r.Method, "Query": query, "Headers": headers, "Params": params,
		"Identities": []any{},
	}
	if len(body) > 0 { // only a body of known length gets here
		mediaType := r.Header.Get("Content-Type")
		if strings.HasPrefix(mediaType, "application/octet-stream") || strings.HasPrefix(mediaType, "multipart/") {
			req["Body"] = base64.StdEncoding.EncodeToString(body)
		} else {
			req["Body"] = string(body)
		}
	}
	return envelope(binding, marshal(req), map[string]json.RawMessage{})
}
