package observe

import (
	"context"
	"time"

	"github.com/ethereum/go-ethereum/crypto"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/trace"

	"waybill/shared/chain"
	"waybill/shared/custody"
)

// Backend gives the node under observation: what is sent to it, what it says to that, and the receipts. It keeps what the
// backend can beside the port: several endpoints, and sending in the background.
func (o *Observer) Backend(b chain.Backend) chain.Backend {
	watched := backend{b, o}
	endpoints, several := b.(chain.Endpoints)
	background, can := b.(chain.BackgroundSender)
	switch {
	case several && can:
		return passingPoster{passing{watched, endpoints}, poster{watched, background}}
	case several:
		return passing{watched, endpoints}
	case can:
		return poster{watched, background}
	}
	return watched
}

type backend struct {
	chain.Backend
	observer *Observer
}

// Send implements chain.Backend.
func (b backend) Send(ctx context.Context, raw [][]byte) ([]chain.Answer, error) {
	began := time.Now()
	answers, err := b.Backend.Send(ctx, raw)
	b.sent(ctx, raw, began, answers, err)
	return answers, err
}

// Receipts implements chain.Backend.
func (b backend) Receipts(ctx context.Context, hashes []custody.Digest) ([]*chain.Receipt, error) {
	began := time.Now()
	receipts, err := b.Backend.Receipts(ctx, hashes)
	if !b.observer.telemetry.On() {
		return receipts, err
	}
	for _, r := range receipts {
		if r != nil {
			b.observer.add(ctx, b.observer.known.operation(r.Transaction), deed{
				name: "receipt", kind: trace.SpanKindClient, began: began, attributes: []attribute.KeyValue{
					attribute.String("waybill.transaction", r.Transaction.Hex()), attribute.Int64("waybill.block", int64(r.Block.Number)), //nolint:gosec // a block's number
					attribute.Bool("waybill.succeeded", r.Succeeded),
				},
			})
		}
	}
	return receipts, err
}

// meanings are what a node's answer is called in a metric.
var meanings = [...]string{
	chain.Unclear: "unclear", chain.Taken: "taken", chain.Known: "known", chain.NonceUsed: "nonce_used", chain.Outbid: "outbid",
	chain.Underpriced: "underpriced", chain.Gapped: "gapped", chain.Blocked: "blocked", chain.Rejected: "rejected",
}

func (b backend) sent(ctx context.Context, raw [][]byte, began time.Time, answers []chain.Answer, err error) {
	ended := time.Now()
	for i, tx := range raw {
		meaning := chain.Unclear
		if err == nil && i < len(answers) {
			meaning = answers[i].Meaning
		}
		b.observer.counts.answers[meaning].Add(1)
		if !b.observer.telemetry.On() {
			continue
		}
		hash := custody.Digest(crypto.Keccak256Hash(tx)) // of a transaction's bytes, whatever its type (EIP-2718)
		b.observer.add(ctx, b.observer.known.operation(hash), deed{
			name: "broadcast", kind: trace.SpanKindClient, began: began, ended: ended, err: err, attributes: []attribute.KeyValue{
				attribute.String("waybill.transaction", hash.Hex()), attribute.String("waybill.answer", meanings[meaning]),
			},
		})
	}
}

// passing is a backend of several endpoints.
type passing struct {
	backend
	endpoints chain.Endpoints
}

// Pass implements chain.Endpoints.
func (p passing) Pass() chain.Backend { return p.observer.Backend(p.endpoints.Pass()) }

// poster is a backend that can send in the background.
type poster struct {
	backend
	background chain.BackgroundSender
}

// Post implements chain.BackgroundSender.
func (p poster) Post(ctx context.Context, raw [][]byte) func() ([]chain.Answer, error) {
	began := time.Now()
	answered := p.background.Post(ctx, raw)
	return func() ([]chain.Answer, error) {
		answers, err := answered()
		p.sent(ctx, raw, began, answers, err)
		return answers, err
	}
}

// passingPoster is both.
type passingPoster struct {
	passing
	poster poster
}

// Post implements chain.BackgroundSender.
func (p passingPoster) Post(ctx context.Context, raw [][]byte) func() ([]chain.Answer, error) {
	return p.poster.Post(ctx, raw)
}
