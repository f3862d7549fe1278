package showmetrics

import (
	"maps"
	"slices"
	"strconv"
	"time"
)

// Families gives the figures as metrics. All are gauges: what they count is read from the journal and the tables, and
// goes down again.
func (f Figures) Families(now time.Time) []Family {
	var all []Family
	one := func(name, help, value string) {
		all = append(all, Family{Name: name, Help: help, Type: Gauge, Samples: []Sample{{Value: value}}})
	}
	byState := Family{Name: "waybill_operations", Help: "Operations by state.", Type: Gauge}
	for _, state := range slices.Sorted(maps.Keys(f.Operations)) {
		byState.Samples = append(byState.Samples, Sample{Labels: []string{"state", string(state)}, Value: strconv.Itoa(f.Operations[state])})
	}
	all = append(all, byState)
	one("waybill_oldest_operation_seconds", "How long the open operation that has stood still the longest has done so, 0 if none is open.", age(f.OldestOpen, now))
	one("waybill_set_aside_messages", "Queue messages that nobody can act on, up to 100.", strconv.Itoa(f.SetAside))
	dead := Family{Name: "waybill_dead_letters", Help: "Messages in a queue's dead-letter queue.", Type: Gauge}
	for _, queue := range slices.Sorted(maps.Keys(f.DeadLetters)) {
		dead.Samples = append(dead.Samples, Sample{Labels: []string{"queue", queue}, Value: strconv.Itoa(f.DeadLetters[queue])})
	}
	all = append(all, dead)
	one("waybill_ledger_rows", "Rows of the ledger's log.", number(f.Ledger.Rows))
	one("waybill_ledger_checkpoint_block", "Last block of the chain that is in the ledger.", number(f.Ledger.Checkpoint))
	one("waybill_digest_age_seconds", "How long ago the last digest of the ledger was made, 0 if there is none.", age(f.Ledger.Digest, now))
	one("waybill_digest_overdue_seconds", "How old the first row is that should be in a digest and is not, 0 if there is none.", age(f.Ledger.Undigested, now))
	one("waybill_chain_reachable", "1 if the node answers.", flag(f.Reachable))
	if f.Reachable {
		one("waybill_chain_newest_block", "Number of the newest block.", number(f.NewestBlock))
		one("waybill_chain_finality_lag_blocks", "Blocks from the newest final one to the newest.", number(behind(f.FinalBlock, f.NewestBlock)))
		one("waybill_projection_lag_blocks", "Blocks from the last one that is in the ledger to the newest final one.", number(behind(f.Ledger.Checkpoint, f.FinalBlock)))
	}
	return append(all, f.families(now)...)
}

// families gives what the signing keys have to do.
func (f Figures) families(now time.Time) []Family {
	states := Family{Name: "waybill_signer_state", Help: "1 for the state of each signing key.", Type: Gauge}
	for _, s := range f.Signers {
		states.Samples = append(states.Samples, Sample{
			Labels: []string{"organization", string(s.Organization), "signer", s.Address.Hex(), "state", string(s.State)}, Value: "1",
		})
	}
	all := []Family{states}
	each := func(name, help string, value func(Signer) string) {
		family := Family{Name: name, Help: help, Type: Gauge}
		for _, s := range f.Signers {
			family.Samples = append(family.Samples, Sample{
				Labels: []string{"organization", string(s.Organization), "signer", s.Address.Hex()}, Value: value(s),
			})
		}
		all = append(all, family)
	}
	each("waybill_signer_open_operations", "Operations that the signing key was given and that are not done.",
		func(s Signer) string { return strconv.Itoa(s.Open) })
	if !f.Reachable {
		return all
	}
	each("waybill_signer_in_flight", "Transactions whose outcome is not told yet.", func(s Signer) string { return number(s.InFlight) })
	each("waybill_signer_unsent", "Transactions in flight that wait for the window.", func(s Signer) string { return number(s.Unsent) })
	each("waybill_signer_unfinal", "Transactions in a block that is not final yet.", func(s Signer) string { return number(s.Unfinal) })
	each("waybill_signer_next_nonce", "The next nonce to give out.", func(s Signer) string { return number(s.NextNonce) })
	each("waybill_signer_oldest_pending_seconds", "Age of the oldest transaction that is not mined, 0 if there is none.",
		func(s Signer) string { return age(s.OldestPending, now) })
	each("waybill_signer_bumps", "Fees raised for the first 1000 transactions in flight.", func(s Signer) string { return strconv.Itoa(s.Bumps) })
	each("waybill_signer_rebroadcasts", "Broadcasts repeated of the first 1000 transactions in flight.", func(s Signer) string { return strconv.Itoa(s.Resends) })
	each("waybill_signer_balance_wei", "What the signing key can pay with.", func(s Signer) string { return s.Balance })
	return all
}

// behind counts the blocks from one to a later one.
func behind(block, later uint64) uint64 { return later - min(block, later) }

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
