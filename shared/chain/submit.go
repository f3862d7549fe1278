package chain

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/ethereum/go-ethereum/core/types"

	"waybill/shared/custody"
	"waybill/shared/retry"
)

// maxRounds is how often Submit looks again after a conflict. In each round somebody got on, so only a crowd of
// engines on one signer comes near.
const maxRounds = 64

// An EncodeError says that a request can never become a transaction.
type EncodeError struct {
	Organization custody.OrganizationID
	Operation    string
	Err          error
}

// Error names the operation.
func (e *EncodeError) Error() string { return fmt.Sprintf("encode %s: %v", e.Operation, e.Err) }

// Unwrap gives the reason.
func (e *EncodeError) Unwrap() error { return e.Err }

// Submit gives each command a nonce, in order, and sends the transactions. When it returns nil all of them are durable
// in the journal and will reach the chain; sending is only attempted, [Engine.Monitor] repeats it. A command that has
// a nonce already is skipped, so Submit may be repeated and may overlap with itself.
//
// A request that cannot be encoded, and has no nonce from an earlier time when it could, does not hold up the others:
// they are journaled, then the [EncodeError], marked [retry.Never], is returned. After any other error some may be
// journaled.
func (e *Engine) Submit(ctx context.Context, signer custody.Address, requests []Request) error {
	e = e.onOneEndpoint()
	key, err := e.key(ctx, signer)
	if err != nil {
		return err
	}
	orders, unusable, err := e.encode(ctx, key, requests)
	if err != nil {
		return fmt.Errorf("submit for %s: %w", key, err)
	}
	if err := e.submitAll(ctx, key, orders); err != nil {
		return fmt.Errorf("submit %d commands for %s: %w", len(orders), key, err)
	}
	return unusable
}

// submitAll journals one batch after the other. Where the backend can, a batch is sent while the next one is journaled: the
// node and the disk need not wait for each other. Nothing goes on when it returns.
func (e *Engine) submitAll(ctx context.Context, key Key, orders []order) error {
	sent := func() {}
	defer func() { sent() }()
	for batch := range slices.Chunk(orders, MaxBatch) {
		rows, err := e.submit(ctx, key, batch)
		if err != nil {
			return err
		}
		sent()
		sent = e.post(ctx, key, rows)
	}
	return nil
}

// post begins to send rows, and gives what waits for the answers.
func (e *Engine) post(ctx context.Context, key Key, rows []*Row) (sent func()) {
	background, can := e.Backend.(BackgroundSender)
	if !can || len(rows) == 0 {
		e.send(ctx, key, rows)
		return func() {}
	}
	answered := background.Post(ctx, rawOf(rows))
	return func() {
		answers, err := answered()
		e.hear(ctx, key, rows, answers, err)
	}
}

// An order is a request with its call.
type order struct {
	Request
	call Call
}

// encode makes calls of the requests, each once. What was journaled before is on its way whatever became of its words.
func (e *Engine) encode(ctx context.Context, key Key, requests []Request) (orders []order, unusable, err error) {
	seen := map[custody.Digest]bool{}
	for _, r := range requests {
		if seen[r.Command] {
			continue
		}
		seen[r.Command] = true
		call, refusal := e.Encoder.Encode(r.Instruction, r.Command, r.EventHash)
		if refusal == nil {
			orders = append(orders, order{r, call})
			continue
		}
		fresh, err := e.fresh(ctx, key, []order{{Request: r}})
		if err != nil {
			return nil, nil, err
		}
		if len(fresh) > 0 {
			unusable = errors.Join(unusable, retry.Mark(retry.Never, &EncodeError{r.Organization, r.Operation, refusal}))
		}
	}
	return orders, unusable, nil
}

// submit journals one batch and gives the rows that are to be sent. Signed bytes of a commit that failed are thrown away:
// they never left the process, so nothing can be on the wire that is not in the journal.
func (e *Engine) submit(ctx context.Context, key Key, batch []order) ([]*Row, error) {
	for range maxRounds {
		rows, err := e.journal(ctx, key, batch)
		if retry.VerdictOf(err) != retry.Again {
			return rows, err
		}
	}
	return nil, fmt.Errorf("after %d rounds: %w", maxRounds, ErrConflict)
}

// journal makes the batch durable and gives the rows that are to be sent.
func (e *Engine) journal(ctx context.Context, key Key, batch []order) ([]*Row, error) {
	fresh, err := e.fresh(ctx, key, batch)
	if err != nil || len(fresh) == 0 {
		return nil, err
	}
	head, err := e.head(ctx, key)
	if err != nil {
		return nil, err
	}
	market, err := e.Backend.Market(ctx)
	if err != nil {
		return nil, fmt.Errorf("ask for fees: %w", err)
	}
	rows, err := e.prepare(ctx, key, &head, fresh, market)
	if err != nil {
		return nil, err
	}
	if err := e.Journal.Commit(ctx, key, Change{Head: &head, Insert: rows}); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(rows, func(r *Row) bool { return r.Sent.IsZero() }), nil
}

