package azfunctest

import (
	"encoding/json"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"strings"
)

// An answer is what the host reads from a successful invocation.
type answer struct {
	Outputs map[string]json.RawMessage
}

// judge decides as the host does whether an invocation went well.
func judge(response *http.Response, body []byte) (answer, error) {
	if response.StatusCode < 200 || response.StatusCode > 299 {
		return answer{}, fmt.Errorf("the function failed with status %d", response.StatusCode)
	}
	if text := strings.TrimSpace(string(body)); text == "" || text == "null" {
		return answer{}, errors.New("the answer is empty: the host would wait for functionTimeout and kill the handler")
	}
	mediaType, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
	if mediaType != "application/json" && mediaType != "text/json" {
		return answer{}, fmt.Errorf("the answer's media type is %q and not JSON", mediaType)
	}
	var a answer
	if err := json.Unmarshal(body, &a); err != nil {
		return answer{}, fmt.Errorf("the answer is not what the host expects: %w", err)
	}
	return a, nil
}
