package azuresql

import (
	"cmp"
	"unicode/utf16"
	"unicode/utf8"
)

// compare orders by UTF-16 code units after each rune was mapped, and takes the shorter text as padded with spaces.
func compare(a, b string, mapped func(rune) rune) int {
	for a != "" || b != "" {
		x, n := next(a)
		y, m := next(b)
		a, b = a[n:], b[m:]
		if x == y {
			continue
		}
		if c := compareRunes(mapped(x), mapped(y)); c != 0 {
			return c
		}
	}
	return 0
}

func next(s string) (rune, int) {
	if s == "" {
		return ' ', 0
	}
	return utf8.DecodeRuneInString(s)
}

// compareRunes orders as UTF-16 does: what is beyond the basic plane starts with a surrogate and so comes before U+E000.
func compareRunes(x, y rune) int {
	if (x > 0xFFFF) != (y > 0xFFFF) {
		high := func(r rune) rune {
			if r > 0xFFFF {
				r, _ = utf16.EncodeRune(r)
			}
			return r
		}
		return cmp.Compare(high(x), high(y))
	}
	return cmp.Compare(x, y)
}
