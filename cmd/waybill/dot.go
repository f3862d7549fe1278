package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"waybill/shared/ledger"
)

// printDot prints a trace for Graphviz: an asset is a box, an arrow goes from an input to what was made of it.
func printDot(w io.Writer, root *ledger.Node) error {
	var b strings.Builder
	b.WriteString("digraph trace {\n  rankdir=LR\n  node [shape=box]\n")
	writeDot(&b, root)
	b.WriteString("}\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func writeDot(b *strings.Builder, n *ledger.Node) {
	if !n.Repeated {
		label := string(n.ID)
		if n.Description != "" {
			label = n.Description + "\n" + label
		}
		fmt.Fprintf(b, "  %s [label=%s", quoted(string(n.ID)), quoted(label+"\n"+string(n.Status)+" at "+string(n.Holder)))
		if len(n.Recalls) > 0 || slices.ContainsFunc(n.Certificates, func(c ledger.CertificateView) bool { return c.Status != ledger.CertificateActive }) {
			b.WriteString(", color=red")
		}
		b.WriteString("]\n")
	}
	for _, input := range n.From {
		writeArrow(b, input, n, input.Link)
		writeDot(b, input)
	}
	for _, product := range n.Into {
		writeArrow(b, n, product, product.Link)
		writeDot(b, product)
	}
}

func writeArrow(b *strings.Builder, from, to *ledger.Node, link *ledger.Link) {
	style := ""
	switch {
	case link == nil:
	case link.Relation == ledger.RelationPackedIn:
		style = " [style=dashed]"
	case link.Share > 0:
		style = " [label=" + quoted(link.Share.String()) + "]"
	}
	fmt.Fprintf(b, "  %s -> %s%s\n", quoted(string(from.ID)), quoted(string(to.ID)), style)
}

// quoted writes a string as the DOT language has it. A backslash is doubled, for labels have escapes of their own.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`"`, `\"`, `\`, `\\`, "\n", `\n`).Replace(s) + `"`
}
