package ledger

import (
	"strings"

	"waybill/shared/custody"
)

// A Footprint is what is known of an asset's making, from the cradle to the asset itself, rolled up along what it was
// made of. What has no figure is told as such and never counts as nothing.
//
// An asset's own figure comes first: that of a certificate that is active now, else that of the asset's attributes. If
// there is none, it is made up from the inputs:
//
//	CO2e(asset)     = sum over inputs of CO2e(input) * quantity used / quantity there was * portion of the outputs
//	recycled(asset) = sum over inputs of recycled(input) * share of the input in the asset
type Footprint struct {
	CO2e            *Mass        `json:"co2eKilograms,omitempty"`  // of all of the asset when it came about; of a part of it, if some is without a figure
	CO2eSource      FigureSource `json:"co2eSource,omitempty"`     // of the figure
	CO2eUnknown     Share        `json:"co2eUnknownShare"`         // of the asset's mass that has no figure
	Recycled        *Share       `json:"recycledShare,omitempty"`  // at least
	RecycledSource  FigureSource `json:"recycledSource,omitempty"` // of the figure
	RecycledUnknown Share        `json:"recycledUnknownShare"`     // of the asset's mass that has no figure
}

// A FigureSource says where a figure comes from.
type FigureSource string

// The sources of figures.
const (
	SourceCertificate FigureSource = "certificate"
	SourceAttribute   FigureSource = "attribute" // what the asset's maker declared
	SourceInputs      FigureSource = "inputs"
)

// The names of figures, among the claims of a certificate and the attributes of an asset.
const (
	FigureCO2e     = "kgCO2e"        // kilograms of CO2 equivalents, for Per
	FigurePer      = "per"           // piece, or the unit of a lot; the asset as a whole if it is left out
	FigureRecycled = "recycledShare" // from 0 to 1
)

// footprints rolls up in the order of the assets' numbers, in which inputs come before what is made of them. A unit has
// no footprint: what it holds has.
func (t *trace) footprints(assets []Asset, papers papers) {
	r := rollup{assets: make(map[uint64]Asset, len(assets)), done: map[uint64]*Footprint{}, from: map[uint64][]Edge{}}
	for _, a := range assets {
		r.assets[a.Seq] = a
	}
	for _, e := range t.edges {
		r.from[e.Output] = append(r.from[e.Output], e)
	}
	for _, a := range assets {
		if a.Kind == custody.KindUnit {
			continue
		}
		f := r.inputs(a)
		f.declare(SourceAttribute, a, a.Attributes)
		for _, c := range papers.certificates[a.ID] {
			if standingNow(c, papers.changes[c.Key], t.now) == CertificateActive {
				f.declare(SourceCertificate, a, c.Claims)
			}
		}
		r.done[a.Seq] = f
		t.nodes[a.Seq].Footprint = f
	}
}

type rollup struct {
	assets map[uint64]Asset
	from   map[uint64][]Edge // by output
	done   map[uint64]*Footprint
}

// inputs makes up the footprint from those of the inputs. An input that is beyond the trace has no figure.
func (r rollup) inputs(a Asset) *Footprint {
	f := &Footprint{}
	co2e, recycled, covered, known := Mass(0), Share(0), Share(0), Share(0)
	for _, e := range r.from[a.Seq] {
		in := r.done[e.Input]
		if in == nil {
			continue
		}
		if in.CO2e != nil && a.Portion > 0 {
			input := r.assets[e.Input]
			co2e += partOf(*in.CO2e, e.Quantity, input.Amount).times(uint64(a.Portion), uint64(Whole))
			covered += e.Share.Of(Whole - in.CO2eUnknown)
			f.CO2e, f.CO2eSource = &co2e, SourceInputs
		}
		if in.Recycled != nil {
			recycled += e.Share.Of(*in.Recycled)
			known += e.Share.Of(Whole - in.RecycledUnknown)
			f.Recycled, f.RecycledSource = &recycled, SourceInputs
		}
	}
	f.CO2eUnknown, f.RecycledUnknown = Whole-covered, Whole-known
	return f
}

// declare takes the figures that a source gives, if they can be read.
func (f *Footprint) declare(source FigureSource, a Asset, figures map[string]string) {
	if m, err := ParseMass(figures[FigureCO2e]); err == nil {
		if whole, ok := forAll(m, figures[FigurePer], a); ok {
			f.CO2e, f.CO2eSource, f.CO2eUnknown = &whole, source, 0
		}
	}
	if n, err := parseDecimal(figures[FigureRecycled], 9, int64(Whole)); err == nil {
		share := Share(n)
		f.Recycled, f.RecycledSource, f.RecycledUnknown = &share, source, 0
	}
}

// forAll gives a figure for all of an asset; false if it is per something that the asset is not measured in.
func forAll(m Mass, per string, a Asset) (Mass, bool) {
	switch {
	case per == "" || a.Kind != custody.KindLot && per == "piece":
		return m, true
	case a.Kind == custody.KindLot && strings.EqualFold(per, a.Unit):
		return m.times(uint64(max(a.Amount, 0)), 1000), true
	}
	return 0, false
}
