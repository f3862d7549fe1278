package evm

import (
	"context"
	"fmt"
	"strings"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"

	"waybill/contracts/bindings"
	"waybill/shared/custody"
)

// sentences say what each error of the contract means to the organisation that sent the command; {name} stands for
// the error's argument.
var sentences = map[string]string{
	"NotAdministrator":          "only administrators may do this, and {caller} is none",
	"NotOrganization":           "the key {caller} speaks for no organisation",
	"UnknownOrganization":       "there is no organisation with number {organization}",
	"InvalidKey":                "the key {key} cannot speak for an organisation",
	"KeyInUse":                  "the key {key} speaks for organisation {organization} already",
	"GrantFailed":               "the key {key} did not take the {amount} wei for its first transactions",
	"NotKeyOf":                  "the key {key} does not speak for organisation {actor}",
	"RemovesItself":             "the key {key} cannot remove itself: another key of the organisation can, or it can be rotated",
	"AssetExists":               "the asset {asset} exists already",
	"UnknownAsset":              "the asset {asset} is not registered",
	"StaleVersion":              "the asset {asset} has changed in the meantime: its version is {actual}, not {expected}",
	"NotCustodian":              "the asset {asset} is held by organisation {custodian}, not by {actor}",
	"NotOwner":                  "the asset {asset} belongs to organisation {owner}, not to {actor}",
	"NotActive":                 "the asset {asset} is on offer, used up or decommissioned",
	"NotOffered":                "the asset {asset} is not on offer",
	"NotPending":                "the asset {asset} was offered to organisation {pending}, not to {actor}",
	"OfferToSelf":               "the asset {asset} was offered to the organisation that holds it",
	"DeadlinePassed":            "the offer of the asset {asset} has expired",
	"InvalidKind":               "the asset {asset} is of a kind that does not allow this",
	"InvalidQuantity":           "the asset {asset} needs a quantity if it is a lot, and must have none if it is not",
	"InsufficientQuantity":      "the lot {asset} has {remaining} thousandths left, not {requested}",
	"AlreadyPacked":             "the unit {parent} holds a bundle already",
	"NotPacked":                 "the unit {parent} holds no bundle",
	"InvalidCount":              "a bundle has 1 to 512 children, not {count}",
	"ContentsMismatch":          "these are not the children that the unit {parent} was packed with",
	"ChildNotReleasable":        "the asset {child} is no longer in the unit {parent}",
	"NoInputs":                  "a transformation uses up at least one asset",
	"CertificateExists":         "the certificate {certificate} was issued before",
	"UnknownCertificate":        "the certificate {certificate} was never issued",
	"NotIssuer":                 "the certificate {certificate} was issued by organisation {issuer}, not by {actor}",
	"AlreadyRevoked":            "the certificate {certificate} was revoked before",
	"AnchorExists":              "the root {root} was anchored before",
	"AnchorNotGrowing":          "the anchored tree has {size} leaves, which is not more than the {lastSize} of the last one",
	"OrganizationSuspended":     "organisation {organization} is suspended",
	"LedgerPaused":              "the administrators have paused the ledger",
	"StaleOrganization":         "organisation {organization} has changed in the meantime: its version is {actual}, not {expected}",
	"InvalidOrganizationStatus": "organisation {organization} has that status already",
	"StaleRound":                "the administrators have changed in the meantime: this is round {actual}, not {expected}",
	"InvalidThreshold":          "{threshold} of {administrators} administrators cannot agree; there are 1 to 32 of them",
	"AlreadyConfirmed":          "the administrator {administrator} has confirmed the call {call} before",
	"NotConfirmed":              "the administrator {administrator} has not confirmed the call {call}",
	"ValueTooEarly":             "only the call that takes effect may carry value, and other administrators must confirm this one first",
	"NotExpired":                "the offer of the asset {asset} has not expired",
	"NothingHandedOver":         "the signed handover names no assets",
	"InvalidSignature":          "the key {key} did not sign this handover",
	"OtherMeasure":              "the lot {asset} is measured in {expected}, not in {measure}",
	"NothingToBalance":          "no lot measured in {measure} is used up, so there is nothing to balance",
	"Unbalanced":                "of {measure} {quantityIn} thousandths went in, but {quantityOut} came out and {loss} were lost",
	"NoModel":                   "a balanced transformation states a chain of custody model",
	"NothingRegistered":         "a batch registers at least one asset",
	"StaleCertificate":          "the certificate {certificate} has changed in the meantime: its version is {actual}, not {expected}",
	"InvalidCertificateStatus":  "the certificate {certificate} cannot be suspended or reinstated where it stands",
	"NotParty":                  "organisation {actor} neither made nor owns nor holds the asset {asset}",
	"StaleRecall":               "the recall of the asset {asset} has changed in the meantime: its version is {actual}, not {expected}",
	"InvalidRecall":             "the recall of the asset {asset} is open already, or is not open",
	"NoReason":                  "an error is declared with a reason",
}

