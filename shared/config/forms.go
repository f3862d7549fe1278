package config

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// nodes takes addresses of Ethereum nodes. What an error shows of an address is its host: keys of providers stand in paths.
func nodes(s *Settings, v string) error {
	all := strings.Split(v, ",")
	for i, address := range all {
		u, err := url.Parse(strings.TrimSpace(address))
		if err != nil || u.Host == "" || !slices.Contains([]string{"http", "https", "ws", "wss"}, u.Scheme) {
			return fmt.Errorf("address %d of %d does not begin with http://, https://, ws:// or wss:// and a host", i+1, len(all))
		}
		all[i] = u.String()
	}
	s.RPCURLs, s.RPCURL = all, all[0]
	return nil
}

// leastToken is how short a bearer token of an event stream may be: as many characters as 128 bits have in base64.
const leastToken = 22

func streamSecrets(s *Settings, v string) error {
	all := strings.Split(v, ",")
	for _, token := range all {
		if len(token) < leastToken || strings.ContainsAny(token, " \t\r\n") {
			return fmt.Errorf("each token has to have %d characters or more and no spaces", leastToken)
		}
	}
	s.StreamSecrets = all
	return nil
}

var (
	noteKey      = regexp.MustCompile(`^PRIVATE\+KEY\+[^+\s]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*$`)
	noteVerifier = regexp.MustCompile(`^[^+\s]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]+=*$`)
)

func digestKey(s *Settings, v string) error {
	if !noteKey.MatchString(v) {
		return errors.New("it is not of the form PRIVATE+KEY+name+hash+key")
	}
	s.DigestKey = v
	return nil
}

func digestVerifiers(s *Settings, v string) error {
	all := strings.Split(v, ",")
	for _, verifier := range all {
		if !noteVerifier.MatchString(verifier) {
			return fmt.Errorf("%q is not of the form name+hash+key", verifier)
		}
	}
	s.DigestVerifiers = all
	return nil
}

// schedule takes what the host takes: six fields that begin with seconds, or five that begin with minutes.
func schedule(_ *Settings, v string) error {
	fields := strings.Fields(v)
	if len(fields) != 5 && len(fields) != 6 {
		return fmt.Errorf("%q has %d fields, and a schedule has six: second, minute, hour, day, month, day of the week", v, len(fields))
	}
	for _, f := range fields {
		if strings.Trim(f, "0123456789*/,-ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") != "" {
			return fmt.Errorf("%q has the field %q, which is none of a schedule", v, f)
		}
	}
	return nil
}

// What follows is read by shared/telemetry, as OpenTelemetry's own programs read it; here only its form is checked.

func collector(_ *Settings, v string) error {
	u, err := url.Parse(v)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return errors.New("it is not an address of the form http://host:4318")
	case u.User != nil:
		return errors.New("it has credentials in it, which belong into OTEL_EXPORTER_OTLP_HEADERS")
	}
	return nil
}

func sampler(_ *Settings, v string) error {
	if name := strings.TrimPrefix(v, "parentbased_"); !slices.Contains([]string{"always_on", "always_off", "traceidratio"}, name) {
		return fmt.Errorf("%q is none of always_on, always_off, traceidratio", v)
	}
	return nil
}

func ratio(_ *Settings, v string) error {
	if r, err := strconv.ParseFloat(v, 64); err != nil || !(r >= 0 && r <= 1) {
		return fmt.Errorf("%q is not a number from 0 to 1", v)
	}
	return nil
}
