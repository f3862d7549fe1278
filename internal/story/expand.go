package story

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var rangePattern = regexp.MustCompile(`\{(\d+)\.\.(\d+)\}`)

// maxRange bounds what one range may stand for.
const maxRange = 1000

// expand gives the ids that an id with a range stands for: "C{01..03}" is C01, C02, C03, with the digits of the first
// number.
func expand(id string) ([]string, error) {
	at := rangePattern.FindStringSubmatchIndex(id)
	if at == nil {
		return []string{id}, nil
	}
	from, to := id[at[2]:at[3]], id[at[4]:at[5]]
	first, err1 := strconv.Atoi(from)
	last, err2 := strconv.Atoi(to)
	if err1 != nil || err2 != nil || last < first || last-first >= maxRange {
		return nil, fmt.Errorf("the range in %q does not go up, or by more than %d", id, maxRange)
	}
	var all []string
	for n := first; n <= last; n++ {
		one := id[:at[0]] + fmt.Sprintf("%0*d", len(from), n) + id[at[1]:]
		if strings.Contains(id[at[1]:], "{") {
			return nil, fmt.Errorf("%q has more than one range", id)
		}
		all = append(all, one)
	}
	return all, nil
}

func expandAll(ids []string) ([]string, error) {
	var all []string
	for _, id := range ids {
		some, err := expand(id)
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}
