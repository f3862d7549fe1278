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
