package epcis

import "strings"

// The words of the Core Business Vocabulary 2.0, sections 7.1 to 7.5.
var (
	bizSteps = words(`accepting arriving assembling collecting commissioning consigning creating_class_instance
		cycle_counting decommissioning departing destroying disassembling dispensing encoding entering_exiting holding
		inspecting installing killing loading other packing picking receiving removing repackaging repairing replacing
		reserving retail_selling sampling sensor_reporting shipping staging_outbound stock_taking stocking storing
		transporting unloading unpacking void_shipping`)
	dispositions = words(`active available completeness_inferred completeness_verified conformant container_closed
		container_open damaged destroyed dispensed disposed encoded expired in_progress in_transit inactive
		mismatch_class mismatch_instance mismatch_quantity needs_replacement no_pedigree_match non_conformant
		non_sellable_other partially_dispensed recalled reserved retail_sold returned sellable_accessible
		sellable_not_accessible stolen unavailable unknown`)
	transactionTypes = words(`bol cert desadv inv pedigree po poc prodorder recadv rma testprd testres upevt`)
	partyTypes       = words(`owning_party possessing_party location`)
	errorReasons     = words(`did_not_occur incorrect_data`)
)

// A vocabulary is a set of words and how they are written as URIs.
type vocabulary struct {
	words map[string]bool
	name  string   // what people call it
	bases []string // what may stand before a word
}

var (
	bizStepWords     = vocabulary{bizSteps, "business step", bases("BizStep-", "bizstep")}
	dispositionWords = vocabulary{dispositions, "disposition", bases("Disp-", "disp")}
	transactionWords = vocabulary{transactionTypes, "business transaction type", bases("BTT-", "btt")}
	partyWords       = vocabulary{partyTypes, "source or destination type", bases("SDT-", "sdt")}
	errorWords       = vocabulary{errorReasons, "error reason", bases("ER-", "er")}
)

// bases gives the prefixes that CBV 2.0 and its predecessor put before a word.
func bases(modern, old string) []string {
	return []string{"cbv:" + modern, "https://ref.gs1.org/cbv/" + modern, "http://ref.gs1.org/cbv/" + modern, "urn:epcglobal:cbv:" + old + ":"}
}

// word gives the bare word, or the value itself if it is a URI of somebody else.
func (v vocabulary) word(s string) string {
	for _, base := range v.bases {
		if w, ok := strings.CutPrefix(s, base); ok {
			return w
		}
	}
	return s
}

// knows reports whether s is a word of the vocabulary in any spelling.
func (v vocabulary) knows(s string) bool { return v.words[v.word(s)] }

// claims reports whether s says that it is a word of the vocabulary.
func (v vocabulary) claims(s string) bool {
	return !strings.Contains(s, ":") || v.word(s) != s
}

func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[w] = true
	}
	return set
}
