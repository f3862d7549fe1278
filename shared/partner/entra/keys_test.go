package entra_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"waybill/shared/partner/entra"
	"waybill/shared/partner/partnertest"
	"waybill/shared/problem"
)

func newAuthenticator(tb testing.TB, d *partnertest.Directory) *entra.Authenticator {
	tb.Helper()
	a, err := entra.Open(entra.Place{
		Tenant: partnertest.Tenant, Audience: partnertest.Audience, Keys: d.Keys, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		tb.Fatal(err)
	}
	return a
}

// foreign gives a token that is good but for its key's id.
func (g *gate) foreign(kid string) string {
	return g.Sign(g.header(map[string]any{"kid": kid}), g.Claims(miner, false, g.now()))
}

// asked waits until the keys were asked for so often; a reading in the background ends by and by.
func (g *gate) asked(want int) {
	g.Helper()
	if got := g.Asked(); got != want {
		g.Errorf("the directory was asked %d times for its keys, want %d", got, want)
	}
}

// Nobody is asked for keys before the first token comes, and once for all that come at once.
func TestKeysAreReadAtTheFirstToken(t *testing.T) {
	t.Parallel()
	g := open(t)
	g.asked(0)
	token := g.good()
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() { g.accepted(token) })
	}
	all.Wait()
	g.asked(1)
}

// A flood of tokens with unknown key ids costs one reading in five minutes, whatever else comes, and keeps nobody out who
// has a good one.
func TestAFloodOfUnknownKeysCostsOneReading(t *testing.T) {
	t.Parallel()
	g := open(t)
	g.accepted(g.good())
	g.asked(1)
	flood := func(name string) {
		var all sync.WaitGroup
		for i := range 40 {
			all.Go(func() { _, _ = g.Authenticate(t.Context(), g.foreign(fmt.Sprint(name, i))) })
			all.Go(func() { g.accepted(g.good()) })
		}
		all.Wait()
	}
	flood("at once")
	g.pass(5*time.Minute - time.Second)
	flood("before the pause is over")
	g.asked(1)
	g.pass(time.Second)
	flood("after it")
	g.asked(2)
	g.refused("the directory has no key with its id", g.foreign("one more"))
	g.asked(2)
}

// Wrong signatures of a known key cost no reading at all.
func TestWrongSignaturesCostNoReading(t *testing.T) {
	t.Parallel()
	g := open(t)
	g.accepted(g.good())
	g.pass(6 * time.Minute)
	token := g.good()
	for range 20 {
		g.refused("its signature is not the directory's", token[:len(token)-4]+"AAAA")
	}
	g.asked(1)
}

// A new key is good as soon as a token names it, once the pause is over; the old one is gone with it.
func TestANewKeyIsFound(t *testing.T) {
	t.Parallel()
	g := open(t)
	old := g.good()
	g.accepted(old)
	g.Rotate()
	g.refused("the directory has no key with its id", g.good())
	g.pass(5 * time.Minute)
	g.accepted(g.good())
	g.refused("the directory has no key with its id", old)
	g.asked(2)
}

// Keys are read again when they are a day old, while the request that finds that goes on.
func TestKeysAreRefreshedInTheBackground(t *testing.T) {
	t.Parallel()
	g := open(t)
	g.accepted(g.good())
	g.pass(24*time.Hour - time.Second)
	g.accepted(g.good())
	g.asked(1)
	g.pass(time.Second)
	reached, leave := make(chan struct{}), make(chan struct{})
	g.Answer(func(w http.ResponseWriter, _ *http.Request) {
		close(reached)
		<-leave
		_, _ = w.Write(g.KeySet())
	})
	g.accepted(g.good()) // with the old keys: the directory has not answered
	<-reached
	g.accepted(g.good())
	g.Rotate()
	close(leave)
	g.Answer(nil)
	g.accepted(g.good()) // with the new key, whose reading it waited for
	g.asked(2)
}

// While the directory cannot be reached its old keys are good for a day more, and asking again is as rare as ever; then
// nobody is let in, and everybody is told that it is not their fault.
func TestOldKeysServeWhileTheDirectoryIsAway(t *testing.T) {
	t.Parallel()
	g := open(t)
	g.accepted(g.good())
	g.Answer(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	g.pass(24 * time.Hour)
	for range 100 {
		g.accepted(g.good())
	}
	g.refused("the directory has no key with its id", g.foreign("new")) // it waits for the reading that has begun
	g.asked(2)
	g.pass(24*time.Hour - time.Second)
	g.accepted(g.good())
	g.refused("the directory has no key with its id", g.foreign("newer"))
	g.asked(3)
	g.pass(10 * time.Second)
	_, err := g.Authenticate(t.Context(), g.good())
	if p := problem.From(err); !errors.Is(err, problem.Unavailable) || p.RetryAfter == 0 || !strings.Contains(err.Error(), "503") {
		t.Errorf("%v", err)
	}
	g.asked(4)
	g.Answer(nil)
	if _, err := g.Authenticate(t.Context(), g.good()); !errors.Is(err, problem.Unavailable) {
		t.Errorf("asked again at once: %v", err)
	}
	g.pass(10 * time.Second)
	g.accepted(g.good())
	g.asked(5)
}

// A request that ends while it waits for keys waits no longer; the reading goes on for the others.
func TestAReadingOutlivesTheRequestThatBeganIt(t *testing.T) {
	t.Parallel()
	g := open(t)
	reached, leave := make(chan struct{}), make(chan struct{})
	g.Answer(func(w http.ResponseWriter, _ *http.Request) {
		close(reached)
		<-leave
		_, _ = w.Write(g.KeySet())
	})
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		_, err := g.Authenticate(ctx, g.good())
		ended <- err
	}()
	<-reached
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	close(leave)
	g.accepted(g.good())
	g.asked(1)
}

