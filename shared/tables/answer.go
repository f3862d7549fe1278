package tables

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/runtime"
	"github.com/Azure/azure-sdk-for-go/sdk/data/aztables"
)

// errUnclear says that the service's answer to a transaction does not tell what became of it.
var errUnclear = errors.New("the answer to the transaction is not readable, so it may have been written")

// An answer is what the library does not tell of the answer to a transaction. It reports a refusal as an error with
// status 202 and without code, gives no ETags, takes an answer that ends early for a success, and panics at an empty
// one; so the answer is read before it sees it.
type answer struct {
	actions int
	etags   []string
}

type answerKey struct{}

// in gives a context whose transaction fills the answer.
func (a *answer) in(ctx context.Context) context.Context {
	return context.WithValue(ctx, answerKey{}, a)
}

// answers is the policy that reads them, at each try.
type answers struct{}

// Do reads the answer if a transaction asked for it. A service that was too busy may say so inside; then the answer
// becomes the one that it gives at its front door, so that there is one rule for when a transaction is sent again.
func (answers) Do(request *policy.Request) (*http.Response, error) {
	response, err := request.Next()
	a, ok := request.Raw().Context().Value(answerKey{}).(*answer)
	if !ok || err != nil || response.StatusCode != http.StatusAccepted {
		return response, err
	}
	body, err := runtime.Payload(response)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errUnclear, err)
	}
	a.etags, err = readAnswer(response.Header.Get("Content-Type"), body, a.actions)
	if busy := (*busyError)(nil); errors.As(err, &busy) {
		return busy.instead(response), nil
	}
	if err != nil {
		return nil, err
	}
	return response, nil
}

// A busyError is the refusal of a service that was too busy to look at the transaction.
type busyError struct {
	Refusal
	header http.Header
}

// instead gives the answer as the service gives it where it looks at nothing.
func (b *busyError) instead(response *http.Response) *http.Response {
	outer := *response
	outer.Status, outer.StatusCode, outer.Header = fmt.Sprint(b.Status, " ", http.StatusText(b.Status)), b.Status, response.Header.Clone()
	outer.Header.Set("X-Ms-Error-Code", b.Code)
	for _, name := range []string{"Retry-After-Ms", "X-Ms-Retry-After-Ms", "Retry-After"} {
		if wait := b.header.Get(name); wait != "" {
			outer.Header.Set(name, wait)
		}
	}
	outer.Body = io.NopCloser(strings.NewReader(b.Error()))
	return &outer
}

// readAnswer reads the answer to a transaction of n actions: the new ETags, or why it was refused. The service answers
// 202 in both cases, with a multipart body in which a success has n answers and a refusal one.
//
// https://learn.microsoft.com/rest/api/storageservices/performing-entity-group-transactions
func readAnswer(contentType string, body []byte, n int) ([]string, error) {
	changeset, err := partsOf(contentType, bytes.NewReader(body)).NextPart()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errUnclear, err)
	}
	parts := partsOf(changeset.Header.Get("Content-Type"), changeset)
	var etags []string
	for {
		part, err := parts.NextPart()
		if err == io.EOF { //nolint:errorlint // NextPart gives io.EOF itself only at the proper end
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errUnclear, err)
		}
		inner, err := http.ReadResponse(bufio.NewReader(part), nil)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errUnclear, err)
		}
		defer inner.Body.Close()
		if inner.StatusCode >= http.StatusBadRequest {
			return nil, refusalOf(inner)
		}
		etags = append(etags, inner.Header.Get("ETag"))
	}
	if len(etags) != n {
		return nil, fmt.Errorf("%w: it has %d answers to %d actions", errUnclear, len(etags), n)
	}
	return etags, nil
}

// partsOf reads multipart text; one without boundary has no parts.
func partsOf(contentType string, body io.Reader) *multipart.Reader {
	_, parameters, _ := mime.ParseMediaType(contentType) //nolint:errcheck // what is not readable has no boundary
	return multipart.NewReader(body, parameters["boundary"])
}

// A Refusal is why the service did not carry out a transaction.
type Refusal struct {
	Status int
	Code   string // one of the service's error codes
	Text   string // for people; a number and a colon at its beginning say which action it is about
}

// Error gives the code and the words.
func (r *Refusal) Error() string {
	return fmt.Sprintf("the transaction was refused: %d %s: %.300s", r.Status, r.Code, r.Text)
}

// refusalOf gives ErrConflict where another version or another row was found, and the refusal otherwise. Of a service that
// was too busy (503 ServerBusy, and 429) it is known that it did nothing. Of any other failure of its own it is not: of
// 500 OperationTimedOut the documentation says that the operation may or may not have succeeded, and to look before it is
// repeated.
//
// https://learn.microsoft.com/rest/api/storageservices/common-rest-api-error-codes
func refusalOf(inner *http.Response) error {
	var answer struct {
		Error struct {
			Code    string
			Message struct{ Value string }
		} `json:"odata.error"`
	}
	text, err := io.ReadAll(io.LimitReader(inner.Body, 64<<10))
	if err == nil {
		err = json.Unmarshal(text, &answer)
	}
	r := &Refusal{Status: inner.StatusCode, Code: answer.Error.Code, Text: answer.Error.Message.Value}
	switch {
	case isBusy(r.Status, r.Code):
		return &busyError{*r, inner.Header}
	case err != nil:
		return fmt.Errorf("%w: %d and %w", errUnclear, inner.StatusCode, err)
	case r.Status >= http.StatusInternalServerError:
		return fmt.Errorf("%w: %d %s: %.300s", errUnclear, r.Status, r.Code, r.Text)
	}
	switch aztables.TableErrorCode(r.Code) {
	case aztables.EntityAlreadyExists, aztables.UpdateConditionNotSatisfied, aztables.ResourceNotFound, aztables.EntityNotFound:
		return fmt.Errorf("%w (%s)", ErrConflict, r.Code)
	case aztables.TableNotFound:
		return fmt.Errorf("%s: %w", noTable, r)
	}
	return r
}
