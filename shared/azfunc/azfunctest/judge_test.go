package azfunctest

import (
	"net/http"
	"strings"
	"testing"
)

// Answers are judged as the host judges them, so that a function that passes here does not fail or hang there.
func TestAnswersAreJudgedAsTheHostDoes(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		status          int
		mediaType, body string
		want            string // in the error; "" for success
	}{
		{http.StatusOK, "application/json", "{}", ""},
		{http.StatusOK, "application/json; charset=utf-8", `{"Outputs":{"res":{}},"Logs":[]}`, ""},
		{http.StatusAccepted, "text/json", "{}", ""},
		{http.StatusNoContent, "", "", "empty"},
		{http.StatusOK, "application/json", "", "empty"},
		{http.StatusOK, "application/json", "null", "empty"},
		{http.StatusOK, "text/plain", "{}", "media type"},
		{http.StatusOK, "", "{}", "media type"},
		{http.StatusOK, "application/json", "{bad}", "not what the host expects"},
		{http.StatusNotFound, "application/json", "{}", "status 404"},
		{http.StatusInternalServerError, "application/json", "{}", "status 500"},
	} {
		response := &http.Response{StatusCode: test.status, Header: http.Header{"Content-Type": {test.mediaType}}}
		_, err := judge(response, []byte(test.body))
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%d %s %s: got %v", test.status, test.mediaType, test.body, err)
		}
	}
}
