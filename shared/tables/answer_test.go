package tables_test

import (
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"waybill/shared/retry"
	"waybill/shared/tables"
)

// batchAnswer is a transaction's answer as the service's documentation shows it, with the given answers to actions.
func batchAnswer(request *http.Request, inner ...string) *http.Response {
	text := "--batchresponse_e69b1c6c-62ff-471e-ab88-9a4aeef0aaad\nContent-Type: multipart/mixed; boundary=changesetresponse_a6253244\n\n"
	for _, i := range inner {
		text += "--changesetresponse_a6253244\nContent-Type: application/http\nContent-Transfer-Encoding: binary\n\n" + i + "\n"
	}
	text += "--changesetresponse_a6253244--\n--batchresponse_e69b1c6c-62ff-471e-ab88-9a4aeef0aaad--\n"
	return &http.Response{
		StatusCode: http.StatusAccepted, Request: request, Body: io.NopCloser(strings.NewReader(strings.ReplaceAll(text, "\n", "\r\n"))),
		Header: http.Header{"Content-Type": {"multipart/mixed; boundary=batchresponse_e69b1c6c-62ff-471e-ab88-9a4aeef0aaad"}},
	}
}

func written(etag string) string {
	return "HTTP/1.1 204 No Content\nContent-ID: 1\nCache-Control: no-cache\nETag: W/\"datetime'" + etag + "'\"\nDataServiceVersion: 1.0;\n\n"
}

func refused(status, code string) string {
	return "HTTP/1.1 " + status + "\nContent-ID: 2\nContent-Type: application/json;odata=minimalmetadata;charset=utf-8\n\n" +
		`{"odata.error":{"code":"` + code + `","message":{"lang":"en-US","value":"1:Words.\nRequestId:98c\nTime:2026"}}}` + "\n"
}

// Whatever the service answers to a transaction, the caller learns whether it was written, was not because somebody
// else was quicker, was not for another reason, or may have been.
func TestAnswersOfTheService(t *testing.T) {
	t.Parallel()
	one, two, three := written("2026-11-20T08%3A00%3A00.1Z"), written("2026-11-20T08%3A00%3A00.2Z"), written("2026-11-20T08%3A00%3A00.3Z")
	for name, c := range map[string]struct {
		answers  []string
		conflict bool
		say      string // "" for success or conflict
	}{
		"all written":        {answers: []string{one, two, three}},
		"another version":    {answers: []string{refused("412 Precondition Failed", "UpdateConditionNotSatisfied")}, conflict: true},
		"a row exists":       {answers: []string{refused("409 Conflict", "EntityAlreadyExists")}, conflict: true},
		"a row is gone":      {answers: []string{refused("404 Not Found", "ResourceNotFound")}, conflict: true},
		"no table":           {answers: []string{refused("404 Not Found", "TableNotFound")}, say: "the table is not there"},
		"a broken request":   {answers: []string{refused("400 Bad Request", "InvalidInput")}, say: "400 InvalidInput"},
		"a timeout inside":   {answers: []string{refused("500 Internal Server Error", "OperationTimedOut")}, say: "may have been written: 500 OperationTimedOut"},
		"a failure inside":   {answers: []string{refused("503 Service Unavailable", "InternalError")}, say: "may have been written"},
		"words and no JSON":  {answers: []string{"HTTP/1.1 412 Precondition Failed\nContent-Length: 2\n\nno"}, say: "may have been written"},
		"too few answers":    {answers: []string{one, two}, say: "may have been written"},
		"no answers":         {say: "may have been written"},
		"no HTTP in a part":  {answers: []string{"what?"}, say: "may have been written"},
		"a refusal in third": {answers: []string{one, two, refused("409 Conflict", "EntityAlreadyExists")}, conflict: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			table, err := tables.Open(t.Context(), tables.Place{
				Endpoint: "https://waybill.table.core.windows.net", Table: "rows", Credential: &credential{},
				Transport: transport(func(r *http.Request) (*http.Response, error) {
					if strings.HasSuffix(r.URL.Path, "$batch") {
						return batchAnswer(r, c.answers...), nil
					}
					return &http.Response{StatusCode: http.StatusNoContent, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
				}),
			})
			if err != nil {
				t.Fatal(err)
			}
			etags, err := table.Commit(t.Context(), tables.Insert(tables.NewEntity("p", "1")), tables.Insert(tables.NewEntity("p", "2")), tables.Insert(tables.NewEntity("p", "3")))
			switch {
			case c.conflict && (!errors.Is(err, tables.ErrConflict) || retry.VerdictOf(err) != retry.Again):
				t.Errorf("no conflict: %v", err)
			case c.say != "" && (err == nil || errors.Is(err, tables.ErrConflict) || !strings.Contains(err.Error(), c.say)):
				t.Errorf("%v does not say %q", err, c.say)
			case !c.conflict && c.say == "" && (err != nil || len(etags) != 3 || !strings.Contains(etags[0], "00.1Z") || !strings.Contains(etags[2], "00.3Z")):
				t.Errorf("etags %q, %v", etags, err)
			}
		})
	}
}

