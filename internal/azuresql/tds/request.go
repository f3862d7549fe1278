package tds

// ParseBatch reads an SQL batch (section 2.2.6.7).
func ParseBatch(data []byte) (text string, transaction uint64, err error) {
	r := &reader{data: data}
	transaction = r.skipHeaders()
	text = r.text(r.data)
	return text, transaction, r.err
}

// ProcExecuteSQL is the number of sp_executesql (section 2.2.6.6). The driver prepares nothing on the server, so the other
// numbers are not needed.
const ProcExecuteSQL = 10

// A Call is a remote procedure call.
type Call struct {
	Number      int    // of the procedure, 0 if it has a name
	Name        string // of the procedure, "" if it has a number
	Params      []Param
	Transaction uint64
}

// A Param is an argument of a call.
type Param struct {
	Name   string // with its @, "" if it goes by position
	Output bool
	Type   Type
	Value  any // nil, int64, bool, float64, string, []byte or time.Time
}

// MaxParams is what SQL Server takes in one call.
const MaxParams = 2100

// ParseCall reads an RPC request (section 2.2.6.6) of one call.
func ParseCall(data []byte) (Call, error) {
	r := &reader{data: data}
	c := Call{Transaction: r.skipHeaders()}
	if n := r.uint16(); n == 0xFFFF {
		c.Number = int(r.uint16())
	} else {
		c.Name = r.text(r.take(2 * int(n)))
	}
	_ = r.uint16() // options: none that mean something here
	for r.err == nil && len(r.data) > 0 {
		if len(c.Params) == MaxParams+2 { // text and declarations of sp_executesql do not count
			return Call{}, wrong("a call has more than %d parameters", MaxParams)
		}
		p := Param{Name: r.shortText()}
		status := r.byte()
		p.Output = status&1 != 0
		if status&8 != 0 {
			return Call{}, wrong("a parameter is encrypted")
		}
		p.Type = r.typeInfo()
		p.Value = r.value(p.Type)
		c.Params = append(c.Params, p)
	}
	return c, r.err
}

// Requests to the transaction manager (section 2.2.6.9).
const (
	TransactionBegin    = 5
	TransactionCommit   = 7
	TransactionRollback = 8
)

// Isolation levels as transaction requests name them.
const (
	IsolationCurrent         = 0
	IsolationReadUncommitted = 1
	IsolationReadCommitted   = 2
	IsolationRepeatableRead  = 3
	IsolationSerializable    = 4
	IsolationSnapshot        = 5
)

// A TransactionRequest begins or ends a transaction.
type TransactionRequest struct {
	Kind        int
	Isolation   int // of one that begins
	Transaction uint64
}

// ParseTransaction reads a request to the transaction manager (section 2.2.6.9).
func ParseTransaction(data []byte) (TransactionRequest, error) {
	r := &reader{data: data}
	t := TransactionRequest{Transaction: r.skipHeaders()}
	t.Kind = int(r.uint16())
	switch t.Kind {
	case TransactionBegin:
		t.Isolation = int(r.byte())
		_ = r.shortText()
	case TransactionCommit, TransactionRollback:
		_ = r.shortText()
		if flags := r.byte(); flags != 0 {
			return t, wrong("the end of a transaction is to begin another")
		}
	default:
		return t, wrong("the transaction request %d is not one that is known here", t.Kind)
	}
	return t, r.err
}
