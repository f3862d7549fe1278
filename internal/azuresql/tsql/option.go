package tsql

import "fmt"

// optionList reads NAME = value, ... up to the closing parenthesis; each is told what it is.
func (p *parser) optionList(each func(name string)) {
	for {
		t := p.next()
		if t.kind != word {
			p.at--
			p.fail()
		}
		p.expect("=")
		each(t.text)
		switch t.text {
		case "LEDGER", "SYSTEM_VERSIONING", "APPEND_ONLY", "LEDGER_VIEW", "HISTORY_TABLE":
		case "DATA_COMPRESSION", "ONLINE", "FILLFACTOR", "PAD_INDEX", "OPTIMIZE_FOR_SEQUENTIAL_KEY", "STATISTICS_NORECOMPUTE":
			p.next()
		default:
			p.at--
			p.fail()
		}
		if !p.accept(",") {
			break
		}
	}
	p.expect(")")
}

// Kinds of ledger tables as sys.tables tells them in ledger_type.
const (
	updatable  = 2
	appendOnly = 3
)

func (p *parser) tableOptions() (ledger int, history string) {
	p.expect("(")
	var option func(string)
	onOff := func() bool {
		if p.accept("ON") {
			return true
		}
		p.expect("OFF")
		return false
	}
	option = func(name string) {
		switch name {
		case "LEDGER":
			if onOff() && ledger == 0 {
				ledger = updatable
			}
		case "APPEND_ONLY":
			if onOff() {
				ledger = appendOnly
			}
			return
		case "SYSTEM_VERSIONING":
			onOff()
		case "HISTORY_TABLE":
			history = p.table().sqlite()
			return
		case "LEDGER_VIEW":
			p.table()
			return
		default:
			return
		}
		if p.accept("(") {
			p.optionList(option)
		}
	}
	p.optionList(option)
	return ledger, history
}

// ledgerTable notes what kind of ledger table it is, and guards one that is only appended to. Number, severity and words
// of the error are those that SQL Server 2022 gives: Msg 37359, Level 16.
func ledgerTable(t table, ledger int, history string) []string {
	if ledger == 0 {
		return nil
	}
	out := []string{fmt.Sprintf(`INSERT INTO "sys.ledger" (name, ledger_type, history) VALUES (%s, %d, %s)`, quoteText(t.sqlite()), ledger, quoteText(history))}
	if ledger != appendOnly {
		return out
	}
	e := Errorf(37359, "Updates are not allowed for the append only Ledger table '%s'.", t.sqlite())
	for _, action := range []string{"UPDATE", "DELETE"} {
		out = append(out, fmt.Sprintf("CREATE TRIGGER %s BEFORE %s ON %s BEGIN SELECT RAISE(ABORT, %s); END",
			quote(t.sqlite()+"."+action), action, quote(t.sqlite()), quoteText(e.Error())))
	}
	return out
}
