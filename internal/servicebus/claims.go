package servicebus

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strconv"
	"strings"
	"time"

	"waybill/internal/servicebus/amqp"
)

// refuse tells why a link to the address cannot be; nil if it can.
func (c *conn) refuse(a address) *amqp.Error {
	if a.cbs {
		return nil
	}
	if a.node == nil {
		return &amqp.Error{Condition: notFound, Description: "The messaging entity '" + a.path + "' could not be found."}
	}
	if !c.claimed(a.path, c.server.now()) {
		return &amqp.Error{Condition: unauthorized, Description: "Unauthorized access. A token for '" + a.path + "' is required."}
	}
	return nil
}

// claimed tells whether a token that still holds covers the path: one for it or for what it is below.
func (c *conn) claimed(path string, now time.Time) bool {
	for audience, until := range c.claims {
		if !until.IsZero() && !until.After(now) {
			continue
		}
		if audience == "" || path == audience || strings.HasPrefix(path, audience+"/") {
			return true
		}
	}
	return false
}

// endExpiredClaims ends the links whose token has expired and was not replaced in time.
func (s *Server) endExpiredClaims(now time.Time) {
	for c := range s.conns {
		expired := false
		for audience, until := range c.claims {
			if !until.IsZero() && !until.After(now) {
				delete(c.claims, audience)
				expired = true
			}
		}
		if expired {
			c.endUnclaimed(now)
		}
	}
}

func (c *conn) endUnclaimed(now time.Time) {
	for _, session := range c.sessions {
		for _, l := range session.links {
			if l.node != nil && !c.claimed(addressOf(l.attach, c.server).path, now) {
				l.fail(renewToken(l))
			}
		}
	}
}

// renewToken is what the service tells on a link whose token has expired. A client may attach anew with another token.
func renewToken(l *link) *amqp.Error {
	claim := "Send"
	if l.kind == receiving {
		claim = "Listen"
	}
	return &amqp.Error{
		Condition:   "amqp:link:detach-forced",
		Description: "The link '" + l.attach.Name + "' is force detached. Code: RenewToken. Details: Unauthorized access. '" + claim + "' claim(s) are required to perform this operation.",
	}
}

// putToken notes the token of a request to $cbs. What is in it is not checked, only when it ends is looked at.
func (c *conn) putToken(request *amqp.Message) answer {
	operation, _ := request.Application.Get("operation")
	audience, _ := request.Application.Get("name")
	token, _ := request.Value()
	if amqp.Text(operation) != "put-token" || amqp.Text(audience) == "" || amqp.Text(token) == "" {
		return answer{code: 400, text: "A request to $cbs is a put-token with a name and a token."}
	}
	expiration, _ := request.Application.Get("expiration")
	until := expiry(expiration, amqp.Text(token))
	if !until.IsZero() && !until.After(c.server.now()) {
		return answer{code: 401, text: "ExpiredToken: The token is expired."}
	}
	path := pathOf(amqp.Text(audience))
	if _, known := c.claims[path]; !known && len(c.claims) == maxClaims {
		return answer{code: 400, text: "There are tokens for too many audiences."}
	}
	c.claims[path] = until
	c.server.poke()
	return answer{code: 202, text: "Accepted"}
}

// expiry tells when a token ends: the earliest of what the request says and what the token says, a shared access
// signature or a JSON web token. Zero if none says anything.
func expiry(expiration any, token string) time.Time {
	var until time.Time
	earlier := func(t time.Time) {
		if !t.IsZero() && t.Unix() != 0 && (until.IsZero() || t.Before(until)) {
			until = t
		}
	}
	switch v := expiration.(type) {
	case time.Time:
		earlier(v)
	case string:
		if n, err := strconv.ParseInt(v, 10, 64); err == nil {
			earlier(time.Unix(n, 0))
		}
	}
	if rest, ok := strings.CutPrefix(token, "SharedAccessSignature "); ok {
		if fields, err := url.ParseQuery(rest); err == nil {
			if n, err := strconv.ParseInt(fields.Get("se"), 10, 64); err == nil {
				earlier(time.Unix(n, 0))
			}
		}
	} else if parts := strings.Split(token, "."); len(parts) == 3 {
		var body struct{ Exp int64 }
		if text, err := base64.RawURLEncoding.DecodeString(parts[1]); err == nil && json.Unmarshal(text, &body) == nil {
			earlier(time.Unix(body.Exp, 0))
		}
	}
	return until
}
