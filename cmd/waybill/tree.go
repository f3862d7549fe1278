package main

import (
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"

	"waybill/shared/custody"
	"waybill/shared/ledger"
)

// printTree prints a trace as a tree, an asset to a line and what is known of it below. Neighbours that differ in
// nothing but their ids are told once. What does not count any more stands before everything else.
func printTree(w io.Writer, root *ledger.Node) error {
	var b strings.Builder
	for _, w := range root.Warnings {
		if w.Status == ledger.Recalled {
			fmt.Fprintf(&b, "! %s recalls %s\n", w.Organization, w.Asset)
		} else {
			fmt.Fprintf(&b, "! %s certificate of %s for %s: %s%s\n", w.Type, w.Organization, w.Asset, w.Status, atEvent(w.AtEvent))
		}
	}
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
	below := slices.Concat(n.From, n.Into)
	rail := indent + "    "
	if len(below) > 0 || n.Truncated {
		rail = indent + "│   "
	}
	fmt.Fprintf(b, "%sheld by %s, owned by %s, %s%s\n", rail, n.Holder, n.Owner, n.Status, left(n.Quantity, n.Unit))
	for _, c := range n.Certificates {
		fmt.Fprintf(b, "%s%s certificate of %s: %s%s%s\n", rail, c.Type, c.Issuer, c.Status, since(c), claims(c))
	}
	if text := footprint(n.Footprint); text != "" {
		fmt.Fprintf(b, "%s%s\n", rail, text)
	}
	for _, d := range n.Documents {
		fmt.Fprintf(b, "%sdocument %s\n", rail, d)
	}
	if n.Transaction != nil {
		fmt.Fprintf(b, "%stransaction %s\n", rail, n.Transaction)
	}
	writeBelow(b, below, n.Truncated, indent)
}

// writeBelow writes nodes as branches, and last that there are more of them.
func writeBelow(b *strings.Builder, nodes []*ledger.Node, more bool, indent string) {
	for len(nodes) > 0 {
		first, others := nodes[0], 0
		for others+1 < len(nodes) && alike(first, nodes[others+1]) {
			others++
		}
		same := nodes[1 : 1+others]
		nodes = nodes[1+others:]
		lead, inner := indent+"├── ", indent+"│   "
		if len(nodes) == 0 && others == 0 && !more {
			lead, inner = indent+"└── ", indent+"    "
		}
		writeNode(b, first, lead, inner)
		if others > 0 {
			lead = indent + "├── "
			if len(nodes) == 0 && !more {
				lead = indent + "└── "
			}
			fmt.Fprintf(b, "%s%s\n", lead, moreLike(same))
		}
	}
	if more {
		fmt.Fprintf(b, "%s└── ... there is more; ask for a greater depth\n", indent)
	}
}

// alike reports whether two nodes differ in nothing but their ids.
func alike(a, b *ledger.Node) bool {
	x, y := *a, *b
	x.ID, y.ID = "", ""
	return reflect.DeepEqual(x, y)
}

// moreLike names nodes that are like the one above them.
func moreLike(same []*ledger.Node) string {
	first, last := same[0].ID, same[len(same)-1].ID
	switch len(same) {
	case 1:
		return fmt.Sprintf("1 more like it: %s", first)
	case 2:
		return fmt.Sprintf("2 more like it: %s and %s", first, last)
	}
	return fmt.Sprintf("%d more like it: %s to %s", len(same), first, last)
}

func noteOf(n *ledger.Node) string {
	text := described(n.Description)
	if n.Link != nil && n.Link.Quantity > 0 {
		text += "  (" + n.Link.Quantity.String() + " used)"
	}
	if n.Link != nil && n.Link.Share > 0 && n.Link.Share < ledger.Whole {
		text += "  " + n.Link.Share.String() + " by " + n.Link.Basis.String()
	}
	if n.Repeated {
		text += "  (see above)"
	}
	return text
}

func described(description string) string {
	if description == "" {
		return ""
	}
	return "  " + description
}

// left says how much there is of a lot; nothing of other assets.
func left(quantity *custody.Quantity, unit string) string {
	if quantity == nil {
		return ""
	}
	return ", " + quantity.String() + " " + unit + " left"
}

// since says how a certificate stood when it was relied on, if that was otherwise than now.
func since(c ledger.CertificateView) string {
	if c.AtEvent == c.Status {
		return ""
	}
	return atEvent(c.AtEvent)
}

func atEvent(s ledger.CertificateStatus) string {
	switch s {
	case "":
		return ""
	case ledger.CertificateNotIssued:
		return ", issued after the use"
	}
	return ", " + string(s) + " at the use"
}

// footprint says what is known of carbon and recycled content, and of how much nothing is known.
func footprint(f *ledger.Footprint) string {
	if f == nil {
		return ""
	}
	var parts []string
	if f.CO2e != nil {
		parts = append(parts, fmt.Sprintf("%s kg CO2e by %s%s", f.CO2e, f.CO2eSource, without(f.CO2eUnknown)))
	}
	if f.Recycled != nil {
		parts = append(parts, fmt.Sprintf("%s recycled by %s%s", f.Recycled, f.RecycledSource, without(f.RecycledUnknown)))
	}
	return strings.Join(parts, ", ")
}

func without(unknown ledger.Share) string {
	if unknown == 0 {
		return ""
	}
	return ", " + unknown.String() + " of it without a figure"
}

func claims(c ledger.CertificateView) string {
	if len(c.Claims) == 0 {
		return ""
	}
	var all []string
	for _, name := range slices.Sorted(maps.Keys(c.Claims)) {
		all = append(all, name+" "+c.Claims[name])
	}
	return " (" + strings.Join(all, ", ") + ")"
}