// A service that says inside the answer that it was too busy has done nothing either: the same transaction is sent again
// after the time that it asks for, inside or outside, and as often as any other. One that ran out of time may have written
// it, and is not asked again.
func TestABusyAnswerInsideIsAskedAgain(t *testing.T) {
	t.Parallel()
	busy := func(status, code, after string) string {
		return strings.Replace(refused(status, code), "Content-ID: 2\n", "Content-ID: 2\n"+after, 1)
	}
	const soon = "Retry-After-Ms: 1\n"
	plain := "HTTP/1.1 429 Too Many Requests\n" + soon + "Content-Length: 4\n\nbusy"
	for name, c := range map[string]struct {
		inner     string
		outer     bool // the wait is told in the outer answer
		times     int  // how often it is given before the service has time
		sent      int
		succeeded bool
	}{
		"503 ServerBusy":          {inner: busy("503 Service Unavailable", "ServerBusy", soon), times: 2, sent: 3, succeeded: true},
		"503, wait told outside":  {inner: busy("503 Service Unavailable", "ServerBusy", ""), outer: true, times: 2, sent: 3, succeeded: true},
		"429":                     {inner: busy("429 Too Many Requests", "TooManyRequests", soon), times: 2, sent: 3, succeeded: true},
		"429 and no JSON":         {inner: plain, times: 1, sent: 2, succeeded: true},
		"503 for ever":            {inner: busy("503 Service Unavailable", "ServerBusy", soon), times: 100, sent: 4},
		"503 for an hour":         {inner: busy("503 Service Unavailable", "ServerBusy", "Retry-After: 3600\n"), times: 1, sent: 1},
		"500 OperationTimedOut":   {inner: busy("500 Internal Server Error", "OperationTimedOut", soon), times: 1, sent: 1},
		"503 that is no throttle": {inner: busy("503 Service Unavailable", "InternalError", soon), times: 1, sent: 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sent := 0
			table, err := tables.Open(t.Context(), tables.Place{
				Endpoint: "https://waybill.table.core.windows.net", Table: "rows", Credential: &credential{},
				Transport: transport(func(r *http.Request) (*http.Response, error) {
					if sent++; sent > c.times {
						return batchAnswer(r, written("2026-11-20T08%3A00%3A00.1Z")), nil
					}
					a := batchAnswer(r, c.inner)
					if c.outer {
						a.Header.Set("Retry-After-Ms", "1")
					}
					return a, nil
				}),
			})
			if err != nil {
				t.Fatal(err)
			}
			etags, err := table.Commit(t.Context(), tables.Insert(tables.NewEntity("p", "1")))
			if sent != c.sent || c.succeeded != (err == nil) || c.succeeded && len(etags) != 1 {
				t.Errorf("sent %d times, not %d; etags %q, %v", sent, c.sent, etags, err)
			}
			if !c.succeeded && (errors.Is(err, tables.ErrConflict) || retry.VerdictOf(err) != retry.Later) {
				t.Errorf("%v is not worth another try later", err)
			}
		})
	}
}
