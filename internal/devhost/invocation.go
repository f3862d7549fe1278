package devhost

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"waybill/internal/devhost/protocol"
)

// hostVersion is the version of the real host that is imitated.
const hostVersion = "4.1037.0.0"

// Headers of every invocation.
const (
	headerHostVersion  = "X-Azure-Functions-HostVersion"
	headerInvocationID = "X-Azure-Functions-InvocationId"
	headerProxied      = "X-Ms-Invocation-Id"
	userAgent          = "Azure-Functions-Host/" + hostVersion
)

// graceAfterTimeout is the time between functionTimeout and the kill.
const graceAfterTimeout = 2 * time.Second

// maxAnswer bounds what is read of an answer, in bytes.
const maxAnswer = 100 << 20

// errTimedOut is the cause of an invocation that ran into functionTimeout.
var errTimedOut = errors.New("function timeout: the handler is killed, and everything it was doing fails")

// An invocation is one call of one function. Retries and duplicates are invocations of their own.
type invocation struct {
	host     *Host
	function *function
	id       string
}

// newGUID gives a random version 4 UUID.
func newGUID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// invoke calls a function by the default protocol and writes its outputs. An error is a failure of the function.
func (h *Host) invoke(ctx context.Context, f *function, id string, value any, metadata *protocol.BindingData) (protocol.Answer, error) {
	i := invocation{h, f, id}
	log := h.log.With("function", f.name, "invocationId", i.id)
	log.Debug("executing", "category", "Function."+f.name)
	answer, err := i.call(ctx, value, metadata)
	if err == nil {
		err = i.writeOutputs(ctx, answer)
	}
	h.Wake()
	if err != nil {
		log.Error("function failed", "category", "Function."+f.name, "error", err.Error())
		return answer, fmt.Errorf("function %s: %w", f.name, err)
	}
	for _, line := range answer.Logs {
		log.Info(line, "category", "Function."+f.name+".User")
	}
	log.Debug("executed", "category", "Function."+f.name)
	return answer, nil
}

// call sends the envelope and reads the answer.
func (i invocation) call(ctx context.Context, value any, metadata *protocol.BindingData) (protocol.Answer, error) {
	body, err := protocol.Request([]protocol.Binding{{Name: i.function.trigger.Name, Value: value}}, metadata)
	if err != nil {
		return protocol.Answer{}, err
	}
	var answer protocol.Answer
	err = i.during(ctx, func(ctx context.Context, r *run) error {
		answer, err = i.exchange(ctx, r, body)
		if errors.Is(err, protocol.ErrNoAnswer) && !i.host.options.Lenient {
			i.host.log.Error("the function hangs until functionTimeout, then the handler is killed", "function", i.function.name, "error", err.Error())
			select {
			case <-ctx.Done():
			case <-r.exited():
			}
		}
		return err
	})
	return answer, err
}

// during gives a running handler to work, under functionTimeout: when it runs out the handler is killed. The
// adversary may kill it, too.
func (i invocation) during(ctx context.Context, work func(context.Context, *run) error) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(i.host.lifetime, cancel)() //nolint:contextcheck // ends with the host, too
	r, err := i.host.workerOf(i.function).acquire(ctx)
	if err != nil {
		return err
	}
	if limit := i.host.config.functionTimeout; limit > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, limit+graceAfterTimeout, errTimedOut)
		defer cancel()
	}
	defer i.host.adversary.crash(r)()
	defer func() { // also when work panics because a response was cut off
		if errors.Is(context.Cause(ctx), errTimedOut) {
			r.kill()
			err = errTimedOut
		}
	}()
	return work(ctx, r)
}

// exchange posts the envelope. The length is not announced, so it goes out in chunks as from the real host.
func (i invocation) exchange(ctx context.Context, r *run, body []byte) (protocol.Answer, error) {
	url := i.host.workerOf(i.function).base() + "/" + i.function.name
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, io.NopCloser(bytes.NewReader(body)))
	if err != nil {
		return protocol.Answer{}, err
	}
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil } // for redirects
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	req.Header.Set("User-Agent", userAgent)
	req.Header.Set(headerHostVersion, hostVersion)
	req.Header.Set(headerInvocationID, i.id)
	resp, err := r.client.Do(req)
	if err != nil {
		return protocol.Answer{}, fmt.Errorf("call the handler: %w", err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := readAll(resp.Body)
	if err != nil {
		return protocol.Answer{}, err
	}
	return protocol.ReadAnswer(resp.StatusCode, resp.Header, text)
}

// readAll reads the body of an answer.
func readAll(r io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxAnswer+1))
	if err == nil && len(text) > maxAnswer {
		err = fmt.Errorf("it is longer than %d bytes", maxAnswer)
	}
	if err != nil {
		return nil, fmt.Errorf("read the handler's answer: %w", err)
	}
	return text, nil
}
