package eventstream

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"waybill/shared/jsonrpc"
)

func newClient(timeout time.Duration) *http.Client {
	return &http.Client{
		Timeout:       timeout,
		Transport:     http.DefaultTransport.(*http.Transport).Clone(),
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// post sends the body; nil means that the target took it. The target's address and the headers may hold secrets and are
// not in the error.
func post(ctx context.Context, client *http.Client, target string, static, shaped http.Header, body []byte) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, target, bytes.NewReader(body))
	if err != nil {
		return errors.New("the address of the webhook is not a URL")
	}
	for _, headers := range []http.Header{shaped, static} {
		for name, values := range headers {
			request.Header[http.CanonicalHeaderKey(name)] = values
		}
	}
	response, err := client.Do(request)
	if err != nil {
		return fmt.Errorf("sending a batch to the webhook: %w", jsonrpc.WithoutURL(err))
	}
	defer func() { _ = response.Body.Close() }()
	answer, _ := io.ReadAll(io.LimitReader(response.Body, 512))
	if response.StatusCode/100 != 2 {
		return fmt.Errorf("the webhook answered %s: %s", response.Status, answer)
	}
	return nil
}
