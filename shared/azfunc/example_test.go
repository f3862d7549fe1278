package azfunc_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"

	"waybill/shared/azfunc"
)

// A step takes messages from a queue; main puts it on a server, and the host calls it by its name.
func Example() {
	step := azfunc.Function{
		Definition: azfunc.Definition{Name: "IngestCommand", Trigger: azfunc.QueueTrigger{Queue: "commands"}},
		Messages: func(ctx context.Context, messages []azfunc.Message) error {
			for _, m := range messages {
				fmt.Printf("%s: message %s says %s\n", azfunc.InvocationID(ctx), m.ID, m.Body)
			}
			return nil
		},
	}
	server, err := azfunc.NewServer([]azfunc.Function{step}, azfunc.Options{Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		fmt.Println(err)
		return
	}

	invocation := `{"Data":{"msg":"eyJhIjoxfQ=="},"Metadata":{"MessageId":"\"m-1\"","DeliveryCount":"1"}}`
	call := httptest.NewRequestWithContext(context.Background(), http.MethodPost, "/IngestCommand", strings.NewReader(invocation))
	call.Header.Set("X-Azure-Functions-InvocationId", "i-1")
	answer := httptest.NewRecorder()
	server.ServeHTTP(answer, call)
	fmt.Print(answer.Code, " ", answer.Body)
	// Output:
	// i-1: message m-1 says {"a":1}
	// 200 {}
}

// The host learns of a function from its function.json, which is generated.
func ExampleDefinition_FunctionJSON() {
	d := azfunc.Definition{
		Name:    "SweepOperations",
		Trigger: azfunc.TimerTrigger{Schedule: "0 */5 * * * *"},
	}
	fmt.Print(string(bytes.TrimSpace(d.FunctionJSON())))
	// Output:
	// {
	//   "bindings": [
	//     {
	//       "type": "timerTrigger",
	//       "direction": "in",
	//       "name": "timer",
	//       "schedule": "0 */5 * * * *"
	//     }
	//   ]
	// }
}
