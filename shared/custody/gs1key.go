package custody

// A gs1Key is a primary key of the GS1 Digital Link URI syntax: some digits that end in a check digit, and a rest.
type gs1Key struct {
	ai      string // GS1 Application Identifier
	name    string // how early Digital Links and people call it
	checked int    // so many leading digits, of which the last is a check digit
	rest    charRange
	// qualifiers that may follow, in this order; those of another sequence exclude these
	qualifiers [][]string
	// finest is which qualifiers a canonical link keeps: the first of these that is there, and no other
	finest []string
	check  func(value string) string // further rule of the key: why it is broken, or ""
}

// A charRange is a run of characters of a set.
type charRange struct {
	charset  string
	min, max int
}

func (r charRange) matches(s string) bool {
	return len(s) >= r.min && len(s) <= r.max && within(s, r.charset)
}

// gs1Keys holds the primary keys, with the facts of the GS1 syntax dictionary of January 2026.
var gs1Keys = []gs1Key{
	{ai: "00", name: "sscc", checked: 18},
	{ai: "01", name: "gtin", checked: 14, qualifiers: [][]string{{"22", "10", "21"}, {"235"}}, finest: []string{"21", "235", "10"}},
	{ai: "253", name: "gdti", checked: 13, rest: charRange{charset82, 0, 17}},
	{ai: "255", name: "gcn", checked: 13, rest: charRange{charsetDigit, 0, 12}},
	{ai: "401", name: "ginc", rest: charRange{charset82, 1, 30}, check: startsWithPrefix},
	{ai: "402", name: "gsin", checked: 17},
	{ai: "414", name: "gln", checked: 13, qualifiers: [][]string{{"254"}, {"7040"}}, finest: []string{"254"}},
	{ai: "415", name: "payTo", checked: 13, qualifiers: [][]string{{"8020"}}, finest: []string{"8020"}},
	{ai: "417", name: "party", checked: 13, qualifiers: [][]string{{"7040"}}},
	{ai: "8003", name: "grai", checked: 14, rest: charRange{charset82, 0, 16}, check: startsWithZero},
	{ai: "8004", name: "giai", rest: charRange{charset82, 1, 30}, qualifiers: [][]string{{"7040"}}, check: startsWithPrefix},
	{ai: "8006", name: "itip", checked: 14, rest: charRange{charsetDigit, 4, 4}, qualifiers: [][]string{{"22", "10", "21"}}, finest: []string{"21", "10"}, check: pieceOfTotal},
	{ai: "8010", name: "cpid", rest: charRange{charset39, 1, 30}, qualifiers: [][]string{{"8011"}}, finest: []string{"8011"}, check: startsWithPrefix},
	{ai: "8013", name: "gmn", rest: charRange{charset82, 3, 25}, check: checkPair},
	{ai: "8017", name: "gsrnp", checked: 18, qualifiers: [][]string{{"8019"}}},
	{ai: "8018", name: "gsrn", checked: 18, qualifiers: [][]string{{"8019"}}},
}

// gs1Qualifiers holds what may stand behind a primary key.
var gs1Qualifiers = []struct {
	ai, name string
	value    charRange
}{
	{"10", "lot", charRange{charset82, 1, 20}},
	{"21", "ser", charRange{charset82, 1, 20}},
	{"22", "cpv", charRange{charset82, 1, 20}},
	{"235", "tpx", charRange{charset82, 1, 28}},
	{"254", "glnx", charRange{charset82, 1, 20}},
	{"7040", "uic", charRange{charset82, 4, 4}},
	{"8011", "cpsn", charRange{charsetDigit, 1, 12}},
	{"8019", "srin", charRange{charsetDigit, 1, 10}},
	{"8020", "refno", charRange{charset82, 1, 25}},
}

// startsWithPrefix wants the four digits that the shortest GS1 company prefix has.
func startsWithPrefix(value string) string {
	if len(value) < 4 || !allDigits(value[:4]) {
		return "the value must begin with the digits of a GS1 company prefix"
	}
	return ""
}

func startsWithZero(value string) string {
	if value[0] != '0' {
		return "a GRAI (8003) begins with the digit 0"
	}
	return ""
}

func pieceOfTotal(value string) string {
	piece, total := value[14:16], value[16:18]
	if piece == "00" || piece > total {
		return "an ITIP (8006) ends in the number of a piece and the total of pieces"
	}
	return ""
}

func checkPair(value string) string {
	if !validCheckPair(value) {
		return "the check character pair of 8013 (gmn) is wrong: was the number mistyped?"
	}
	return startsWithPrefix(value)
}