func (e *Engine) fresh(ctx context.Context, key Key, batch []order) ([]order, error) {
	commands := make([]custody.Digest, len(batch))
	for i, o := range batch {
		commands[i] = o.Command
	}
	nonces, err := e.Journal.Nonces(ctx, key, commands)
	if err != nil {
		return nil, fmt.Errorf("look for nonces: %w", err)
	}
	var fresh []order
	for _, o := range batch {
		if _, has := nonces[o.Command]; !has {
			fresh = append(fresh, o)
		}
	}
	return fresh, nil
}

// head gives the signer's head, or a first one. The first starts at the nonce of the final block: a nonce that turns
// out to be used is replaced on evidence, whereas one that is skipped would be a gap for ever.
func (e *Engine) head(ctx context.Context, key Key) (Head, error) {
	head, err := e.Journal.Head(ctx, key)
	if err != nil {
		return Head{}, fmt.Errorf("read the head: %w", err)
	}
	if head.Version != "" {
		return head, nil
	}
	newest, err := e.Backend.Head(ctx)
	if err != nil {
		return Head{}, fmt.Errorf("ask for the newest block: %w", err)
	}
	final, err := e.Policy.Finality.Block(ctx, e.Backend, newest)
	if err != nil {
		return Head{}, err
	}
	nonce, err := e.Backend.Nonce(ctx, key.Signer, final)
	if err != nil {
		return Head{}, fmt.Errorf("ask for the nonce in block %d: %w", final, err)
	}
	return Head{Next: nonce, Low: nonce, LowBlock: final, Sent: nonce}, nil
}

// prepare signs a row for each order, from the head's next nonce on, and moves the head behind them. Rows are sent at
// once as far as the window reaches and if no others wait before them.
func (e *Engine) prepare(ctx context.Context, key Key, head *Head, orders []order, market Market) ([]*Row, error) {
	policy := e.Policy.withDefaults()
	fee := market.Offer(policy.MaxFee)
	drafts := make([]*types.Transaction, len(orders))
	for i, o := range orders {
		drafts[i] = draft(key, head.Next+uint64(i), o.call, fee)
	}
	signed, err := e.sign(ctx, key, drafts)
	if err != nil {
		return nil, err
	}
	rows := make([]*Row, len(orders))
	for i, o := range orders {
		rows[i] = &Row{
			Nonce: drafts[i].Nonce(), State: Signed,
			Organization: o.Organization, Operation: o.Operation, Command: o.Command,
		}
		if err := e.attempt(rows[i], Carry, fee, signed[i]); err != nil {
			return nil, err
		}
		if head.Sent == rows[i].Nonce && head.Sent < head.Low+policy.Window {
			head.Sent++
		} else {
			rows[i].Sent, rows[i].Sends = time.Time{}, 0 // it waits in the journal until the window reaches it
		}
	}
	head.Next += uint64(len(rows))
	return rows, nil
}

// send hands rows to the node. Nothing depends on it: what does not arrive is sent again.
func (e *Engine) send(ctx context.Context, key Key, rows []*Row) []Answer {
	if len(rows) == 0 {
		return nil
	}
	answers, err := e.Backend.Send(ctx, rawOf(rows))
	return e.hear(ctx, key, rows, answers, err)
}

func rawOf(rows []*Row) [][]byte {
	raw := make([][]byte, len(rows))
	for i, r := range rows {
		raw[i] = r.Raw
	}
	return raw
}

// hear tells people of answers that are not everyday, and gives the answers; nil if there is not one to each row.
func (e *Engine) hear(ctx context.Context, key Key, rows []*Row, answers []Answer, err error) []Answer {
	if err == nil && len(answers) != len(rows) {
		err = fmt.Errorf("%d answers to %d transactions", len(answers), len(rows))
	}
	if err != nil {
		e.log().WarnContext(ctx, "transactions may not have reached the node", "key", key.String(), "count", len(rows), "err", err)
		return nil
	}
	for i, a := range answers {
		switch a.Meaning {
		case Taken, Known, NonceUsed, Outbid, Gapped: // the everyday life of sending things twice
		case Blocked:
			e.log().ErrorContext(ctx, "a transaction waits for somebody to help", "key", key.String(), "nonce", rows[i].Nonce, "operation", rows[i].Operation, "answer", a.Text)
		case Unclear, Underpriced, Rejected:
			e.log().WarnContext(ctx, "the node did not take a transaction", "key", key.String(), "nonce", rows[i].Nonce, "operation", rows[i].Operation, "answer", a.Text)
		}
	}
	return answers
}
