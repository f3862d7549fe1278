package showmetrics

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ContentType is the text format of Prometheus, version 0.0.4
// (https://prometheus.io/docs/instrumenting/exposition_formats/).
const ContentType = "text/plain; version=0.0.4; charset=utf-8"

// Text gives the figures as a page for Prometheus. All are gauges: what they count is read from the journal and the
// tables, and goes down again.
func (f Figures) Text(now time.Time) string {
	var p page
	p.family("waybill_operations", "Operations by state.")
	for _, state := range slices.Sorted(maps.Keys(f.Operations)) {
		p.sample("waybill_operations", strconv.Itoa(f.Operations[state]), "state", string(state))
	}
	p.family("waybill_chain_reachable", "1 if the node answers.")
	p.sample("waybill_chain_reachable", flag(f.Reachable))
	if f.Reachable {
		p.family("waybill_chain_newest_block", "Number of the newest block.")
		p.sample("waybill_chain_newest_block", number(f.NewestBlock))
		p.family("waybill_chain_finality_lag_blocks", "Blocks from the newest final one to the newest.")
		p.sample("waybill_chain_finality_lag_blocks", number(f.NewestBlock-min(f.FinalBlock, f.NewestBlock)))
	}
	p.family("waybill_signer_state", "1 for the state of each signing key.")
	for _, s := range f.Signers {
		p.sample("waybill_signer_state", "1", "organization", string(s.Organization), "signer", s.Address.Hex(), "state", string(s.State))
	}
	f.each(&p, "waybill_signer_open_operations", "Operations that the signing key was given and that are not done.",
		func(s Signer) string { return strconv.Itoa(s.Open) })
	if !f.Reachable {
		return p.String()
	}
	f.each(&p, "waybill_signer_in_flight", "Transactions whose outcome is not told yet.", func(s Signer) string { return number(s.InFlight) })
	f.each(&p, "waybill_signer_unsent", "Transactions in flight that wait for the window.", func(s Signer) string { return number(s.Unsent) })
	f.each(&p, "waybill_signer_unfinal", "Transactions in a block that is not final yet.", func(s Signer) string { return number(s.Unfinal) })
	f.each(&p, "waybill_signer_next_nonce", "The next nonce to give out.", func(s Signer) string { return number(s.NextNonce) })
	f.each(&p, "waybill_signer_oldest_pending_seconds", "Age of the oldest transaction that is not mined, 0 if there is none.",
		func(s Signer) string { return age(s.OldestPending, now) })
	f.each(&p, "waybill_signer_bumps", "Fees raised for the first 1000 transactions in flight.", func(s Signer) string { return strconv.Itoa(s.Bumps) })
	f.each(&p, "waybill_signer_rebroadcasts", "Broadcasts repeated of the first 1000 transactions in flight.", func(s Signer) string { return strconv.Itoa(s.Resends) })
	f.each(&p, "waybill_signer_balance_wei", "What the signing key can pay with.", func(s Signer) string { return s.Balance })
	return p.String()
}

// each writes a family with a sample for each signer.
func (f Figures) each(p *page, name, help string, value func(Signer) string) {
	p.family(name, help)
	for _, s := range f.Signers {
		p.sample(name, value(s), "organization", string(s.Organization), "signer", s.Address.Hex())
	}
}

// A page is text in the exposition format.
type page struct{ strings.Builder }

func (p *page) family(name, help string) {
	fmt.Fprintf(p, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name)
}

// escape is what a label's value needs.
var escape = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

func (p *page) sample(name, value string, labels ...string) {
	var pairs []string
	for i := 0; i < len(labels); i += 2 {
		pairs = append(pairs, fmt.Sprintf(`%s="%s"`, labels[i], escape.Replace(labels[i+1])))
	}
	if len(pairs) > 0 {
		name += "{" + strings.Join(pairs, ",") + "}"
	}
	fmt.Fprintf(p, "%s %s\n", name, value)
}

func number(n uint64) string { return strconv.FormatUint(n, 10) }

func flag(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

func age(since, now time.Time) string {
	if since.IsZero() {
		return "0"
	}
	return strconv.FormatFloat(max(now.Sub(since).Seconds(), 0), 'f', 3, 64)
}
