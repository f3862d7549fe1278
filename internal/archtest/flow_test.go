package archtest

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"waybill/handlers"
	"waybill/handlers/describeapi"
	"waybill/shared/azfunc"
	"waybill/shared/config"
)

// Messages flow downwards: every queue that a function writes is read by exactly one function, and that one stands
// further down the table of contents.
func TestEveryQueueHasOneReaderFurtherDown(t *testing.T) {
	t.Parallel()
	readers := map[string]int{}
	for i, e := range handlers.All {
		if q, ok := e.Definition.Trigger.(azfunc.QueueTrigger); ok {
			if _, twice := readers[q.Queue]; twice {
				t.Errorf("queue %s has two readers", q.Queue)
			}
			readers[q.Queue] = i
		}
	}
	for i, e := range handlers.All {
		for _, o := range e.Definition.Outputs {
			if reader, found := readers[o.Queue]; !found || reader <= i {
				t.Errorf("%s writes queue %s, which nobody further down reads", e.Definition.Name, o.Queue)
			}
		}
	}
}

// Every setting that a binding names is in the table of settings.
func TestEverySettingInABindingIsKnown(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, s := range config.Table {
		known[s.Name] = true
	}
	for _, d := range handlers.Definitions() {
		for _, m := range regexp.MustCompile(`%([^%]+)%|"connection": "([^"]+)"`).FindAllStringSubmatch(string(d.FunctionJSON()), -1) {
			if name := m[1] + m[2]; !known[name] {
				t.Errorf("%s names the setting %s, which is not in shared/config", d.Name, name)
			}
		}
	}
}

// The OpenAPI document has the routes that the functions have, with the same methods, and no others.
func TestTheOpenAPIDocumentHasEveryRoute(t *testing.T) {
	t.Parallel()
	var doc struct {
		Paths map[string]map[string]struct {
			Security *[]map[string][]string `json:"security"`
		} `json:"paths"`
	}
	if err := json.Unmarshal(describeapi.Document, &doc); err != nil {
		t.Fatal(err)
	}
	described := map[string]bool{}
	for path, methods := range doc.Paths {
		for method := range methods {
			described[strings.ToUpper(method)+" "+path] = true
		}
	}
	for _, e := range handlers.All {
		trigger, ok := e.Definition.Trigger.(azfunc.HTTPTrigger)
		if !ok {
			continue
		}
		for _, method := range trigger.Methods {
			route := method + " /api/" + trigger.Route
			if !described[route] {
				t.Errorf("%s is not in the OpenAPI document", route)
			}
			security := doc.Paths["/api/"+trigger.Route][strings.ToLower(method)].Security
			if open := security != nil && len(*security) == 0; open != (e.Access == handlers.Anybody) {
				t.Errorf("%s: the OpenAPI document and the table of contents differ on who may call it", route)
			}
			delete(described, route)
		}
	}
	for route := range described {
		t.Errorf("the OpenAPI document has %s, which no function has", route)
	}
}

// The handler that goes to Azure has no chain node and no stand-in host in it.
func TestTheHandlerHasNoNodeInIt(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("go", "list", "-deps", "waybill/cmd/handler").Output()
	if err != nil {
		t.Fatal(fmt.Errorf("list what the handler is made of: %w", err))
	}
	for _, unwanted := range []string{
		"waybill/internal/devhost", "waybill/internal/devhost/devchain", "waybill/internal/bootstrap", "waybill/internal/system",
		"waybill/internal/servicebus", "waybill/internal/servicebus/amqp", "waybill/internal/servicebus/entity",
		"waybill/internal/azuresql", "waybill/internal/azuresql/tds", "waybill/internal/azuresql/tsql",
		"github.com/ethereum/go-ethereum/eth", "github.com/ethereum/go-ethereum/node", "github.com/ethereum/go-ethereum/core/vm",
		"github.com/ethereum/go-ethereum/p2p", "github.com/ethereum/go-ethereum/ethclient/simulated", "testing",
	} {
		if strings.Contains("\n"+string(out), "\n"+unwanted+"\n") {
			t.Errorf("cmd/handler contains %s", unwanted)
		}
	}
}
