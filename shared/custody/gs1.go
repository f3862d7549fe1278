package custody

import "strings"

// ValidGLN reports whether s is a Global Location Number: 13 digits with a correct check digit.
func ValidGLN(s string) bool { return len(s) == 13 && ValidCheckDigit(s) }

// ValidCheckDigit reports whether s is digits of which the last is the check digit of the others (GS1 General
// Specifications, section 7.9.1).
func ValidCheckDigit(s string) bool {
	last := len(s) - 1
	return last > 0 && allDigits(s) && s[last] == checkDigit(s[:last])
}

// checkDigit weighs the digits 3, 1, 3 … from the right and gives what is missing to the next ten.
func checkDigit(digits string) byte {
	sum, weight := 0, 3
	for i := len(digits) - 1; i >= 0; i-- {
		sum += int(digits[i]-'0') * weight
		weight = 4 - weight
	}
	return byte('0' + (10-sum%10)%10)
}

// GS1 AI encodable character sets 82 and 39 (GS1 General Specifications, figures 7.11-1 and 7.11-2). The order of the
// first is that of the weights of the check character pair.
const (
	charset82    = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
	charset39    = "#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	charsetDigit = "0123456789"
)

// validCheckPair reports whether the last two characters are the check character pair of the others (GS1 General
// Specifications, section 7.9.5).
func validCheckPair(s string) bool {
	const pairs = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
	primes := []int{2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83}
	model := len(s) - 2
	if model < 1 || model > len(primes) || !within(s, charset82) {
		return false
	}
	sum := 0
	for i := range model {
		sum += strings.IndexByte(charset82, s[i]) * primes[model-1-i]
	}
	sum %= 1021
	return s[model] == pairs[sum>>5] && s[model+1] == pairs[sum&31]
}

func allDigits(s string) bool { return within(s, charsetDigit) }

func within(s, charset string) bool { return strings.Trim(s, charset) == "" }
