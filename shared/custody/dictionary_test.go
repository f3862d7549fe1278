package custody

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// Every primary key of the GS1 syntax dictionary is known, with its check digit, its length and its qualifiers, and
// no other key is.
func TestKeysAgreeWithTheSyntaxDictionary(t *testing.T) {
	t.Parallel()
	corpora := os.Getenv("WAYBILL_CORPORA")
	if corpora == "" {
		t.Skip("WAYBILL_CORPORA does not name the folder with the GS1 syntax dictionary")
	}
	text, err := os.ReadFile(filepath.Join(corpora, "gs1-syntax", "gs1-syntax-dictionary.txt"))
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)^(\d+) +[^A-Z\s]* +((?:\[?[NXYZ][^ ]* )+).*?dlpkey(?:=(\S+))?`)
	lines := line.FindAllStringSubmatch(string(text), -1)
	if len(lines) != len(gs1Keys) {
		t.Errorf("the dictionary has %d primary keys and the table %d", len(lines), len(gs1Keys))
	}
	for _, l := range lines {
		ai, format, qualifiers := l[1], l[2], l[3]
		key, ok := keyOf(ai)
		if !ok {
			t.Errorf("%s is missing", ai)
			continue
		}
		if got := strings.Contains(format, "csum,"); got != (key.checked > 0) {
			t.Errorf("%s: check digit: dictionary %v, table %d digits", ai, got, key.checked)
		}
		if got := strings.Contains(format, "csumalpha"); got != (ai == "8013") {
			t.Errorf("%s: check character pair: dictionary %v", ai, got)
		}
		if got := lengthOf(format); got != [2]int{key.checked + key.rest.min, key.checked + key.rest.max} && ai != "8013" {
			t.Errorf("%s: length: dictionary %v, table %d and %+v", ai, got, key.checked, key.rest)
		}
		var sequences []string
		for _, s := range key.qualifiers {
			sequences = append(sequences, strings.Join(s, ","))
		}
		if got := strings.Join(sequences, "|"); got != qualifiers {
			t.Errorf("%s: qualifiers: dictionary %q, table %q", ai, qualifiers, got)
		}
	}
}

// Every qualifier has the length and character set that the dictionary gives it.
func TestQualifiersAgreeWithTheSyntaxDictionary(t *testing.T) {
	t.Parallel()
	corpora := os.Getenv("WAYBILL_CORPORA")
	if corpora == "" {
		t.Skip("WAYBILL_CORPORA does not name the folder with the GS1 syntax dictionary")
	}
	text, err := os.ReadFile(filepath.Join(corpora, "gs1-syntax", "gs1-syntax-dictionary.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range gs1Qualifiers {
		l := regexp.MustCompile(`(?m)^` + q.ai + ` +[^A-Z\s]* +((?:[NXYZ][^ \n]*(?: |$))+)`).FindStringSubmatch(string(text))
		if l == nil {
			t.Errorf("%s is not in the dictionary", q.ai)
			continue
		}
		if got := lengthOf(l[1]); got[1] != q.value.max || got[0] != q.value.min {
			t.Errorf("%s: length: dictionary %v, table %+v", q.ai, got, q.value)
		}
		if digits := strings.HasPrefix(l[1], "N"); digits != (q.value.charset == charsetDigit) && q.ai != "7040" {
			t.Errorf("%s: digits only: dictionary %v", q.ai, digits)
		}
	}
}

// lengthOf adds up the components of a dictionary format such as "N13,csum [X..17]".
func lengthOf(format string) (sum [2]int) {
	for _, m := range regexp.MustCompile(`(\[?)[NXYZ](\.\.)?(\d+)`).FindAllStringSubmatch(format, -1) {
		n := 0
		for _, d := range m[3] {
			n = 10*n + int(d-'0')
		}
		sum[1] += n
		switch {
		case m[1] != "":
		case m[2] != "":
			sum[0]++
		default:
			sum[0] += n
		}
	}
	return sum
}
