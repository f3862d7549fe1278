package ingestcommand

import (
	"errors"
	"time"

	"waybill/shared/custody"
	"waybill/shared/partner"
	"waybill/shared/problem"
)

// A verdict says what becomes of a message.
type verdict int

const (
	done    verdict = iota // it has been acted on
	later                  // it may be acted on when something else has happened
	limited                // nothing is wrong with it; it has to wait for its turn
	aside                  // it can never be acted on
)

// maxAttempts bounds how often a message is postponed: with delayBefore, for about an hour.
const maxAttempts = 120

// judge decides by the error and by how often the message was postponed before.
func judge(err error, attempt int) verdict {
	if err == nil {
		return done
	}
	if errors.Is(err, problem.Throttled) {
		return limited // for as long as it takes
	}
	var p *problem.Problem
	passing := !errors.As(err, &p) || p.Status >= 500 || p.RetryAfter > 0
	if passing && attempt < maxAttempts {
		return later
	}
	return aside
}

// reasonOf says what is wrong, and in which field.
func reasonOf(err error) string {
	var p *problem.Problem
	if !errors.As(err, &p) || len(p.Errors) == 0 {
		return err.Error()
	}
	reason := p.Title
	for _, e := range p.Errors {
		reason += " " + e.Field + ": " + e.Detail + "."
	}
	return reason
}

// admit lets through what the same caller may send over HTTP.
func admit(caller partner.Caller, kind custody.CommandKind) error {
	switch kind {
	case custody.KindRegisterOrganization:
		if !caller.Administrator {
			return problem.Forbidden.With("only an administrator may let an organisation join")
		}
	case custody.KindRecordDocument, custody.KindAnchorDigest:
		return problem.Forbidden.With("no partner sends this command; a document is sealed over HTTP, and the system itself anchors digests")
	}
	return nil
}

// delayBefore grows from a quarter of a second to half a minute: an earlier command on the same asset is done within
// seconds, an outage is not.
func delayBefore(attempt int) time.Duration {
	const first, longest = 250 * time.Millisecond, 30 * time.Second
	if attempt >= 7 {
		return longest
	}
	return min(first<<max(attempt, 0), longest)
}
