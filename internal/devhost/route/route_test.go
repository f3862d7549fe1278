package route_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"waybill/internal/devhost/route"
)

// Which paths a template takes, and what the parameters are: name=value, or name alone if it is not there.
func TestMatch(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ template, path, want string }{
		{"api/orders", "api/orders", ""},
		{"api/orders", "API/Orders/", ""},
		{"api/orders", "api/orders/1", "no"},
		{"api/orders", "api", "no"},
		{"orders/{id}", "orders/42", "id=42"},
		{"orders/{id}", "orders/a%2Fb%20c", "id=a/b c"},
		{"orders/{id}", "orders/", "no"},
		{"orders/{id}", "orders//", "no"},
		{"orders/{id}", "orders/%zz", "no"},
		{"orders/{id}/lines/{n}", "orders/1/lines/2", "id=1 n=2"},
		{"orders/{id?}", "orders", "id"},
		{"orders/{id?}", "orders/7", "id=7"},
		{"orders/{id:int}", "orders/-7", "id=-7"},
		{"orders/{id:int}", "orders/x", "no"},
		{"orders/{id:int?}", "orders", "id"},
		{"orders/{id:guid}", "orders/C0FFEE00-0000-4000-8000-000000000001", "id=C0FFEE00-0000-4000-8000-000000000001"},
		{"orders/{id:guid}", "orders/1", "no"},
		{"orders/{on:bool}", "orders/TRUE", "on=TRUE"},
		{"orders/{a:alpha}", "orders/a1", "no"},
		{"orders/{n:long}", "orders/12345678901", "n=12345678901"},
		{"files/{*rest}", "files/a/b%20c/d", "rest=a/b c/d"},
		{"files/{**rest}", "files/a", "rest=a"},
		{"files/{*rest}", "files", "rest"},
		{"{*rest}", "x/y", "rest=x/y"},
	} {
		tmpl, err := route.Parse(c.template)
		if err != nil {
			t.Errorf("%s: %v", c.template, err)
			continue
		}
		got := "no"
		if values, ok := tmpl.Match(c.path); ok {
			var all []string
			for _, name := range slices.Sorted(maps.Keys(values)) {
				if v := values[name]; v != nil {
					name = fmt.Sprintf("%s=%s", name, *v)
				}
				all = append(all, name)
			}
			got = strings.Join(all, " ")
		}
		if got != c.want {
			t.Errorf("%s with %s: got %q, want %q", c.template, c.path, got, c.want)
		}
	}
}

// What the real host refuses, or this one does not understand, is refused with the segment.
func TestTemplatesThatAreRefused(t *testing.T) {
	t.Parallel()
	for _, template := range []string{
		"/orders", "a//b", "{id?}/x", "{*rest}/x", "{id}/{ID}", "{id:float}", "a-{id}", "{id=5}", "{}", "{id", "{id:range(1,2)}",
	} {
		if _, err := route.Parse(template); err == nil || !strings.Contains(err.Error(), template) {
			t.Errorf("%s: got %v", template, err)
		}
	}
}

// The more specific template goes first.
func TestBefore(t *testing.T) {
	t.Parallel()
	order := []string{"a/b/c", "a/b", "a/{id:int}", "a/{id}", "a/{*rest}", "{id}", "{*rest}"}
	for i, first := range order {
		for _, second := range order[i+1:] {
			a, errA := route.Parse(first)
			b, errB := route.Parse(second)
			if errA != nil || errB != nil || !a.Before(b) || b.Before(a) {
				t.Errorf("%s does not go before %s", first, second)
			}
		}
	}
}