// An answer that is not a bounded set of keys is no answer, and a redirection is not followed.
func TestBadAnswers(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answer func(g *gate) http.HandlerFunc
		say    string
	}{
		"a refusal": {func(*gate) http.HandlerFunc {
			return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) }
		}, "404"},
		"no JSON":       {text("<html>"), "not a set of keys"},
		"no keys":       {text(`{"keys":[]}`), "no key that is good"},
		"too many keys": {text(`{"keys":[` + strings.Repeat("{},", 100) + `{}]}`), "more than 100 keys"},
		"too long":      {text(`{"keys":[],"x":"` + strings.Repeat("x", 512<<10) + `"}`), "more than 524288 bytes"},
		"another place": {func(g *gate) http.HandlerFunc {
			elsewhere := partnertest.NewDirectory(g)
			return func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere.Keys, http.StatusFound) }
		}, "302"},
		"a broken connection": {func(*gate) http.HandlerFunc {
			return func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }
		}, "EOF"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := open(t)
			g.Answer(c.answer(g))
			if _, err := g.Authenticate(t.Context(), g.good()); !errors.Is(err, problem.Unavailable) || !strings.Contains(err.Error(), c.say) {
				t.Errorf("%v does not say %q", err, c.say)
			}
			g.Answer(nil)
			g.pass(10 * time.Second)
			g.accepted(g.good())
		})
	}
}

func text(body string) func(*gate) http.HandlerFunc {
	return func(*gate) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(body)) }
	}
}

// Of a set of keys those are taken that are good for RS256 and sign for the one directory; what is not understood does
// not spoil the others.
func TestWhichKeysAreTaken(t *testing.T) {
	t.Parallel()
	d := partnertest.NewDirectory(t)
	issuer := "https://login.microsoftonline.com/" + partnertest.Tenant + "/v2.0"
	key := func(id string, change func(map[string]any)) map[string]any {
		k := d.JWK()
		k["kid"] = id
		change(k)
		return k
	}
	set := func(name string, value any) func(map[string]any) { return func(k map[string]any) { k[name] = value } }
	text, err := json.Marshal(map[string]any{"keys": []any{
		key("as it comes", func(map[string]any) {}),
		key("no issuer", func(k map[string]any) { delete(k, "issuer") }),
		key("everybody's", set("issuer", "https://login.microsoftonline.com/{tenantid}/v2.0")),
		key("no use", func(k map[string]any) { delete(k, "use") }),
		key("with its algorithm", set("alg", "RS256")),
		key("another directory's", set("issuer", "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0")),
		key("another cloud's", set("issuer", "https://login.example/{tenantid}/v2.0")),
		key("for encryption", set("use", "enc")),
		key("another algorithm's", set("alg", "PS256")),
		key("too small", set("n", "ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp")),
		key("exponent 1", set("e", "AQ")),
		key("no modulus", func(k map[string]any) { delete(k, "n") }),
		key("a modulus that is no text", set("n", 1)),
		key("a broken certificate", set("x5c", []string{"MIIC"})),
		key("", func(map[string]any) {}),
		map[string]any{"kty": "EC", "crv": "P-256", "kid": "elliptic", "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"},
		map[string]any{"kty": "oct", "kid": "symmetric", "k": "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"},
		map[string]any{"kty": "new", "kid": "of a kind to come"},
		"no key",
	}})
	if err != nil {
		t.Fatal(err)
	}
	ids, err := entra.ParseKeys(text, issuer)
	slices.Sort(ids)
	if want := []string{"as it comes", "everybody's", "no issuer", "no use", "with its algorithm"}; err != nil || !slices.Equal(ids, want) {
		t.Errorf("got %q, %v; want %q", ids, err, want)
	}
}

// Every request is authenticated: what a good token costs once the keys are there, and one that is signed by somebody
// else.
func BenchmarkAuthenticate(b *testing.B) {
	d := partnertest.NewDirectory(b)
	a := newAuthenticator(b, d)
	good := d.Token(miner, false)
	for name, token := range map[string]string{"good": good, "forged": good[:len(good)-4] + "AAAA"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := a.Authenticate(b.Context(), token); (err == nil) != (name == "good") {
					b.Fatal(err)
				}
			}
		})
	}
}
