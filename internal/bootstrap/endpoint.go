package bootstrap

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// unreachable is the error of a node that does not answer.
func unreachable(rpc string, err error) error {
	return fmt.Errorf("the node at %s does not answer; is it running, and does it speak JSON-RPC there? %w",
		host(rpc), scrub(err))
}

// host is what may be shown of a node's address: its path, query and user often hold a key.
func host(rpc string) string {
	u, err := url.Parse(rpc)
	if err != nil || u.Host == "" {
		return "the given address"
	}
	return u.Scheme + "://" + u.Host
}

// scrub leaves only the host of an address that the HTTP client put into an error.
func scrub(err error) error {
	var withURL *url.Error
	if !errors.As(err, &withURL) {
		return err
	}
	return scrubbed{strings.ReplaceAll(err.Error(), withURL.URL, host(withURL.URL)), withURL.Err}
}

type scrubbed struct {
	text  string
	cause error
}

func (e scrubbed) Error() string { return e.text }
func (e scrubbed) Unwrap() error { return e.cause }
