package main

import (
	"fmt"
	"io"
	"strings"

	"waybill/shared/ledger"
)

// printTree prints a trace as a tree, an asset to a line and what is known of it below.
func printTree(w io.Writer, root *ledger.Node) error {
	var b strings.Builder
	writeNode(&b, root, "", "")
	_, err := io.WriteString(w, b.String())
	return err
}

// writeNode writes a node after lead, and what belongs to it after indent.
func writeNode(b *strings.Builder, n *ledger.Node, lead, indent string) {
	fmt.Fprintf(b, "%s%s%s\n", lead, n.ID, noteOf(n))
	if n.Repeated {
		return
	}
	below := append(append([]*ledger.Node{}, n.From...), n.Into...)
	rail := indent + "    "
	if len(below) > 0 {
		rail = indent + "│   "
	}
	fmt.Fprintf(b, "%sheld by %s, owned by %s, %s%s\n", rail, n.Holder, n.Owner, n.Status, remainder(n))
	for _, c := range n.Certificates {
		fmt.Fprintf(b, "%s%s certificate of %s: %s%s\n", rail, c.Type, c.Issuer, c.Status, claims(c))
	}
	for _, d := range n.Documents {
		fmt.Fprintf(b, "%sdocument %s\n", rail, d)
	}
	if n.Transaction != nil {
		fmt.Fprintf(b, "%stransaction %s\n", rail, n.Transaction)
	}
	for i, child := range below {
		if i == len(below)-1 {
			writeNode(b, child, indent+"└── ", indent+"    ")
		} else {
			writeNode(b, child, indent+"├── ", indent+"│   ")
		}
	}
	if n.Truncated {
		fmt.Fprintf(b, "%s└── ... there is more; ask for a greater depth\n", indent)
	}
}

func noteOf(n *ledger.Node) string {
	text := ""
	if n.Description != "" {
		text += "  " + n.Description
	}
	if n.Link != nil && n.Link.Quantity > 0 {
		text += "  (" + n.Link.Quantity.String() + " used)"
	}
	if n.Repeated {
		text += "  (see above)"
	}
	return text
}

func remainder(n *ledger.Node) string {
	if n.Quantity == nil {
		return ""
	}
	return ", " + n.Quantity.String() + " " + n.Unit + " left"
}

func claims(c ledger.CertificateView) string {
	if len(c.Claims) == 0 {
		return ""
	}
	var all []string
	for _, name := range sortedKeys(c.Claims) {
		all = append(all, name+" "+c.Claims[name])
	}
	return " (" + strings.Join(all, ", ") + ")"
}
