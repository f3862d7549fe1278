package devhost

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"waybill/internal/devhost/protocol"
	"waybill/shared/bus"
)

// maxAdminBody bounds the body of a request below /admin, in bytes.
const maxAdminBody = 1 << 20

// serveAdmin answers the endpoints of the host itself. All but the ping ask for the master key.
func (f *front) serveAdmin(w http.ResponseWriter, r *http.Request, path string) {
	if path == "host/ping" {
		w.WriteHeader(http.StatusOK)
		return
	}
	if f.host.levelOf(r, nil) < levelAdmin {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	name, one := strings.CutPrefix(path, "functions/")
	switch {
	case r.Method == http.MethodGet && path == "host/status":
		writeJSON(w, http.StatusOK, f.host.status())
	case r.Method == http.MethodGet && path == "functions":
		list := []protocol.Object{}
		for _, fn := range f.host.functions {
			list = append(list, f.describe(fn))
		}
		writeJSON(w, http.StatusOK, list)
	case r.Method == http.MethodGet && one && f.host.function(name) != nil:
		writeJSON(w, http.StatusOK, f.describe(f.host.function(name)))
	case r.Method == http.MethodPost && one && f.host.function(name) != nil:
		f.start(w, r, f.host.function(name))
	default:
		w.WriteHeader(http.StatusNotFound)
	}
}

// describe tells about a function.
func (f *front) describe(fn *function) protocol.Object {
	href := f.host.URL() + "/admin/functions/" + fn.name
	var invoke any
	if fn.http() {
		invoke = f.host.URL() + "/" + fn.path
	}
	return protocol.NewObject("name", fn.name, "href", href, "invoke_url_template", invoke, "language", "custom",
		"config", protocol.Object(fn.config), "isDisabled", fn.disabled)
}

// start runs a function that no request can start: {"input": "..."} is the value of its trigger. The answer, 202, does
// not wait for the run.
func (f *front) start(w http.ResponseWriter, r *http.Request, fn *function) {
	var body struct{ Input string }
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxAdminBody))
	if err == nil && len(text) > 0 {
		err = json.Unmarshal(text, &body)
	}
	if err != nil {
		http.Error(w, `the body must be {"input": "..."}`, http.StatusBadRequest)
		return
	}
	if fn.http() {
		http.Error(w, fmt.Sprintf("%s is started by a request to /%s", fn.name, fn.path), http.StatusBadRequest)
		return
	}
	value, metadata, err := f.host.manualInput(fn, body.Input)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	if !f.host.begin() {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	go func() {
		defer f.host.end()
		_, _ = f.host.invoke(f.host.lifetime, fn, newGUID(), value, metadata) // logged there
	}()
	w.WriteHeader(http.StatusAccepted)
}

// manualInput makes a trigger's value from a text.
func (h *Host) manualInput(fn *function, input string) (any, *protocol.BindingData, error) {
	now := time.Now()
	switch {
	case fn.trigger.is(typeTimerTrigger):
		return timerInfo(fn.source.(*timerTrigger).before(), false), newMetadata(fn), nil
	case fn.trigger.is(typeBusTrigger):
		return busInput(fn, []bus.Received{{
			Message:    bus.Message{Queue: fn.trigger.QueueName, ID: newGUID(), Body: []byte(input)},
			EnqueuedAt: now, DeliveryCount: 1, LockToken: newGUID(),
		}})
	case fn.trigger.is(typeQueueTrigger):
		value, metadata := queueInput(fn, queueItem{id: newGUID(), body: []byte(input), dequeued: 1, insertedAt: now})
		return value, metadata, nil
	case fn.trigger.DataType == protocol.DataTypeBinary:
		return []byte(input), newMetadata(fn), nil
	}
	metadata := newMetadata(fn)
	metadata.Apply(input)
	return input, metadata, nil
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	text, err := json.Marshal(v)
	if err != nil {
		w.WriteHeader(http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(text) // the caller may be gone
}
