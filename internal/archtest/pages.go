package archtest

import (
	"bytes"
	"fmt"
	"strings"

	"waybill/handlers"
	"waybill/shared/azfunc"
	"waybill/shared/config"
)

// functionsPage is docs/functions.md.
func functionsPage() []byte {
	var b bytes.Buffer
	b.WriteString("# Functions\n\nGenerated from `handlers/handlers.go` by `make generate`, in the order in which goods and messages flow.\n\n")
	b.WriteString("| Function | Started by | Called by | Writes to |\n|---|---|---|---|\n")
	for _, e := range handlers.All {
		var queues []string
		for _, o := range e.Definition.Outputs {
			queues = append(queues, "queue `"+o.Queue+"`")
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", e.Definition.Name, triggerText(e.Definition.Trigger), accessText(e), strings.Join(queues, ", "))
	}
	return b.Bytes()
}

func triggerText(t azfunc.Trigger) string {
	switch t := t.(type) {
	case azfunc.HTTPTrigger:
		return "`" + strings.Join(t.Methods, ", ") + " /api/" + t.Route + "`"
	case azfunc.QueueTrigger:
		text := "queue `" + t.Queue + "`"
		if t.Sessions {
			text += ", by session"
		}
		if t.Batch {
			text += ", in batches"
		}
		return text
	case azfunc.TimerTrigger:
		return "timer `" + t.Schedule + "`"
	}
	return ""
}

func accessText(e handlers.Entry) string {
	if _, ok := e.Definition.Trigger.(azfunc.HTTPTrigger); !ok {
		return "the host"
	}
	switch e.Access {
	case handlers.Anybody:
		return "anybody"
	case handlers.EventStream:
		return "the event stream"
	}
	return "partners"
}

// settingsPage is docs/settings.md.
func settingsPage() []byte {
	var b bytes.Buffer
	b.WriteString("# Settings\n\nGenerated from `shared/config/table.go` by `make generate`. `waybill up` fills them in for a laptop; in Azure they are app settings.\n\n")
	b.WriteString("| Setting | Meaning | Default | |\n|---|---|---|---|\n")
	for _, s := range config.Table {
		var marks []string
		if s.Needed {
			marks = append(marks, "needed")
		}
		if s.Secret {
			marks = append(marks, "secret")
		}
		if s.Host {
			marks = append(marks, "read by the host")
		}
		value := ""
		if s.Default != "" {
			value = "`" + s.Default + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", s.Name, s.Meaning, value, strings.Join(marks, ", "))
	}
	return b.Bytes()
}
