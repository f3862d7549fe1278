package sim

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"waybill/shared/custody"
	"waybill/shared/operations"
	"waybill/shared/partner"
)

// clients are the programs of partners. They repeat what they have sent before, whether they got an answer or not.
type clients struct {
	*world
	organizations []custody.OrganizationID
	wishes        []*wish
}

// A wish is a command as its client sees it.
type wish struct {
	organization custody.OrganizationID
	key          string // Idempotency-Key
	body         []byte
	repeats      int  // how often it will be sent again
	promised     bool // 202 was received
}

func (i *wish) operation() string { return custody.OperationID(i.organization, i.key) }

// by makes the request one of the wish's client.
func (i *wish) by(ctx context.Context, r *http.Request) *http.Request {
	return r.WithContext(partner.WithCaller(ctx, partner.Caller{Organization: i.organization}))
}

// call sends a new command, or one of the earlier ones again.
func (c *clients) call(ctx context.Context) {
	chosen := c.choose()
	if chosen == nil {
		return
	}
	r := &http.Request{
		Method: http.MethodPost, URL: &url.URL{Path: "/api/v1/assets"}, Body: io.NopCloser(bytes.NewReader(chosen.body)),
		Header: http.Header{"Idempotency-Key": {chosen.key}},
	}
	answer := &answer{world: c.world, header: http.Header{}}
	c.accept.ServeHTTP(answer, chosen.by(ctx, r))
	switch {
	case answer.status == http.StatusAccepted:
		if at := answer.header.Get("Location"); at != operations.Path(chosen.operation()) {
			c.report("untruthful", chosen.operation(), "its client was sent to "+at)
		}
		chosen.promised = true
	case answer.status == 0, answer.status == http.StatusConflict, answer.status == http.StatusTooManyRequests:
	case answer.status < http.StatusInternalServerError:
		c.report("untruthful", chosen.operation(), fmt.Sprintf("its client got status %d", answer.status))
	}
}

// choose gives the next command to send, nil if none is left.
func (c *clients) choose() *wish {
	if len(c.wishes) < c.pace.commands && (len(c.wishes) == 0 || c.happens(c.pace.fresh)) {
		return c.think()
	}
	var left []*wish
	for _, i := range c.wishes {
		if i.repeats > 0 {
			left = append(left, i)
		}
	}
	if len(left) == 0 {
		return nil
	}
	chosen := left[c.random.IntN(len(left))]
	chosen.repeats--
	return chosen
}

// think makes a new command. Some want an asset that another one wants too; only one can have it.
func (c *clients) think() *wish {
	number := len(c.wishes)
	asset := number
	if number > 0 && c.happens(0.05) {
		asset = c.random.IntN(number)
	}
	i := &wish{
		organization: c.organizations[c.random.IntN(len(c.organizations))], key: "key-" + strconv.Itoa(number),
		body: fmt.Appendf(nil, `{"id":"https://id.gs1.org/01/09521234543213/21/%d","type":"item"}`, asset), repeats: 1 + c.random.IntN(6),
	}
	// A run's command ids would be those of every other run, and with them their fates.
	i.key += "-" + strconv.FormatUint(c.random.Uint64(), 36)
	c.wishes = append(c.wishes, i)
	return i
}

// An answer is what a client hears: nothing, if the step dies before or the answer is lost.
type answer struct {
	*world
	header http.Header
	status int
}

// Header gives the header.
func (a *answer) Header() http.Header { return a.header }

// WriteHeader is the moment in which the client learns the status.
func (a *answer) WriteHeader(status int) {
	if a.read("http.answer") == nil {
		a.status = status
	}
}

// Write takes the body, which nobody reads.
func (a *answer) Write(body []byte) (int, error) { return len(body), nil }