// mined is as much of a mined transaction as is needed to repeat it.
type mined struct {
	From        common.Address  `json:"from"`
	To          *common.Address `json:"to"`
	Gas         hexutil.Uint64  `json:"gas"`
	Value       *hexutil.Big    `json:"value"`
	Input       hexutil.Bytes   `json:"input"`
	BlockNumber *hexutil.Uint64 `json:"blockNumber"`
}

// Explain says in plain words why a mined transaction failed, "" if the node cannot tell. The chain keeps no reason,
// so the call is repeated on the state after its block, where what made it fail usually still holds, and then on the
// state before it.
func (b *Backend) Explain(ctx context.Context, transaction custody.Digest) (string, error) {
	var tx *mined
	if err := b.call(ctx, &tx, "eth_getTransactionByHash", common.Hash(transaction)); err != nil && !indexing(err) {
		return "", err
	}
	var r *receipt
	if err := b.call(ctx, &r, "eth_getTransactionReceipt", common.Hash(transaction)); err != nil && !indexing(err) {
		return "", err
	}
	if tx == nil || r == nil || tx.BlockNumber == nil {
		return "", nil
	}
	if r.GasUsed >= tx.Gas {
		return fmt.Sprintf("the transaction needed more than the %d gas it was given", uint64(tx.Gas)), nil
	}
	message := map[string]any{"from": tx.From, "to": tx.To, "gas": tx.Gas, "value": tx.Value, "input": tx.Input}
	for _, block := range []uint64{uint64(*tx.BlockNumber), max(uint64(*tx.BlockNumber), 1) - 1} {
		err := b.call(ctx, new(hexutil.Bytes), "eth_call", message, hexutil.Uint64(block))
		if err == nil {
			continue
		}
		if data, reverted := revertData(err); reverted {
			return sentence(data), nil
		}
		return "", err
	}
	return "", nil
}

// sentence puts the data of a revert in words.
func sentence(data []byte) string {
	if len(data) < 4 {
		return "the contract refused the transaction without a reason"
	}
	if text, err := abi.UnpackRevert(data); err == nil {
		return "the contract refused the transaction: " + shortened(text)
	}
	ledger := bindings.NewCustodyLedger().GetABI()
	failure, err := ledger.ErrorByID([4]byte(data[:4]))
	if err != nil {
		return "the contract refused the transaction with " + hexutil.Encode(data[:4])
	}
	values, err := failure.Inputs.Unpack(data[4:])
	if err != nil {
		return "the contract refused the transaction with " + failure.Name
	}
	var pairs []string
	for i, input := range failure.Inputs {
		pairs = append(pairs, "{"+input.Name+"}", word(values[i]))
	}
	return strings.NewReplacer(pairs...).Replace(sentences[failure.Name])
}

func word(value any) string {
	switch v := value.(type) {
	case [32]byte:
		return custody.Digest(v).Hex()
	case common.Address:
		return custody.Address(v).Hex()
	case [3]byte: // a measure, such as KGM
		return strings.TrimRight(string(v[:]), "\x00")
	}
	return fmt.Sprint(value)
}
