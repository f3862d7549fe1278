package tds

// Numbers of data types (section 2.2.5.4).
const (
	typeNull           = 0x1F
	typeIntN           = 0x26
	typeDateN          = 0x28
	typeDateTime2N     = 0x2A
	typeDateTimeOffset = 0x2B
	typeBitN           = 0x68
	typeFloatN         = 0x6D
	typeVarBinary      = 0xA5
	typeVarChar        = 0xA7
	typeBinary         = 0xAD
	typeChar           = 0xAF
	typeNVarChar       = 0xE7
	typeNChar          = 0xEF
)

const (
	// Max as a Size stands for (max): as long as it may be.
	Max = 0xFFFF

	plpNull    = 0xFFFFFFFFFFFFFFFF
	plpUnknown = 0xFFFFFFFFFFFFFFFE
)

// A Type is the type of a parameter or a column: what, and how many bytes it may have.
type Type struct {
	ID    byte
	Size  int  // bytes; Max for as many as one likes
	Scale byte // decimals of a second
}

// Types of columns.
var (
	BigInt         = Type{ID: typeIntN, Size: 8}
	Int            = Type{ID: typeIntN, Size: 4}
	SmallInt       = Type{ID: typeIntN, Size: 2}
	TinyInt        = Type{ID: typeIntN, Size: 1}
	Bit            = Type{ID: typeBitN, Size: 1}
	Float          = Type{ID: typeFloatN, Size: 8}
	DateTime2      = Type{ID: typeDateTime2N, Size: 8, Scale: 7}
	DateTimeOffset = Type{ID: typeDateTimeOffset, Size: 10, Scale: 7}
)

// NVarChar is the type of texts of up to n UTF-16 units; more than 4000 is (max).
func NVarChar(n int) Type {
	if n > 4000 || n <= 0 {
		return Type{ID: typeNVarChar, Size: Max}
	}
	return Type{ID: typeNVarChar, Size: 2 * n}
}

// VarBinary is the type of up to n bytes; more than 8000 is (max).
func VarBinary(n int) Type {
	if n > 8000 || n <= 0 {
		return Type{ID: typeVarBinary, Size: Max}
	}
	return Type{ID: typeVarBinary, Size: n}
}

// IsText reports whether it is one of the character types; also an untyped NULL is one, which drivers declare nvarchar(1).
func (t Type) IsText() bool {
	switch t.ID {
	case typeNVarChar, typeNChar, typeVarChar, typeChar, typeNull:
		return true
	}
	return false
}
