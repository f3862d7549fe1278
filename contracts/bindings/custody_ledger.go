// Code generated via abigen V2 - DO NOT EDIT.
// This file is a generated binding and any manual changes will be lost.

package bindings

import (
	"bytes"
	"errors"
	"math/big"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// Reference imports to suppress errors if they are not otherwise used.
var (
	_ = bytes.Equal
	_ = errors.New
	_ = big.NewInt
	_ = common.Big1
	_ = types.BloomLookup
	_ = abi.ConvertType
)

// ICustodyLedgerChild is an auto generated low-level Go binding around an user-defined struct.
type ICustodyLedgerChild struct {
	Asset   [32]byte
	Version *big.Int
}

// ICustodyLedgerInput is an auto generated low-level Go binding around an user-defined struct.
type ICustodyLedgerInput struct {
	Asset           [32]byte
	ExpectedVersion *big.Int
	Quantity        *big.Int
}

// ICustodyLedgerOutput is an auto generated low-level Go binding around an user-defined struct.
type ICustodyLedgerOutput struct {
	Asset    [32]byte
	Kind     uint8
	Quantity *big.Int
}

// CustodyLedgerMetaData contains all meta data concerning the CustodyLedger contract.
var CustodyLedgerMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"parent\",\"type\":\"bytes32\"}],\"name\":\"AlreadyPacked\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"}],\"name\":\"AlreadyRevoked\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"root\",\"type\":\"bytes32\"}],\"name\":\"AnchorExists\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"internalType\":\"uint64\",\"name\":\"size\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"lastSize\",\"type\":\"uint64\"}],\"name\":\"AnchorNotGrowing\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"}],\"name\":\"AssetExists\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"}],\"name\":\"CertificateExists\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"parent\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"child\",\"type\":\"bytes32\"}],\"name\":\"ChildNotReleasable\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"parent\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"childrenRoot\",\"type\":\"bytes32\"}],\"name\":\"ContentsMismatch\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint40\",\"name\":\"deadline\",\"type\":\"uint40\"}],\"name\":\"DeadlinePassed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"key\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"GrantFailed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint80\",\"name\":\"requested\",\"type\":\"uint80\"},{\"internalType\":\"uint80\",\"name\":\"remaining\",\"type\":\"uint80\"}],\"name\":\"InsufficientQuantity\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"parent\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"count\",\"type\":\"uint256\"}],\"name\":\"InvalidCount\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"key\",\"type\":\"address\"}],\"name\":\"InvalidKey\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"enumICustodyLedger.Kind\",\"name\":\"kind\",\"type\":\"uint8\"}],\"name\":\"InvalidKind\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"enumICustodyLedger.Kind\",\"name\":\"kind\",\"type\":\"uint8\"},{\"internalType\":\"uint80\",\"name\":\"quantity\",\"type\":\"uint80\"}],\"name\":\"InvalidQuantity\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"key\",\"type\":\"address\"},{\"internalType\":\"uint32\",\"name\":\"organization\",\"type\":\"uint32\"}],\"name\":\"KeyInUse\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"NoInputs\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"enumICustodyLedger.Status\",\"name\":\"status\",\"type\":\"uint8\"}],\"name\":\"NotActive\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotAdministrator\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"custodian\",\"type\":\"uint32\"}],\"name\":\"NotCustodian\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"},{\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"issuer\",\"type\":\"uint32\"}],\"name\":\"NotIssuer\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"enumICustodyLedger.Status\",\"name\":\"status\",\"type\":\"uint8\"}],\"name\":\"NotOffered\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotOrganization\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"owner\",\"type\":\"uint32\"}],\"name\":\"NotOwner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"parent\",\"type\":\"bytes32\"}],\"name\":\"NotPacked\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"pending\",\"type\":\"uint32\"}],\"name\":\"NotPending\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"}],\"name\":\"OfferToSelf\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expected\",\"type\":\"uint24\"},{\"internalType\":\"uint24\",\"name\":\"actual\",\"type\":\"uint24\"}],\"name\":\"StaleVersion\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"}],\"name\":\"UnknownAsset\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"}],\"name\":\"UnknownCertificate\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint32\",\"name\":\"organization\",\"type\":\"uint32\"}],\"name\":\"UnknownOrganization\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"parent\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"childrenRoot\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint32\",\"name\":\"count\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"Aggregated\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"root\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint64\",\"name\":\"size\",\"type\":\"uint64\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"Anchored\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"enumICustodyLedger.Kind\",\"name\":\"kind\",\"type\":\"uint8\"},{\"indexed\":false,\"internalType\":\"uint80\",\"name\":\"quantity\",\"type\":\"uint80\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"AssetRegistered\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint8\",\"name\":\"kind\",\"type\":\"uint8\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"validUntil\",\"type\":\"uint40\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"CertificateIssued\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"CertificateRevoked\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"child\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"parent\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"ChildReleased\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint32\",\"name\":\"from\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"bool\",\"name\":\"withOwnership\",\"type\":\"bool\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"CustodyAccepted\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"enumICustodyLedger.Outcome\",\"name\":\"outcome\",\"type\":\"uint8\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"CustodyClosed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint32\",\"name\":\"to\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"bool\",\"name\":\"withOwnership\",\"type\":\"bool\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"deadline\",\"type\":\"uint40\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"CustodyOffered\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"parent\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"Disaggregated\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"subject\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"EventRecorded\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint80\",\"name\":\"quantity\",\"type\":\"uint80\"},{\"indexed\":false,\"internalType\":\"uint80\",\"name\":\"remaining\",\"type\":\"uint80\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"InputConsumed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"organization\",\"type\":\"uint32\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"key\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"identityHash\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"OrganizationJoined\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint32\",\"name\":\"inputs\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint32\",\"name\":\"outputs\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"Transformed\",\"type\":\"event\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"accept\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"administrator\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"parent\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"bytes32\",\"name\":\"childrenRoot\",\"type\":\"bytes32\"},{\"internalType\":\"uint32\",\"name\":\"count\",\"type\":\"uint32\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"aggregate\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"root\",\"type\":\"bytes32\"},{\"internalType\":\"uint64\",\"name\":\"size\",\"type\":\"uint64\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"anchor\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"internalType\":\"bytes32\",\"name\":\"root\",\"type\":\"bytes32\"}],\"name\":\"anchorOf\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"time\",\"type\":\"uint40\"},{\"internalType\":\"uint64\",\"name\":\"size\",\"type\":\"uint64\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"}],\"name\":\"assetOf\",\"outputs\":[{\"internalType\":\"uint32\",\"name\":\"owner\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"custodian\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"pending\",\"type\":\"uint32\"},{\"internalType\":\"enumICustodyLedger.Status\",\"name\":\"status\",\"type\":\"uint8\"},{\"internalType\":\"enumICustodyLedger.Kind\",\"name\":\"kind\",\"type\":\"uint8\"},{\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"internalType\":\"uint40\",\"name\":\"deadline\",\"type\":\"uint40\"},{\"internalType\":\"uint80\",\"name\":\"content\",\"type\":\"uint80\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"cancel\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"}],\"name\":\"certificateOf\",\"outputs\":[{\"internalType\":\"uint32\",\"name\":\"issuer\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"validUntil\",\"type\":\"uint40\"},{\"internalType\":\"enumICustodyLedger.CertificateStatus\",\"name\":\"status\",\"type\":\"uint8\"},{\"internalType\":\"uint8\",\"name\":\"kind\",\"type\":\"uint8\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"parent\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"uint32\",\"name\":\"packedBy\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"packedOwner\",\"type\":\"uint32\"},{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"}],\"internalType\":\"structICustodyLedger.Child[]\",\"name\":\"children\",\"type\":\"tuple[]\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"disaggregate\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"},{\"internalType\":\"uint8\",\"name\":\"kind\",\"type\":\"uint8\"},{\"internalType\":\"uint40\",\"name\":\"validUntil\",\"type\":\"uint40\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"issueCertificate\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"key\",\"type\":\"address\"},{\"internalType\":\"bytes32\",\"name\":\"identityHash\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"joinOrganization\",\"outputs\":[{\"internalType\":\"uint32\",\"name\":\"organization\",\"type\":\"uint32\"}],\"stateMutability\":\"payable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"}],\"name\":\"lastAnchoredSize\",\"outputs\":[{\"internalType\":\"uint64\",\"name\":\"\",\"type\":\"uint64\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"uint32\",\"name\":\"to\",\"type\":\"uint32\"},{\"internalType\":\"bool\",\"name\":\"withOwnership\",\"type\":\"bool\"},{\"internalType\":\"uint40\",\"name\":\"deadline\",\"type\":\"uint40\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"offer\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"key\",\"type\":\"address\"}],\"name\":\"organizationOf\",\"outputs\":[{\"internalType\":\"uint32\",\"name\":\"\",\"type\":\"uint32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"subject\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"recordEvent\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"enumICustodyLedger.Kind\",\"name\":\"kind\",\"type\":\"uint8\"},{\"internalType\":\"uint80\",\"name\":\"quantity\",\"type\":\"uint80\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"register\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"reject\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"revokeCertificate\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"uint80\",\"name\":\"quantity\",\"type\":\"uint80\"}],\"internalType\":\"structICustodyLedger.Input[]\",\"name\":\"inputs\",\"type\":\"tuple[]\"},{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"enumICustodyLedger.Kind\",\"name\":\"kind\",\"type\":\"uint8\"},{\"internalType\":\"uint80\",\"name\":\"quantity\",\"type\":\"uint80\"}],\"internalType\":\"structICustodyLedger.Output[]\",\"name\":\"outputs\",\"type\":\"tuple[]\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"transform\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"root\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"leaf\",\"type\":\"bytes32\"},{\"internalType\":\"uint64\",\"name\":\"index\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"size\",\"type\":\"uint64\"},{\"internalType\":\"bytes32[]\",\"name\":\"proof\",\"type\":\"bytes32[]\"}],\"name\":\"verifyInclusion\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"pure\",\"type\":\"function\"}]",
	ID:  "CustodyLedger",
	Bin: "0x6080604052348015600e575f5ffd5b505f8080526020527fad3228b676f7d3cd4284a5443f17f1962b36e491b30a40b2405849e597ba5fb580546001600160a01b03191633179055613bfb806100545f395ff3fe608060405260043610610157575f3560e01c806388dbd71d116100bb578063cb4fe45c11610071578063de107ffc11610057578063de107ffc14610449578063f53d0a8e1461045c578063f987aaf1146104b6575f5ffd5b8063cb4fe45c1461040b578063cf3b746d1461042a575f5ffd5b8063a610f6cc116100a1578063a610f6cc1461034b578063aac915d814610390578063b5d8f2de146103af575f5ffd5b806388dbd71d146102f957806397b9857b14610318575f5ffd5b806357219af81161011057806364e4ea0d116100f657806364e4ea0d1461024f578063681a2276146102bb578063846344c3146102da575f5ffd5b806357219af81461021157806363a2c92d14610230575f5ffd5b8063363fc53f11610140578063363fc53f146101b45780633ab06707146101d357806356153d95146101f2575f5ffd5b80630fe1e9e21461015b578063270275891461017c575b5f5ffd5b348015610166575f5ffd5b5061017a61017536600461328a565b6104e5565b005b348015610187575f5ffd5b5061019b6101963660046132c4565b610786565b6040516101ab949392919061331b565b60405180910390f35b3480156101bf575f5ffd5b5061017a6101ce366004613356565b61083b565b3480156101de575f5ffd5b5061017a6101ed3660046133b8565b610889565b3480156101fd575f5ffd5b5061017a61020c366004613356565b610abe565b34801561021c575f5ffd5b5061017a61022b36600461342d565b610c69565b34801561023b575f5ffd5b5061017a61024a366004613457565b610db3565b34801561025a575f5ffd5b506102a26102693660046134a8565b63ffffffff165f9081526020819052604090205474010000000000000000000000000000000000000000900467ffffffffffffffff1690565b60405167ffffffffffffffff90911681526020016101ab565b3480156102c6575f5ffd5b5061017a6102d536600461342d565b610f97565b3480156102e5575f5ffd5b5061017a6102f436600461342d565b611060565b348015610304575f5ffd5b5061017a610313366004613502565b611129565b348015610323575f5ffd5b506103376103323660046132c4565b61125b565b6040516101ab9897969594939291906135a7565b348015610356575f5ffd5b5061036a610365366004613616565b6113f0565b6040805164ffffffffff909316835267ffffffffffffffff9091166020830152016101ab565b34801561039b575f5ffd5b5061017a6103aa366004613665565b611448565b3480156103ba575f5ffd5b506103f66103c93660046136c1565b73ffffffffffffffffffffffffffffffffffffffff165f9081526001602052604090205463ffffffff1690565b60405163ffffffff90911681526020016101ab565b348015610416575f5ffd5b5061017a6104253660046136da565b611464565b348015610435575f5ffd5b5061017a610444366004613730565b61160a565b6103f66104573660046137ed565b6118b4565b348015610467575f5ffd5b505f80805260209081527fad3228b676f7d3cd4284a5443f17f1962b36e491b30a40b2405849e597ba5fb55460405173ffffffffffffffffffffffffffffffffffffffff9091168152016101ab565b3480156104c1575f5ffd5b506104d56104d0366004613825565b611c3a565b60405190151581526020016101ab565b5f61052b5f8080526020527fad3228b676f7d3cd4284a5443f17f1962b36e491b30a40b2405849e597ba5fb55473ffffffffffffffffffffffffffffffffffffffff1690565b73ffffffffffffffffffffffffffffffffffffffff163373ffffffffffffffffffffffffffffffffffffffff161461056a57610565611c56565b61056c565b5f5b63ffffffff81165f90815260208190526040902080549192509067ffffffffffffffff740100000000000000000000000000000000000000009091048116908516811061060a576040517fece0a27000000000000000000000000000000000000000000000000000000000815263ffffffff8416600482015267ffffffffffffffff8087166024830152821660448201526064015b60405180910390fd5b63ffffffff83165f90815260046020908152604080832089845290915290205465010000000000900467ffffffffffffffff1615610677576040517fc5afbab200000000000000000000000000000000000000000000000000000000815260048101879052602401610601565b81547fffffffff0000000000000000ffffffffffffffffffffffffffffffffffffffff167401000000000000000000000000000000000000000067ffffffffffffffff8781169182029290921784556040805180820182524264ffffffffff9081168252602080830185815263ffffffff8a165f818152600484528681208f8252845286902094518554925194167fffffffffffffffffffffffffffffffffffffff000000000000000000000000009092169190911765010000000000939097169290920295909517909155815192835292820187905288918a917f0f98e52b962f50bebe8363f36068e64d0b8935de33995443033575c2f14fe47e910160405180910390a450505050505050565b5f8181526003602090815260408083208151608081018352815463ffffffff81168252640100000000810464ffffffffff169482019490945284938493849384939290918301906901000000000000000000900460ff1660028111156107ee576107ee6132db565b60028111156107ff576107ff6132db565b815290546a0100000000000000000000900460ff1660209182015281519082015160408301516060909301519199909850919650945092505050565b610843611c56565b63ffffffff1682847ff48087c450e116ded7479041e0d3aa7dbabfac19616d0c4011d5d373f1992e5c8460405161087c91815260200190565b60405180910390a4505050565b5f610892611c56565b90505f6108a0888884611caa565b90508480156108be57508163ffffffff16815f015163ffffffff1614155b1561090f5780516040517f3a0c3b1e000000000000000000000000000000000000000000000000000000008152600481018a905263ffffffff80851660248301529091166044820152606401610601565b8163ffffffff168663ffffffff1603610963576040517f8f9f7bc70000000000000000000000000000000000000000000000000000000081526004810189905263ffffffff83166024820152604401610601565b63ffffffff8616158061099e575063ffffffff86165f9081526020819052604090205473ffffffffffffffffffffffffffffffffffffffff16155b156109dd576040517fc8b39b0f00000000000000000000000000000000000000000000000000000000815263ffffffff87166004820152602401610601565b6109e78885611dbe565b846109f35760026109f6565b60035b81606001906004811115610a0c57610a0c6132db565b90816004811115610a1f57610a1f6132db565b90525063ffffffff8616604082015264ffffffffff841660c0820152610a458882611e25565b60a0818101516040805163ffffffff8a81168252891515602083015264ffffffffff89168284015262ffffff9093166060820152608081018790529051918516928b928d927fc637139525ad06b9b7498b985c80b8ca54f844904e20f45aaace6340c43adf4a92908290030190a4505050505050505050565b5f610ac7611c56565b5f84815260036020526040812091925081546901000000000000000000900460ff166002811115610afa57610afa6132db565b03610b34576040517f7332064e00000000000000000000000000000000000000000000000000000000815260048101859052602401610601565b805463ffffffff838116911614610b915780546040517fc08080d40000000000000000000000000000000000000000000000000000000081526004810186905263ffffffff80851660248301529091166044820152606401610601565b600281546901000000000000000000900460ff166002811115610bb657610bb66132db565b03610bf0576040517f90315de100000000000000000000000000000000000000000000000000000000815260048101859052602401610601565b80547fffffffffffffffffffffffffffffffffffffffffffff00ffffffffffffffffff16690200000000000000000017815560405183815263ffffffff831690859087907f2203afb6d6fec28cbc20a384eb311ee633db4c5956244c8577cd55a56434ffde906020015b60405180910390a45050505050565b5f610c72611c56565b90505f610c7f8585612078565b90508163ffffffff16816040015163ffffffff1614610ce75760408082015190517f03a566f60000000000000000000000000000000000000000000000000000000081526004810187905263ffffffff80851660248301529091166044820152606401610601565b610cf5858260c00151611dbe565b60208101515f600383606001516004811115610d1357610d136132db565b63ffffffff861660208601521490508015610d325763ffffffff841683525b610d3c8784612149565b8363ffffffff1687897f5380aea6b5456a3685b1dc6a75ffe3105e7ee6b4b4fb4572c4beeecb1cb799a185858860a001518b604051610da1949392919063ffffffff949094168452911515602084015262ffffff166040830152606082015260800190565b60405180910390a45050505050505050565b5f610dbc611c56565b90505f5f868152600360205260409020546901000000000000000000900460ff166002811115610dee57610dee6132db565b14610e28576040517f8c0d57d500000000000000000000000000000000000000000000000000000000815260048101869052602401610601565b6040805160808101825263ffffffff8316815264ffffffffff851660208201529081016001815260ff86166020918201525f87815260038252604090819020835181549385015164ffffffffff16640100000000027fffffffffffffffffffffffffffffffffffffffffffffff00000000000000000090941663ffffffff9091161792909217808355908301519082907fffffffffffffffffffffffffffffffffffffffffffff00ffffffffffffffffff166901000000000000000000836002811115610ef757610ef76132db565b021790555060609182015181547fffffffffffffffffffffffffffffffffffffffffff00ffffffffffffffffffff166a010000000000000000000060ff928316021790915560408051918716825264ffffffffff86166020830152810184905263ffffffff831691879189917f041efb90c1f174a0930790dca0685f32c28ca01f42b7d74d5b9722590314614691015b60405180910390a4505050505050565b5f610fa0611c56565b90505f610fad8585612078565b90508163ffffffff16816020015163ffffffff16146110155760208101516040517f8b978b210000000000000000000000000000000000000000000000000000000081526004810187905263ffffffff80851660248301529091166044820152606401610601565b61101f8582612149565b8163ffffffff1685877f9204fd719af9c8b7549310252933ecc913cae03ac8c1935ff4db7ddff6fb571460028560a0015188604051610f87939291906138c9565b5f611069611c56565b90505f6110768585612078565b90508163ffffffff16816040015163ffffffff16146110de5760408082015190517f03a566f60000000000000000000000000000000000000000000000000000000081526004810187905263ffffffff80851660248301529091166044820152606401610601565b6110e88582612149565b8163ffffffff1685877f9204fd719af9c8b7549310252933ecc913cae03ac8c1935ff4db7ddff6fb571460018560a0015188604051610f87939291906138c9565b5f611132611c56565b90505f85900361116e576040517f315fd5b200000000000000000000000000000000000000000000000000000000815260040160405180910390fd5b5f5b858110156111a35761119b8888888481811061118e5761118e6138ef565b9050606002018585612167565b600101611170565b505f5b8381101561120257368585838181106111c1576111c16138ef565b6060029190910191506111f990508982356111e2604085016020860161391c565b6111f26060860160408701613935565b888861242d565b506001016111a6565b506040805163ffffffff878116825285811660208301529181018490529082169088907f932ff3d98a3e491214f73a2f40ba5a70e16f1b23dfd946075e3ecc50c7a8bb829060600160405180910390a350505050505050565b5f818152600260209081526040808320815161010081018352815463ffffffff808216835264010000000082048116958301959095526801000000000000000081049094169281019290925283928392839283928392839283928392919060608301906c01000000000000000000000000900460ff1660048111156112e2576112e26132db565b60048111156112f3576112f36132db565b815281546020909101906d0100000000000000000000000000900460ff166003811115611322576113226132db565b6003811115611333576113336132db565b8152905462ffffff6e01000000000000000000000000000082041660208084019190915264ffffffffff7101000000000000000000000000000000000083041660408085019190915269ffffffffffffffffffff760100000000000000000000000000000000000000000000909304929092166060938401528351908401519184015192840151608085015160a086015160c087015160e090970151939f50939d50939b5099509197509550909350915050919395975091939597565b63ffffffff82165f90815260046020908152604080832084845282529182902082518084019093525464ffffffffff81168084526501000000000090910467ffffffffffffffff1692909101829052905b9250929050565b61145d8585858585611458611c56565b61242d565b5050505050565b5f61146d611c56565b90505f61147b878784611caa565b9050600381608001516003811115611495576114956132db565b146114d35760808101516040517ffb977a5300000000000000000000000000000000000000000000000000000000815261060191899160040161394e565b60e081015169ffffffffffffffffffff161561151e576040517f992113ba00000000000000000000000000000000000000000000000000000000815260048101889052602401610601565b63ffffffff8416158061153857506102008463ffffffff16115b1561157e576040517f2166e90a0000000000000000000000000000000000000000000000000000000081526004810188905263ffffffff85166024820152604401610601565b61158c8583835f0151612821565b69ffffffffffffffffffff1660e08201526115a78782611e25565b8163ffffffff1687897f9c7a4411419d83f1569046f5dad5fe97381ab79eabfb7f8643376932882dd5bd88888660a0015189604051610da1949392919093845263ffffffff92909216602084015262ffffff166040830152606082015260800190565b5f61161d8888611618611c56565b611caa565b9050600381608001516003811115611637576116376132db565b146116755760808101516040517ffb977a53000000000000000000000000000000000000000000000000000000008152610601918a9160040161394e565b8060e0015169ffffffffffffffffffff165f036116c1576040517f993d40dd00000000000000000000000000000000000000000000000000000000815260048101899052602401610601565b8215806116cf575061020083115b15611710576040517f2166e90a0000000000000000000000000000000000000000000000000000000081526004810189905260248101849052604401610601565b5f61171b85856128f4565b90508160e0015169ffffffffffffffffffff16611739828989612821565b69ffffffffffffffffffff1614611786576040517f6f56c1f9000000000000000000000000000000000000000000000000000000008152600481018a905260248101829052604401610601565b5f5b8481101561183d575f8686838181106117a3576117a36138ef565b9050604002015f013590505f6117d3858d8a8a878181106117c6576117c66138ef565b9050604002018d8d612a17565b9050846020015163ffffffff16828e7f9b37825d99c01fc80a8011593de2755ebd91898ae09fa8bea8ea522e63815ad78f858b60405161182b9392919092835262ffffff919091166020830152604082015260600190565b60405180910390a45050600101611788565b505f60e083015261184e8983611e25565b816020015163ffffffff16898b7f30c498a1fc642bf5dcda04ad7a2c0e7144f26e0b4e535441fa83c2d8692439e48560a00151876040516118a092919062ffffff929092168252602082015260400190565b60405180910390a450505050505050505050565b5f5f6118fb5f8080526020527fad3228b676f7d3cd4284a5443f17f1962b36e491b30a40b2405849e597ba5fb55473ffffffffffffffffffffffffffffffffffffffff1690565b90503373ffffffffffffffffffffffffffffffffffffffff82161461194e576040517f5896cd20000000000000000000000000000000000000000000000000000000008152336004820152602401610601565b73ffffffffffffffffffffffffffffffffffffffff8516158061199c57508073ffffffffffffffffffffffffffffffffffffffff168573ffffffffffffffffffffffffffffffffffffffff16145b156119eb576040517f127462a600000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff86166004820152602401610601565b73ffffffffffffffffffffffffffffffffffffffff85165f9081526001602052604090205463ffffffff1615611a825773ffffffffffffffffffffffffffffffffffffffff85165f81815260016020526040908190205490517fef6ce45e000000000000000000000000000000000000000000000000000000008152600481019290925263ffffffff166024820152604401610601565b600580545f90611a979063ffffffff1661398f565b825463ffffffff8281166101009490940a848102910219909116179092555f81815260208181526040808320805473ffffffffffffffffffffffffffffffffffffffff8c167fffffffffffffffffffffffff00000000000000000000000000000000000000009091168117909155808452600183529281902080547fffffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000016851790558051898152918201889052939550909289917f80bc6632cf99069eb7a5323aa05b8a86d9596f1ae2bdcc6dd1ba33a57c5b7522910160405180910390a43415611c31575f8573ffffffffffffffffffffffffffffffffffffffff16346040515f6040518083038185875af1925050503d805f8114611bd1576040519150601f19603f3d011682016040523d82523d5f602084013e611bd6565b606091505b5050905080611c2f576040517fd932adcb00000000000000000000000000000000000000000000000000000000815273ffffffffffffffffffffffffffffffffffffffff87166004820152346024820152604401610601565b505b50949350505050565b5f611c49878787878787612c1d565b90505b9695505050505050565b335f9081526001602052604081205463ffffffff1690819003611ca7576040517ffd20209e000000000000000000000000000000000000000000000000000000008152336004820152602401610601565b90565b611cef60408051610100810182525f8082526020820181905291810182905290606082019081526020015f81525f602082018190526040820181905260609091015290565b611cf98484612d9a565b90508163ffffffff16816020015163ffffffff1614611d615760208101516040517f8b978b210000000000000000000000000000000000000000000000000000000081526004810186905263ffffffff80851660248301529091166044820152606401610601565b600181606001516004811115611d7957611d796132db565b14611db75760608101516040517f787dcaa10000000000000000000000000000000000000000000000000000000081526106019186916004016139b3565b9392505050565b64ffffffffff811615801590611dda57508064ffffffffff1642115b15611e21576040517fef8b2fe70000000000000000000000000000000000000000000000000000000081526004810183905264ffffffffff82166024820152604401610601565b5050565b60a08101805190611e35826139c7565b62ffffff169052505f8281526002602090815260409182902083518154928501519385015163ffffffff90811668010000000000000000027fffffffffffffffffffffffffffffffffffffffff00000000ffffffffffffffff958216640100000000027fffffffffffffffffffffffffffffffffffffffffffffffff000000000000000090951691909216179290921792831682178155606084015184939192909183917fffffffffffffffffffffffffffffffffffffff00ffffffffffffffffffffffff167fffffffffffffffffffffffffffffffffffffff0000000000ffffffffffffffff909116176c01000000000000000000000000836004811115611f4057611f406132db565b02179055506080820151815482907fffffffffffffffffffffffffffffffffffff00ffffffffffffffffffffffffff166d0100000000000000000000000000836003811115611f9157611f916132db565b021790555060a0820151815460c084015160e09094015169ffffffffffffffffffff167601000000000000000000000000000000000000000000000275ffffffffffffffffffffffffffffffffffffffffffff64ffffffffff90951671010000000000000000000000000000000000027fffffffffffffffffffff0000000000ffffffffffffffffffffffffffffffffff62ffffff9094166e01000000000000000000000000000002939093167fffffffffffffffffffff0000000000000000ffffffffffffffffffffffffffff9092169190911791909117929092169190911790555050565b6120bd60408051610100810182525f8082526020820181905291810182905290606082019081526020015f81525f602082018190526040820181905260609091015290565b6120c78383612d9a565b90506002816060015160048111156120e1576120e16132db565b141580156121055750600381606001516004811115612102576121026132db565b14155b156121435760608101516040517fad4a847d0000000000000000000000000000000000000000000000000000000081526106019185916004016139b3565b92915050565b600160608201525f6040820181905260c0820152611e218282611e25565b5f612183843561217d60408701602088016139e0565b84611caa565b90508163ffffffff16815f015163ffffffff16146121e75780516040517f3a0c3b1e0000000000000000000000000000000000000000000000000000000081528535600482015263ffffffff80851660248301529091166044820152606401610601565b6003816080015160038111156121ff576121ff6132db565b0361223e5760808101516040517ffb977a530000000000000000000000000000000000000000000000000000000081526106019186359160040161394e565b5f61224f6060860160408701613935565b69ffffffffffffffffffff1611600282608001516003811115612274576122746132db565b14146122c75760808101518435906122926060870160408801613935565b6040517fbf3bef1b000000000000000000000000000000000000000000000000000000008152600401610601939291906139f9565b60e081015169ffffffffffffffffffff166122e86060860160408701613935565b69ffffffffffffffffffff16111561236057833561230c6060860160408701613935565b60e08301516040517f49d43119000000000000000000000000000000000000000000000000000000008152600481019390935269ffffffffffffffffffff9182166024840152166044820152606401610601565b6123706060850160408601613935565b8160e0018181516123819190613a27565b69ffffffffffffffffffff90811690915260e0830151165f0390506123a857600460608201525b6123b3843582611e25565b63ffffffff82168435867fab36a2c09777d09c4756635d5e5f39f9d534f03f11a0101c58ebb7a1c183e9056123ee6060890160408a01613935565b60e086015160a08701516040805169ffffffffffffffffffff948516815293909216602084015262ffffff169082015260608101889052608001610c5a565b5f846003811115612440576124406132db565b0361247b5784846040517ffb977a5300000000000000000000000000000000000000000000000000000000815260040161060192919061394e565b69ffffffffffffffffffff83161515600285600381111561249e5761249e6132db565b14146124dc578484846040517fbf3bef1b000000000000000000000000000000000000000000000000000000008152600401610601939291906139f9565b5f5f868152600260205260409020546c01000000000000000000000000900460ff16600481111561250f5761250f6132db565b14612549576040517fc3471ff000000000000000000000000000000000000000000000000000000000815260048101869052602401610601565b604080516101008101825263ffffffff831680825260208201525f918101919091526060810160018152602001856003811115612588576125886132db565b815260016020808301919091525f604080840182905269ffffffffffffffffffff8816606094850152898252600283529081902084518154938601519286015163ffffffff90811668010000000000000000027fffffffffffffffffffffffffffffffffffffffff00000000ffffffffffffffff948216640100000000027fffffffffffffffffffffffffffffffffffffffffffffffff000000000000000090961691909216179390931791821683178155928401519183917fffffffffffffffffffffffffffffffffffffff00ffffffffffffffffffffffff9091167fffffffffffffffffffffffffffffffffffffff0000000000ffffffffffffffff909116176c010000000000000000000000008360048111156126aa576126aa6132db565b02179055506080820151815482907fffffffffffffffffffffffffffffffffffff00ffffffffffffffffffffffffff166d01000000000000000000000000008360038111156126fb576126fb6132db565b021790555060a0820151815460c084015160e09094015169ffffffffffffffffffff167601000000000000000000000000000000000000000000000275ffffffffffffffffffffffffffffffffffffffffffff64ffffffffff90951671010000000000000000000000000000000000027fffffffffffffffffffff0000000000ffffffffffffffffffffffffffffffffff62ffffff9094166e01000000000000000000000000000002939093167fffffffffffffffffffff0000000000000000ffffffffffffffffffffffffffff90921691909117919091179290921691909117905560405163ffffffff821690869088907f842953c38945cb7505533149986ac66c0be119b73460cb8af5e66d2cc44e3bf190610f8790899089906001908a90613a49565b5f60028484846040516020016128739392919092835260e091821b7fffffffff000000000000000000000000000000000000000000000000000000009081166020850152911b16602482015260280190565b604080517fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0818403018152908290526128ab91613a9a565b602060405180830381855afa1580156128c6573d5f5f3e3d5ffd5b5050506040513d601f19601f820116820180604052508101906128e99190613aa5565b60b01c949350505050565b5f808267ffffffffffffffff81111561290f5761290f613abc565b604051908082528060200260200182016040528015612938578160200160208202803683370190505b5090505f5b83811015612a05576129e085858381811061295a5761295a6138ef565b9050604002015f0135868684818110612975576129756138ef565b905060400201602001602081019061298d91906139e0565b6040516020016129cc92919091825260e81b7fffffff000000000000000000000000000000000000000000000000000000000016602082015260230190565b604051602081830303815290604052612fca565b8282815181106129f2576129f26138ef565b602090810291909101015260010161293d565b50612a0f81613059565b949350505050565b82355f9081526002602090815260409182902080546e010000000000000000000000000000900462ffffff16929091612a549187019087016139e0565b62ffffff168262ffffff1614612abf578435612a7660408701602088016139e0565b6040517f450177c4000000000000000000000000000000000000000000000000000000008152600481019290925262ffffff908116602483015283166044820152606401610601565b8435861480612af45750600181546c01000000000000000000000000900460ff166004811115612af157612af16132db565b14155b80612b115750805463ffffffff8581166401000000009092041614155b80612b265750805463ffffffff848116911614155b15612b67576040517f56e0620d0000000000000000000000000000000000000000000000000000000081526004810187905285356024820152604401610601565b81612b71816139c7565b885160209099015183547fffffffffffffffffffffffffffffff000000ffffffffffff00000000ffffffff166e01000000000000000000000000000062ffffff8416027fffffffffffffffffffffffffffffffffffffffffffffffff00000000ffffffff161764010000000063ffffffff92831602177fffffffffffffffffffffffffffffffffffffffffffffffffffffffff0000000016991698909817909155509495945050505050565b5f8367ffffffffffffffff168567ffffffffffffffff1610612c4057505f611c4c565b845f612c4d600187613ae9565b9050875f5b85811015612d74578267ffffffffffffffff165f03612c77575f945050505050611c4c565b612c82600285613b36565b67ffffffffffffffff1660011480612cad57508267ffffffffffffffff168467ffffffffffffffff16145b15612d3357612cd4878783818110612cc757612cc76138ef565b90506020020135836131dc565b91505b612ce2600285613b36565b67ffffffffffffffff16158015612d02575067ffffffffffffffff841615155b15612d2e5760018467ffffffffffffffff16901c935060018367ffffffffffffffff16901c9250612cd7565b612d58565b612d5582888884818110612d4957612d496138ef565b905060200201356131dc565b91505b677fffffffffffffff600194851c81169493841c169201612c52565b5067ffffffffffffffff8216158015612d8c57508981145b9a9950505050505050505050565b612ddf60408051610100810182525f8082526020820181905291810182905290606082019081526020015f81525f602082018190526040820181905260609091015290565b5f83815260026020908152604091829020825161010081018452815463ffffffff80821683526401000000008204811694830194909452680100000000000000008104909316938101939093529060608301906c01000000000000000000000000900460ff166004811115612e5657612e566132db565b6004811115612e6757612e676132db565b815281546020909101906d0100000000000000000000000000900460ff166003811115612e9657612e966132db565b6003811115612ea757612ea76132db565b815290546e010000000000000000000000000000810462ffffff16602083015271010000000000000000000000000000000000810464ffffffffff166040830152760100000000000000000000000000000000000000000000900469ffffffffffffffffffff1660609091015290505f81606001516004811115612f2d57612f2d6132db565b03612f67576040517f1059be3e00000000000000000000000000000000000000000000000000000000815260048101849052602401610601565b8162ffffff168160a0015162ffffff16146121435760a08101516040517f450177c40000000000000000000000000000000000000000000000000000000081526004810185905262ffffff80851660248301529091166044820152606401610601565b5f60025f60f81b83604051602001612fe3929190613b65565b604080517fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe08184030181529082905261301b91613a9a565b602060405180830381855afa158015613036573d5f5f3e3d5ffd5b5050506040513d601f19601f820116820180604052508101906121439190613aa5565b80515f908082036130a4576040516002906020815f81855afa158015613081573d5f5f3e3d5ffd5b5050506040513d601f19601f82011682018060405250810190611db79190613aa5565b60018111156131ba575f6130b9600283613b98565b90505f5b8181101561314757613122856130d4836002613bab565b815181106130e4576130e46138ef565b6020026020010151868360026130fa9190613bab565b613105906001613bc2565b81518110613115576131156138ef565b60200260200101516131dc565b858281518110613134576131346138ef565b60209081029190910101526001016130bd565b50613153600283613bd5565b60010361319d5783613166600184613be8565b81518110613176576131766138ef565b6020026020010151848281518110613190576131906138ef565b6020026020010181815250505b6131a8600283613bd5565b6131b29082613bc2565b9150506130a4565b825f815181106131cc576131cc6138ef565b6020026020010151915050919050565b6040517f0100000000000000000000000000000000000000000000000000000000000000602082015260218101839052604181018290525f90600290606101604080517fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe08184030181529082905261325391613a9a565b602060405180830381855afa158015613081573d5f5f3e3d5ffd5b803567ffffffffffffffff81168114613285575f5ffd5b919050565b5f5f5f5f6080858703121561329d575f5ffd5b84359350602085013592506132b46040860161326e565b9396929550929360600135925050565b5f602082840312156132d4575f5ffd5b5035919050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52602160045260245ffd5b60038110613318576133186132db565b50565b63ffffffff8516815264ffffffffff841660208201526080810161333e84613308565b83604083015260ff8316606083015295945050505050565b5f5f5f60608486031215613368575f5ffd5b505081359360208301359350604090920135919050565b803562ffffff81168114613285575f5ffd5b803563ffffffff81168114613285575f5ffd5b803564ffffffffff81168114613285575f5ffd5b5f5f5f5f5f5f5f60e0888a0312156133ce575f5ffd5b87359650602088013595506133e56040890161337f565b94506133f360608901613391565b935060808801358015158114613407575f5ffd5b925061341560a089016133a4565b96999598509396929591949193505060c09091013590565b5f5f5f5f60808587031215613440575f5ffd5b84359350602085013592506132b46040860161337f565b5f5f5f5f5f60a0868803121561346b575f5ffd5b8535945060208601359350604086013560ff81168114613489575f5ffd5b9250613497606087016133a4565b949793965091946080013592915050565b5f602082840312156134b8575f5ffd5b611db782613391565b5f5f83601f8401126134d1575f5ffd5b50813567ffffffffffffffff8111156134e8575f5ffd5b602083019150836020606083028501011115611441575f5ffd5b5f5f5f5f5f5f60808789031215613517575f5ffd5b86359550602087013567ffffffffffffffff811115613534575f5ffd5b61354089828a016134c1565b909650945050604087013567ffffffffffffffff81111561355f575f5ffd5b61356b89828a016134c1565b979a9699509497949695606090950135949350505050565b60058110613593576135936132db565b9052565b60048110613593576135936132db565b63ffffffff898116825288811660208301528716604082015261010081016135d26060830188613583565b6135df6080830187613597565b62ffffff851660a083015264ffffffffff841660c083015269ffffffffffffffffffff831660e08301529998505050505050505050565b5f5f60408385031215613627575f5ffd5b61363083613391565b946020939093013593505050565b803560048110613285575f5ffd5b803569ffffffffffffffffffff81168114613285575f5ffd5b5f5f5f5f5f60a08688031215613679575f5ffd5b85359450602086013593506136906040870161363e565b92506134976060870161364c565b803573ffffffffffffffffffffffffffffffffffffffff81168114613285575f5ffd5b5f602082840312156136d1575f5ffd5b611db78261369e565b5f5f5f5f5f5f60c087890312156136ef575f5ffd5b86359550602087013594506137066040880161337f565b93506060870135925061371b60808801613391565b9598949750929591949360a090920135925050565b5f5f5f5f5f5f5f5f60e0898b031215613747575f5ffd5b883597506020890135965061375e60408a0161337f565b955061376c60608a01613391565b945061377a60808a01613391565b935060a089013567ffffffffffffffff811115613795575f5ffd5b8901601f81018b136137a5575f5ffd5b803567ffffffffffffffff8111156137bb575f5ffd5b8b60208260061b84010111156137cf575f5ffd5b989b979a50959894979396602090960195939460c001359392505050565b5f5f5f5f60808587031215613800575f5ffd5b843593506138106020860161369e565b93969395505050506040820135916060013590565b5f5f5f5f5f5f60a0878903121561383a575f5ffd5b86359550602087013594506138516040880161326e565b935061385f6060880161326e565b9250608087013567ffffffffffffffff81111561387a575f5ffd5b8701601f8101891361388a575f5ffd5b803567ffffffffffffffff8111156138a0575f5ffd5b8960208260051b84010111156138b4575f5ffd5b60208201935080925050509295509295509295565b606081016138d685613308565b93815262ffffff92909216602083015260409091015290565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52603260045260245ffd5b5f6020828403121561392c575f5ffd5b611db78261363e565b5f60208284031215613945575f5ffd5b611db78261364c565b82815260408101611db76020830184613597565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601160045260245ffd5b5f63ffffffff821663ffffffff81036139aa576139aa613962565b60010192915050565b82815260408101611db76020830184613583565b5f62ffffff821662ffffff81036139aa576139aa613962565b5f602082840312156139f0575f5ffd5b611db78261337f565b83815260608101613a0d6020830185613597565b69ffffffffffffffffffff83166040830152949350505050565b69ffffffffffffffffffff828116828216039081111561214357612143613962565b60808101613a578287613597565b69ffffffffffffffffffff8516602083015262ffffff8416604083015282606083015295945050505050565b5f81518060208401855e5f93019283525090919050565b5f611db78284613a83565b5f60208284031215613ab5575f5ffd5b5051919050565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52604160045260245ffd5b67ffffffffffffffff828116828216039081111561214357612143613962565b7f4e487b71000000000000000000000000000000000000000000000000000000005f52601260045260245ffd5b5f67ffffffffffffffff831680613b4f57613b4f613b09565b8067ffffffffffffffff84160691505092915050565b7fff00000000000000000000000000000000000000000000000000000000000000831681525f612a0f6001830184613a83565b5f82613ba657613ba6613b09565b500490565b808202811582820484141761214357612143613962565b8082018082111561214357612143613962565b5f82613be357613be3613b09565b500690565b818103818111156121435761214361396256",
}

// CustodyLedger is an auto generated Go binding around an Ethereum contract.
type CustodyLedger struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *CustodyLedger) GetABI() abi.ABI {
	return c.abi
}

// NewCustodyLedger creates a new instance of CustodyLedger.
func NewCustodyLedger() *CustodyLedger {
	parsed, err := CustodyLedgerMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &CustodyLedger{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *CustodyLedger) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackAccept is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x57219af8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function accept(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackAccept(commandId [32]byte, asset [32]byte, expectedVersion *big.Int, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("accept", commandId, asset, expectedVersion, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAccept is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x57219af8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function accept(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackAccept(commandId [32]byte, asset [32]byte, expectedVersion *big.Int, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("accept", commandId, asset, expectedVersion, eventHash)
}

// PackAdministrator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf53d0a8e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function administrator() view returns(address)
func (custodyLedger *CustodyLedger) PackAdministrator() []byte {
	enc, err := custodyLedger.abi.Pack("administrator")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAdministrator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf53d0a8e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function administrator() view returns(address)
func (custodyLedger *CustodyLedger) TryPackAdministrator() ([]byte, error) {
	return custodyLedger.abi.Pack("administrator")
}

// UnpackAdministrator is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf53d0a8e.
//
// Solidity: function administrator() view returns(address)
func (custodyLedger *CustodyLedger) UnpackAdministrator(data []byte) (common.Address, error) {
	out, err := custodyLedger.abi.Unpack("administrator", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackAggregate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcb4fe45c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function aggregate(bytes32 commandId, bytes32 parent, uint24 expectedVersion, bytes32 childrenRoot, uint32 count, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackAggregate(commandId [32]byte, parent [32]byte, expectedVersion *big.Int, childrenRoot [32]byte, count uint32, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("aggregate", commandId, parent, expectedVersion, childrenRoot, count, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAggregate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcb4fe45c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function aggregate(bytes32 commandId, bytes32 parent, uint24 expectedVersion, bytes32 childrenRoot, uint32 count, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackAggregate(commandId [32]byte, parent [32]byte, expectedVersion *big.Int, childrenRoot [32]byte, count uint32, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("aggregate", commandId, parent, expectedVersion, childrenRoot, count, eventHash)
}

// PackAnchor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0fe1e9e2.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function anchor(bytes32 commandId, bytes32 root, uint64 size, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackAnchor(commandId [32]byte, root [32]byte, size uint64, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("anchor", commandId, root, size, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAnchor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0fe1e9e2.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function anchor(bytes32 commandId, bytes32 root, uint64 size, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackAnchor(commandId [32]byte, root [32]byte, size uint64, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("anchor", commandId, root, size, eventHash)
}

// PackAnchorOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa610f6cc.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function anchorOf(uint32 actor, bytes32 root) view returns(uint40 time, uint64 size)
func (custodyLedger *CustodyLedger) PackAnchorOf(actor uint32, root [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("anchorOf", actor, root)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAnchorOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa610f6cc.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function anchorOf(uint32 actor, bytes32 root) view returns(uint40 time, uint64 size)
func (custodyLedger *CustodyLedger) TryPackAnchorOf(actor uint32, root [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("anchorOf", actor, root)
}

// AnchorOfOutput serves as a container for the return parameters of contract
// method AnchorOf.
type AnchorOfOutput struct {
	Time *big.Int
	Size uint64
}

// UnpackAnchorOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa610f6cc.
//
// Solidity: function anchorOf(uint32 actor, bytes32 root) view returns(uint40 time, uint64 size)
func (custodyLedger *CustodyLedger) UnpackAnchorOf(data []byte) (AnchorOfOutput, error) {
	out, err := custodyLedger.abi.Unpack("anchorOf", data)
	outstruct := new(AnchorOfOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Time = abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	outstruct.Size = *abi.ConvertType(out[1], new(uint64)).(*uint64)
	return *outstruct, nil
}

// PackAssetOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x97b9857b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function assetOf(bytes32 asset) view returns(uint32 owner, uint32 custodian, uint32 pending, uint8 status, uint8 kind, uint24 version, uint40 deadline, uint80 content)
func (custodyLedger *CustodyLedger) PackAssetOf(asset [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("assetOf", asset)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAssetOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x97b9857b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function assetOf(bytes32 asset) view returns(uint32 owner, uint32 custodian, uint32 pending, uint8 status, uint8 kind, uint24 version, uint40 deadline, uint80 content)
func (custodyLedger *CustodyLedger) TryPackAssetOf(asset [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("assetOf", asset)
}

// AssetOfOutput serves as a container for the return parameters of contract
// method AssetOf.
type AssetOfOutput struct {
	Owner     uint32
	Custodian uint32
	Pending   uint32
	Status    uint8
	Kind      uint8
	Version   *big.Int
	Deadline  *big.Int
	Content   *big.Int
}

// UnpackAssetOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x97b9857b.
//
// Solidity: function assetOf(bytes32 asset) view returns(uint32 owner, uint32 custodian, uint32 pending, uint8 status, uint8 kind, uint24 version, uint40 deadline, uint80 content)
func (custodyLedger *CustodyLedger) UnpackAssetOf(data []byte) (AssetOfOutput, error) {
	out, err := custodyLedger.abi.Unpack("assetOf", data)
	outstruct := new(AssetOfOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Owner = *abi.ConvertType(out[0], new(uint32)).(*uint32)
	outstruct.Custodian = *abi.ConvertType(out[1], new(uint32)).(*uint32)
	outstruct.Pending = *abi.ConvertType(out[2], new(uint32)).(*uint32)
	outstruct.Status = *abi.ConvertType(out[3], new(uint8)).(*uint8)
	outstruct.Kind = *abi.ConvertType(out[4], new(uint8)).(*uint8)
	outstruct.Version = abi.ConvertType(out[5], new(big.Int)).(*big.Int)
	outstruct.Deadline = abi.ConvertType(out[6], new(big.Int)).(*big.Int)
	outstruct.Content = abi.ConvertType(out[7], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackCancel is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x681a2276.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function cancel(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackCancel(commandId [32]byte, asset [32]byte, expectedVersion *big.Int, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("cancel", commandId, asset, expectedVersion, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCancel is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x681a2276.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function cancel(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackCancel(commandId [32]byte, asset [32]byte, expectedVersion *big.Int, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("cancel", commandId, asset, expectedVersion, eventHash)
}

// PackCertificateOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x27027589.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function certificateOf(bytes32 certificate) view returns(uint32 issuer, uint40 validUntil, uint8 status, uint8 kind)
func (custodyLedger *CustodyLedger) PackCertificateOf(certificate [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("certificateOf", certificate)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCertificateOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x27027589.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function certificateOf(bytes32 certificate) view returns(uint32 issuer, uint40 validUntil, uint8 status, uint8 kind)
func (custodyLedger *CustodyLedger) TryPackCertificateOf(certificate [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("certificateOf", certificate)
}

// CertificateOfOutput serves as a container for the return parameters of contract
// method CertificateOf.
type CertificateOfOutput struct {
	Issuer     uint32
	ValidUntil *big.Int
	Status     uint8
	Kind       uint8
}

// UnpackCertificateOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x27027589.
//
// Solidity: function certificateOf(bytes32 certificate) view returns(uint32 issuer, uint40 validUntil, uint8 status, uint8 kind)
func (custodyLedger *CustodyLedger) UnpackCertificateOf(data []byte) (CertificateOfOutput, error) {
	out, err := custodyLedger.abi.Unpack("certificateOf", data)
	outstruct := new(CertificateOfOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Issuer = *abi.ConvertType(out[0], new(uint32)).(*uint32)
	outstruct.ValidUntil = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	outstruct.Status = *abi.ConvertType(out[2], new(uint8)).(*uint8)
	outstruct.Kind = *abi.ConvertType(out[3], new(uint8)).(*uint8)
	return *outstruct, nil
}

// PackDisaggregate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcf3b746d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function disaggregate(bytes32 commandId, bytes32 parent, uint24 expectedVersion, uint32 packedBy, uint32 packedOwner, (bytes32,uint24)[] children, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackDisaggregate(commandId [32]byte, parent [32]byte, expectedVersion *big.Int, packedBy uint32, packedOwner uint32, children []ICustodyLedgerChild, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("disaggregate", commandId, parent, expectedVersion, packedBy, packedOwner, children, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDisaggregate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcf3b746d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function disaggregate(bytes32 commandId, bytes32 parent, uint24 expectedVersion, uint32 packedBy, uint32 packedOwner, (bytes32,uint24)[] children, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackDisaggregate(commandId [32]byte, parent [32]byte, expectedVersion *big.Int, packedBy uint32, packedOwner uint32, children []ICustodyLedgerChild, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("disaggregate", commandId, parent, expectedVersion, packedBy, packedOwner, children, eventHash)
}

// PackIssueCertificate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x63a2c92d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function issueCertificate(bytes32 commandId, bytes32 certificate, uint8 kind, uint40 validUntil, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackIssueCertificate(commandId [32]byte, certificate [32]byte, kind uint8, validUntil *big.Int, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("issueCertificate", commandId, certificate, kind, validUntil, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIssueCertificate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x63a2c92d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function issueCertificate(bytes32 commandId, bytes32 certificate, uint8 kind, uint40 validUntil, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackIssueCertificate(commandId [32]byte, certificate [32]byte, kind uint8, validUntil *big.Int, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("issueCertificate", commandId, certificate, kind, validUntil, eventHash)
}

// PackJoinOrganization is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xde107ffc.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function joinOrganization(bytes32 commandId, address key, bytes32 identityHash, bytes32 eventHash) payable returns(uint32 organization)
func (custodyLedger *CustodyLedger) PackJoinOrganization(commandId [32]byte, key common.Address, identityHash [32]byte, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("joinOrganization", commandId, key, identityHash, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackJoinOrganization is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xde107ffc.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function joinOrganization(bytes32 commandId, address key, bytes32 identityHash, bytes32 eventHash) payable returns(uint32 organization)
func (custodyLedger *CustodyLedger) TryPackJoinOrganization(commandId [32]byte, key common.Address, identityHash [32]byte, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("joinOrganization", commandId, key, identityHash, eventHash)
}

// UnpackJoinOrganization is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xde107ffc.
//
// Solidity: function joinOrganization(bytes32 commandId, address key, bytes32 identityHash, bytes32 eventHash) payable returns(uint32 organization)
func (custodyLedger *CustodyLedger) UnpackJoinOrganization(data []byte) (uint32, error) {
	out, err := custodyLedger.abi.Unpack("joinOrganization", data)
	if err != nil {
		return *new(uint32), err
	}
	out0 := *abi.ConvertType(out[0], new(uint32)).(*uint32)
	return out0, nil
}

// PackLastAnchoredSize is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x64e4ea0d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function lastAnchoredSize(uint32 actor) view returns(uint64)
func (custodyLedger *CustodyLedger) PackLastAnchoredSize(actor uint32) []byte {
	enc, err := custodyLedger.abi.Pack("lastAnchoredSize", actor)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLastAnchoredSize is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x64e4ea0d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function lastAnchoredSize(uint32 actor) view returns(uint64)
func (custodyLedger *CustodyLedger) TryPackLastAnchoredSize(actor uint32) ([]byte, error) {
	return custodyLedger.abi.Pack("lastAnchoredSize", actor)
}

// UnpackLastAnchoredSize is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x64e4ea0d.
//
// Solidity: function lastAnchoredSize(uint32 actor) view returns(uint64)
func (custodyLedger *CustodyLedger) UnpackLastAnchoredSize(data []byte) (uint64, error) {
	out, err := custodyLedger.abi.Unpack("lastAnchoredSize", data)
	if err != nil {
		return *new(uint64), err
	}
	out0 := *abi.ConvertType(out[0], new(uint64)).(*uint64)
	return out0, nil
}

// PackOffer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3ab06707.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function offer(bytes32 commandId, bytes32 asset, uint24 expectedVersion, uint32 to, bool withOwnership, uint40 deadline, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackOffer(commandId [32]byte, asset [32]byte, expectedVersion *big.Int, to uint32, withOwnership bool, deadline *big.Int, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("offer", commandId, asset, expectedVersion, to, withOwnership, deadline, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOffer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3ab06707.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function offer(bytes32 commandId, bytes32 asset, uint24 expectedVersion, uint32 to, bool withOwnership, uint40 deadline, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackOffer(commandId [32]byte, asset [32]byte, expectedVersion *big.Int, to uint32, withOwnership bool, deadline *big.Int, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("offer", commandId, asset, expectedVersion, to, withOwnership, deadline, eventHash)
}

// PackOrganizationOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb5d8f2de.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function organizationOf(address key) view returns(uint32)
func (custodyLedger *CustodyLedger) PackOrganizationOf(key common.Address) []byte {
	enc, err := custodyLedger.abi.Pack("organizationOf", key)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOrganizationOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb5d8f2de.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function organizationOf(address key) view returns(uint32)
func (custodyLedger *CustodyLedger) TryPackOrganizationOf(key common.Address) ([]byte, error) {
	return custodyLedger.abi.Pack("organizationOf", key)
}

// UnpackOrganizationOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb5d8f2de.
//
// Solidity: function organizationOf(address key) view returns(uint32)
func (custodyLedger *CustodyLedger) UnpackOrganizationOf(data []byte) (uint32, error) {
	out, err := custodyLedger.abi.Unpack("organizationOf", data)
	if err != nil {
		return *new(uint32), err
	}
	out0 := *abi.ConvertType(out[0], new(uint32)).(*uint32)
	return out0, nil
}

// PackRecordEvent is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x363fc53f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function recordEvent(bytes32 commandId, bytes32 subject, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackRecordEvent(commandId [32]byte, subject [32]byte, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("recordEvent", commandId, subject, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRecordEvent is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x363fc53f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function recordEvent(bytes32 commandId, bytes32 subject, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackRecordEvent(commandId [32]byte, subject [32]byte, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("recordEvent", commandId, subject, eventHash)
}

// PackRegister is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xaac915d8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function register(bytes32 commandId, bytes32 asset, uint8 kind, uint80 quantity, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackRegister(commandId [32]byte, asset [32]byte, kind uint8, quantity *big.Int, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("register", commandId, asset, kind, quantity, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRegister is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xaac915d8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function register(bytes32 commandId, bytes32 asset, uint8 kind, uint80 quantity, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackRegister(commandId [32]byte, asset [32]byte, kind uint8, quantity *big.Int, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("register", commandId, asset, kind, quantity, eventHash)
}

// PackReject is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x846344c3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function reject(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackReject(commandId [32]byte, asset [32]byte, expectedVersion *big.Int, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("reject", commandId, asset, expectedVersion, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReject is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x846344c3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function reject(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackReject(commandId [32]byte, asset [32]byte, expectedVersion *big.Int, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("reject", commandId, asset, expectedVersion, eventHash)
}

// PackRevokeCertificate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x56153d95.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function revokeCertificate(bytes32 commandId, bytes32 certificate, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackRevokeCertificate(commandId [32]byte, certificate [32]byte, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("revokeCertificate", commandId, certificate, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRevokeCertificate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x56153d95.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function revokeCertificate(bytes32 commandId, bytes32 certificate, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackRevokeCertificate(commandId [32]byte, certificate [32]byte, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("revokeCertificate", commandId, certificate, eventHash)
}

// PackTransform is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x88dbd71d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transform(bytes32 commandId, (bytes32,uint24,uint80)[] inputs, (bytes32,uint8,uint80)[] outputs, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackTransform(commandId [32]byte, inputs []ICustodyLedgerInput, outputs []ICustodyLedgerOutput, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("transform", commandId, inputs, outputs, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransform is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x88dbd71d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transform(bytes32 commandId, (bytes32,uint24,uint80)[] inputs, (bytes32,uint8,uint80)[] outputs, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackTransform(commandId [32]byte, inputs []ICustodyLedgerInput, outputs []ICustodyLedgerOutput, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("transform", commandId, inputs, outputs, eventHash)
}

// PackVerifyInclusion is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf987aaf1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function verifyInclusion(bytes32 root, bytes32 leaf, uint64 index, uint64 size, bytes32[] proof) pure returns(bool)
func (custodyLedger *CustodyLedger) PackVerifyInclusion(root [32]byte, leaf [32]byte, index uint64, size uint64, proof [][32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("verifyInclusion", root, leaf, index, size, proof)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackVerifyInclusion is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf987aaf1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function verifyInclusion(bytes32 root, bytes32 leaf, uint64 index, uint64 size, bytes32[] proof) pure returns(bool)
func (custodyLedger *CustodyLedger) TryPackVerifyInclusion(root [32]byte, leaf [32]byte, index uint64, size uint64, proof [][32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("verifyInclusion", root, leaf, index, size, proof)
}

// UnpackVerifyInclusion is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf987aaf1.
//
// Solidity: function verifyInclusion(bytes32 root, bytes32 leaf, uint64 index, uint64 size, bytes32[] proof) pure returns(bool)
func (custodyLedger *CustodyLedger) UnpackVerifyInclusion(data []byte) (bool, error) {
	out, err := custodyLedger.abi.Unpack("verifyInclusion", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// CustodyLedgerAggregated represents a Aggregated event raised by the CustodyLedger contract.
type CustodyLedgerAggregated struct {
	CommandId    [32]byte
	Parent       [32]byte
	Actor        uint32
	ChildrenRoot [32]byte
	Count        uint32
	Version      *big.Int
	EventHash    [32]byte
	Raw          *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerAggregatedEventName = "Aggregated"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerAggregated) ContractEventName() string {
	return CustodyLedgerAggregatedEventName
}

// UnpackAggregatedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Aggregated(bytes32 indexed commandId, bytes32 indexed parent, uint32 indexed actor, bytes32 childrenRoot, uint32 count, uint24 version, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackAggregatedEvent(log *types.Log) (*CustodyLedgerAggregated, error) {
	event := "Aggregated"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerAggregated)
	if len(log.Data) > 0 {
		if err := custodyLedger.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range custodyLedger.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CustodyLedgerAnchored represents a Anchored event raised by the CustodyLedger contract.
type CustodyLedgerAnchored struct {
	CommandId [32]byte
	Root      [32]byte
	Actor     uint32
	Size      uint64
	EventHash [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerAnchoredEventName = "Anchored"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerAnchored) ContractEventName() string {
	return CustodyLedgerAnchoredEventName
}

// UnpackAnchoredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Anchored(bytes32 indexed commandId, bytes32 indexed root, uint32 indexed actor, uint64 size, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackAnchoredEvent(log *types.Log) (*CustodyLedgerAnchored, error) {
	event := "Anchored"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerAnchored)
	if len(log.Data) > 0 {
		if err := custodyLedger.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range custodyLedger.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CustodyLedgerAssetRegistered represents a AssetRegistered event raised by the CustodyLedger contract.
type CustodyLedgerAssetRegistered struct {
	CommandId [32]byte
	Asset     [32]byte
	Actor     uint32
	Kind      uint8
	Quantity  *big.Int
	Version   *big.Int
	EventHash [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerAssetRegisteredEventName = "AssetRegistered"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerAssetRegistered) ContractEventName() string {
	return CustodyLedgerAssetRegisteredEventName
}

// UnpackAssetRegisteredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event AssetRegistered(bytes32 indexed commandId, bytes32 indexed asset, uint32 indexed actor, uint8 kind, uint80 quantity, uint24 version, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackAssetRegisteredEvent(log *types.Log) (*CustodyLedgerAssetRegistered, error) {
	event := "AssetRegistered"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerAssetRegistered)
	if len(log.Data) > 0 {
		if err := custodyLedger.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range custodyLedger.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CustodyLedgerCertificateIssued represents a CertificateIssued event raised by the CustodyLedger contract.
type CustodyLedgerCertificateIssued struct {
	CommandId   [32]byte
	Certificate [32]byte
	Actor       uint32
	Kind        uint8
	ValidUntil  *big.Int
	EventHash   [32]byte
	Raw         *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerCertificateIssuedEventName = "CertificateIssued"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerCertificateIssued) ContractEventName() string {
	return CustodyLedgerCertificateIssuedEventName
}

// UnpackCertificateIssuedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event CertificateIssued(bytes32 indexed commandId, bytes32 indexed certificate, uint32 indexed actor, uint8 kind, uint40 validUntil, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackCertificateIssuedEvent(log *types.Log) (*CustodyLedgerCertificateIssued, error) {
	event := "CertificateIssued"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerCertificateIssued)
	if len(log.Data) > 0 {
		if err := custodyLedger.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range custodyLedger.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CustodyLedgerCertificateRevoked represents a CertificateRevoked event raised by the CustodyLedger contract.
type CustodyLedgerCertificateRevoked struct {
	CommandId   [32]byte
	Certificate [32]byte
	Actor       uint32
	EventHash   [32]byte
	Raw         *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerCertificateRevokedEventName = "CertificateRevoked"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerCertificateRevoked) ContractEventName() string {
	return CustodyLedgerCertificateRevokedEventName
}

// UnpackCertificateRevokedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event CertificateRevoked(bytes32 indexed commandId, bytes32 indexed certificate, uint32 indexed actor, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackCertificateRevokedEvent(log *types.Log) (*CustodyLedgerCertificateRevoked, error) {
	event := "CertificateRevoked"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerCertificateRevoked)
	if len(log.Data) > 0 {
		if err := custodyLedger.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range custodyLedger.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CustodyLedgerChildReleased represents a ChildReleased event raised by the CustodyLedger contract.
type CustodyLedgerChildReleased struct {
	CommandId [32]byte
	Child     [32]byte
	Actor     uint32
	Parent    [32]byte
	Version   *big.Int
	EventHash [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerChildReleasedEventName = "ChildReleased"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerChildReleased) ContractEventName() string {
	return CustodyLedgerChildReleasedEventName
}

// UnpackChildReleasedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ChildReleased(bytes32 indexed commandId, bytes32 indexed child, uint32 indexed actor, bytes32 parent, uint24 version, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackChildReleasedEvent(log *types.Log) (*CustodyLedgerChildReleased, error) {
	event := "ChildReleased"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerChildReleased)
	if len(log.Data) > 0 {
		if err := custodyLedger.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range custodyLedger.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CustodyLedgerCustodyAccepted represents a CustodyAccepted event raised by the CustodyLedger contract.
type CustodyLedgerCustodyAccepted struct {
	CommandId     [32]byte
	Asset         [32]byte
	Actor         uint32
	From          uint32
	WithOwnership bool
	Version       *big.Int
	EventHash     [32]byte
	Raw           *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerCustodyAcceptedEventName = "CustodyAccepted"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerCustodyAccepted) ContractEventName() string {
	return CustodyLedgerCustodyAcceptedEventName
}

// UnpackCustodyAcceptedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event CustodyAccepted(bytes32 indexed commandId, bytes32 indexed asset, uint32 indexed actor, uint32 from, bool withOwnership, uint24 version, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackCustodyAcceptedEvent(log *types.Log) (*CustodyLedgerCustodyAccepted, error) {
	event := "CustodyAccepted"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerCustodyAccepted)
	if len(log.Data) > 0 {
		if err := custodyLedger.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range custodyLedger.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CustodyLedgerCustodyClosed represents a CustodyClosed event raised by the CustodyLedger contract.
type CustodyLedgerCustodyClosed struct {
	CommandId [32]byte
	Asset     [32]byte
	Actor     uint32
	Outcome   uint8
	Version   *big.Int
	EventHash [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerCustodyClosedEventName = "CustodyClosed"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerCustodyClosed) ContractEventName() string {
	return CustodyLedgerCustodyClosedEventName
}

// UnpackCustodyClosedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event CustodyClosed(bytes32 indexed commandId, bytes32 indexed asset, uint32 indexed actor, uint8 outcome, uint24 version, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackCustodyClosedEvent(log *types.Log) (*CustodyLedgerCustodyClosed, error) {
	event := "CustodyClosed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerCustodyClosed)
	if len(log.Data) > 0 {
		if err := custodyLedger.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range custodyLedger.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CustodyLedgerCustodyOffered represents a CustodyOffered event raised by the CustodyLedger contract.
type CustodyLedgerCustodyOffered struct {
	CommandId     [32]byte
	Asset         [32]byte
	Actor         uint32
	To            uint32
	WithOwnership bool
	Deadline      *big.Int
	Version       *big.Int
	EventHash     [32]byte
	Raw           *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerCustodyOfferedEventName = "CustodyOffered"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerCustodyOffered) ContractEventName() string {
	return CustodyLedgerCustodyOfferedEventName
}

// UnpackCustodyOfferedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event CustodyOffered(bytes32 indexed commandId, bytes32 indexed asset, uint32 indexed actor, uint32 to, bool withOwnership, uint40 deadline, uint24 version, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackCustodyOfferedEvent(log *types.Log) (*CustodyLedgerCustodyOffered, error) {
	event := "CustodyOffered"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerCustodyOffered)
	if len(log.Data) > 0 {
		if err := custodyLedger.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range custodyLedger.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CustodyLedgerDisaggregated represents a Disaggregated event raised by the CustodyLedger contract.
type CustodyLedgerDisaggregated struct {
	CommandId [32]byte
	Parent    [32]byte
	Actor     uint32
	Version   *big.Int
	EventHash [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerDisaggregatedEventName = "Disaggregated"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerDisaggregated) ContractEventName() string {
	return CustodyLedgerDisaggregatedEventName
}

// UnpackDisaggregatedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Disaggregated(bytes32 indexed commandId, bytes32 indexed parent, uint32 indexed actor, uint24 version, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackDisaggregatedEvent(log *types.Log) (*CustodyLedgerDisaggregated, error) {
	event := "Disaggregated"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerDisaggregated)
	if len(log.Data) > 0 {
		if err := custodyLedger.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range custodyLedger.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CustodyLedgerEventRecorded represents a EventRecorded event raised by the CustodyLedger contract.
type CustodyLedgerEventRecorded struct {
	CommandId [32]byte
	Subject   [32]byte
	Actor     uint32
	EventHash [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerEventRecordedEventName = "EventRecorded"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerEventRecorded) ContractEventName() string {
	return CustodyLedgerEventRecordedEventName
}

// UnpackEventRecordedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event EventRecorded(bytes32 indexed commandId, bytes32 indexed subject, uint32 indexed actor, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackEventRecordedEvent(log *types.Log) (*CustodyLedgerEventRecorded, error) {
	event := "EventRecorded"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerEventRecorded)
	if len(log.Data) > 0 {
		if err := custodyLedger.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range custodyLedger.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CustodyLedgerInputConsumed represents a InputConsumed event raised by the CustodyLedger contract.
type CustodyLedgerInputConsumed struct {
	CommandId [32]byte
	Asset     [32]byte
	Actor     uint32
	Quantity  *big.Int
	Remaining *big.Int
	Version   *big.Int
	EventHash [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerInputConsumedEventName = "InputConsumed"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerInputConsumed) ContractEventName() string {
	return CustodyLedgerInputConsumedEventName
}

// UnpackInputConsumedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event InputConsumed(bytes32 indexed commandId, bytes32 indexed asset, uint32 indexed actor, uint80 quantity, uint80 remaining, uint24 version, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackInputConsumedEvent(log *types.Log) (*CustodyLedgerInputConsumed, error) {
	event := "InputConsumed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerInputConsumed)
	if len(log.Data) > 0 {
		if err := custodyLedger.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range custodyLedger.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CustodyLedgerOrganizationJoined represents a OrganizationJoined event raised by the CustodyLedger contract.
type CustodyLedgerOrganizationJoined struct {
	CommandId    [32]byte
	Organization uint32
	Key          common.Address
	IdentityHash [32]byte
	EventHash    [32]byte
	Raw          *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerOrganizationJoinedEventName = "OrganizationJoined"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerOrganizationJoined) ContractEventName() string {
	return CustodyLedgerOrganizationJoinedEventName
}

// UnpackOrganizationJoinedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OrganizationJoined(bytes32 indexed commandId, uint32 indexed organization, address indexed key, bytes32 identityHash, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackOrganizationJoinedEvent(log *types.Log) (*CustodyLedgerOrganizationJoined, error) {
	event := "OrganizationJoined"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerOrganizationJoined)
	if len(log.Data) > 0 {
		if err := custodyLedger.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range custodyLedger.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// CustodyLedgerTransformed represents a Transformed event raised by the CustodyLedger contract.
type CustodyLedgerTransformed struct {
	CommandId [32]byte
	Actor     uint32
	Inputs    uint32
	Outputs   uint32
	EventHash [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerTransformedEventName = "Transformed"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerTransformed) ContractEventName() string {
	return CustodyLedgerTransformedEventName
}

// UnpackTransformedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Transformed(bytes32 indexed commandId, uint32 indexed actor, uint32 inputs, uint32 outputs, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackTransformedEvent(log *types.Log) (*CustodyLedgerTransformed, error) {
	event := "Transformed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerTransformed)
	if len(log.Data) > 0 {
		if err := custodyLedger.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range custodyLedger.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (custodyLedger *CustodyLedger) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["AlreadyPacked"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackAlreadyPackedError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["AlreadyRevoked"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackAlreadyRevokedError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["AnchorExists"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackAnchorExistsError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["AnchorNotGrowing"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackAnchorNotGrowingError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["AssetExists"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackAssetExistsError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["CertificateExists"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackCertificateExistsError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["ChildNotReleasable"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackChildNotReleasableError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["ContentsMismatch"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackContentsMismatchError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["DeadlinePassed"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackDeadlinePassedError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["GrantFailed"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackGrantFailedError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["InsufficientQuantity"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackInsufficientQuantityError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["InvalidCount"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackInvalidCountError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["InvalidKey"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackInvalidKeyError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["InvalidKind"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackInvalidKindError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["InvalidQuantity"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackInvalidQuantityError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["KeyInUse"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackKeyInUseError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NoInputs"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNoInputsError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NotActive"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNotActiveError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NotAdministrator"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNotAdministratorError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NotCustodian"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNotCustodianError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NotIssuer"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNotIssuerError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NotOffered"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNotOfferedError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NotOrganization"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNotOrganizationError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NotOwner"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNotOwnerError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NotPacked"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNotPackedError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NotPending"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNotPendingError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["OfferToSelf"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackOfferToSelfError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["StaleVersion"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackStaleVersionError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["UnknownAsset"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackUnknownAssetError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["UnknownCertificate"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackUnknownCertificateError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["UnknownOrganization"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackUnknownOrganizationError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// CustodyLedgerAlreadyPacked represents a AlreadyPacked error raised by the CustodyLedger contract.
type CustodyLedgerAlreadyPacked struct {
	Parent [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AlreadyPacked(bytes32 parent)
func CustodyLedgerAlreadyPackedErrorID() common.Hash {
	return common.HexToHash("0x992113ba763e3ce7b5e8f10f14932cf4d0ef2519435dc45d5aa0bd6a8e607c1b")
}

// UnpackAlreadyPackedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AlreadyPacked(bytes32 parent)
func (custodyLedger *CustodyLedger) UnpackAlreadyPackedError(raw []byte) (*CustodyLedgerAlreadyPacked, error) {
	out := new(CustodyLedgerAlreadyPacked)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "AlreadyPacked", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerAlreadyRevoked represents a AlreadyRevoked error raised by the CustodyLedger contract.
type CustodyLedgerAlreadyRevoked struct {
	Certificate [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AlreadyRevoked(bytes32 certificate)
func CustodyLedgerAlreadyRevokedErrorID() common.Hash {
	return common.HexToHash("0x90315de188eb047fc54ca36d1436afb1afc987c1864c711074a89029958f122f")
}

// UnpackAlreadyRevokedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AlreadyRevoked(bytes32 certificate)
func (custodyLedger *CustodyLedger) UnpackAlreadyRevokedError(raw []byte) (*CustodyLedgerAlreadyRevoked, error) {
	out := new(CustodyLedgerAlreadyRevoked)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "AlreadyRevoked", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerAnchorExists represents a AnchorExists error raised by the CustodyLedger contract.
type CustodyLedgerAnchorExists struct {
	Root [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AnchorExists(bytes32 root)
func CustodyLedgerAnchorExistsErrorID() common.Hash {
	return common.HexToHash("0xc5afbab26dcc9fbd1b98cd6d8c5e17dcd9c837a9877247eb5e9c274e888de9ff")
}

// UnpackAnchorExistsError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AnchorExists(bytes32 root)
func (custodyLedger *CustodyLedger) UnpackAnchorExistsError(raw []byte) (*CustodyLedgerAnchorExists, error) {
	out := new(CustodyLedgerAnchorExists)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "AnchorExists", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerAnchorNotGrowing represents a AnchorNotGrowing error raised by the CustodyLedger contract.
type CustodyLedgerAnchorNotGrowing struct {
	Actor    uint32
	Size     uint64
	LastSize uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AnchorNotGrowing(uint32 actor, uint64 size, uint64 lastSize)
func CustodyLedgerAnchorNotGrowingErrorID() common.Hash {
	return common.HexToHash("0xece0a27042130de8950b3494c6abd8b8072bca8feb1ef2f74fe7e400c9bfcaba")
}

// UnpackAnchorNotGrowingError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AnchorNotGrowing(uint32 actor, uint64 size, uint64 lastSize)
func (custodyLedger *CustodyLedger) UnpackAnchorNotGrowingError(raw []byte) (*CustodyLedgerAnchorNotGrowing, error) {
	out := new(CustodyLedgerAnchorNotGrowing)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "AnchorNotGrowing", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerAssetExists represents a AssetExists error raised by the CustodyLedger contract.
type CustodyLedgerAssetExists struct {
	Asset [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AssetExists(bytes32 asset)
func CustodyLedgerAssetExistsErrorID() common.Hash {
	return common.HexToHash("0xc3471ff09f28bea14873d98360a970a29cc79e29e49db7aa522bb2a9ece01deb")
}

// UnpackAssetExistsError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AssetExists(bytes32 asset)
func (custodyLedger *CustodyLedger) UnpackAssetExistsError(raw []byte) (*CustodyLedgerAssetExists, error) {
	out := new(CustodyLedgerAssetExists)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "AssetExists", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerCertificateExists represents a CertificateExists error raised by the CustodyLedger contract.
type CustodyLedgerCertificateExists struct {
	Certificate [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error CertificateExists(bytes32 certificate)
func CustodyLedgerCertificateExistsErrorID() common.Hash {
	return common.HexToHash("0x8c0d57d53e3d420461a228fd076c47b70b02e5e8e0a582a95b494244af203efb")
}

// UnpackCertificateExistsError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error CertificateExists(bytes32 certificate)
func (custodyLedger *CustodyLedger) UnpackCertificateExistsError(raw []byte) (*CustodyLedgerCertificateExists, error) {
	out := new(CustodyLedgerCertificateExists)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "CertificateExists", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerChildNotReleasable represents a ChildNotReleasable error raised by the CustodyLedger contract.
type CustodyLedgerChildNotReleasable struct {
	Parent [32]byte
	Child  [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ChildNotReleasable(bytes32 parent, bytes32 child)
func CustodyLedgerChildNotReleasableErrorID() common.Hash {
	return common.HexToHash("0x56e0620d5ecdf1a04c5b7bd2756c15ce4fb96696802b71d4b53757390695d607")
}

// UnpackChildNotReleasableError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ChildNotReleasable(bytes32 parent, bytes32 child)
func (custodyLedger *CustodyLedger) UnpackChildNotReleasableError(raw []byte) (*CustodyLedgerChildNotReleasable, error) {
	out := new(CustodyLedgerChildNotReleasable)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "ChildNotReleasable", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerContentsMismatch represents a ContentsMismatch error raised by the CustodyLedger contract.
type CustodyLedgerContentsMismatch struct {
	Parent       [32]byte
	ChildrenRoot [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ContentsMismatch(bytes32 parent, bytes32 childrenRoot)
func CustodyLedgerContentsMismatchErrorID() common.Hash {
	return common.HexToHash("0x6f56c1f91383f20888f9f82bf07c743075d88252dbc31191223c773fe72b4b81")
}

// UnpackContentsMismatchError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ContentsMismatch(bytes32 parent, bytes32 childrenRoot)
func (custodyLedger *CustodyLedger) UnpackContentsMismatchError(raw []byte) (*CustodyLedgerContentsMismatch, error) {
	out := new(CustodyLedgerContentsMismatch)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "ContentsMismatch", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerDeadlinePassed represents a DeadlinePassed error raised by the CustodyLedger contract.
type CustodyLedgerDeadlinePassed struct {
	Asset    [32]byte
	Deadline *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error DeadlinePassed(bytes32 asset, uint40 deadline)
func CustodyLedgerDeadlinePassedErrorID() common.Hash {
	return common.HexToHash("0xef8b2fe79c0f4e7ddfa489e4fce6991a3cec241cc6592d4faa20cc1c691e7c73")
}

// UnpackDeadlinePassedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error DeadlinePassed(bytes32 asset, uint40 deadline)
func (custodyLedger *CustodyLedger) UnpackDeadlinePassedError(raw []byte) (*CustodyLedgerDeadlinePassed, error) {
	out := new(CustodyLedgerDeadlinePassed)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "DeadlinePassed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerGrantFailed represents a GrantFailed error raised by the CustodyLedger contract.
type CustodyLedgerGrantFailed struct {
	Key    common.Address
	Amount *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error GrantFailed(address key, uint256 amount)
func CustodyLedgerGrantFailedErrorID() common.Hash {
	return common.HexToHash("0xd932adcb7cb46bcb65e44b102315a20a80e9d3bf5a01936bb276c0abe82bb391")
}

// UnpackGrantFailedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error GrantFailed(address key, uint256 amount)
func (custodyLedger *CustodyLedger) UnpackGrantFailedError(raw []byte) (*CustodyLedgerGrantFailed, error) {
	out := new(CustodyLedgerGrantFailed)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "GrantFailed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerInsufficientQuantity represents a InsufficientQuantity error raised by the CustodyLedger contract.
type CustodyLedgerInsufficientQuantity struct {
	Asset     [32]byte
	Requested *big.Int
	Remaining *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InsufficientQuantity(bytes32 asset, uint80 requested, uint80 remaining)
func CustodyLedgerInsufficientQuantityErrorID() common.Hash {
	return common.HexToHash("0x49d43119fd9e6905ba36333c8b8153c50618907356e6835b7ed88fc3281e9c2b")
}

// UnpackInsufficientQuantityError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InsufficientQuantity(bytes32 asset, uint80 requested, uint80 remaining)
func (custodyLedger *CustodyLedger) UnpackInsufficientQuantityError(raw []byte) (*CustodyLedgerInsufficientQuantity, error) {
	out := new(CustodyLedgerInsufficientQuantity)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "InsufficientQuantity", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerInvalidCount represents a InvalidCount error raised by the CustodyLedger contract.
type CustodyLedgerInvalidCount struct {
	Parent [32]byte
	Count  *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidCount(bytes32 parent, uint256 count)
func CustodyLedgerInvalidCountErrorID() common.Hash {
	return common.HexToHash("0x2166e90af4690c7ff470444ef5eaae6748aef3cf95b0fc1804fa12a7bb491ce3")
}

// UnpackInvalidCountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidCount(bytes32 parent, uint256 count)
func (custodyLedger *CustodyLedger) UnpackInvalidCountError(raw []byte) (*CustodyLedgerInvalidCount, error) {
	out := new(CustodyLedgerInvalidCount)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "InvalidCount", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerInvalidKey represents a InvalidKey error raised by the CustodyLedger contract.
type CustodyLedgerInvalidKey struct {
	Key common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidKey(address key)
func CustodyLedgerInvalidKeyErrorID() common.Hash {
	return common.HexToHash("0x127462a626c0bc66956c03c888fd37f1c2282a897051a74d8aa0495629103804")
}

// UnpackInvalidKeyError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidKey(address key)
func (custodyLedger *CustodyLedger) UnpackInvalidKeyError(raw []byte) (*CustodyLedgerInvalidKey, error) {
	out := new(CustodyLedgerInvalidKey)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "InvalidKey", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerInvalidKind represents a InvalidKind error raised by the CustodyLedger contract.
type CustodyLedgerInvalidKind struct {
	Asset [32]byte
	Kind  uint8
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidKind(bytes32 asset, uint8 kind)
func CustodyLedgerInvalidKindErrorID() common.Hash {
	return common.HexToHash("0xfb977a531fcb4c34443819bee058cc30fa57f01d93142371f9e154ea2dd669e9")
}

// UnpackInvalidKindError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidKind(bytes32 asset, uint8 kind)
func (custodyLedger *CustodyLedger) UnpackInvalidKindError(raw []byte) (*CustodyLedgerInvalidKind, error) {
	out := new(CustodyLedgerInvalidKind)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "InvalidKind", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerInvalidQuantity represents a InvalidQuantity error raised by the CustodyLedger contract.
type CustodyLedgerInvalidQuantity struct {
	Asset    [32]byte
	Kind     uint8
	Quantity *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidQuantity(bytes32 asset, uint8 kind, uint80 quantity)
func CustodyLedgerInvalidQuantityErrorID() common.Hash {
	return common.HexToHash("0xbf3bef1b0729ef304a83aa3f423a065f008f2f69aca2e48c9aba5e8105032e84")
}

// UnpackInvalidQuantityError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidQuantity(bytes32 asset, uint8 kind, uint80 quantity)
func (custodyLedger *CustodyLedger) UnpackInvalidQuantityError(raw []byte) (*CustodyLedgerInvalidQuantity, error) {
	out := new(CustodyLedgerInvalidQuantity)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "InvalidQuantity", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerKeyInUse represents a KeyInUse error raised by the CustodyLedger contract.
type CustodyLedgerKeyInUse struct {
	Key          common.Address
	Organization uint32
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error KeyInUse(address key, uint32 organization)
func CustodyLedgerKeyInUseErrorID() common.Hash {
	return common.HexToHash("0xef6ce45e34a406c5cc3acce66675a6ad9a9d907d9239e63d482a8a4115e3a3af")
}

// UnpackKeyInUseError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error KeyInUse(address key, uint32 organization)
func (custodyLedger *CustodyLedger) UnpackKeyInUseError(raw []byte) (*CustodyLedgerKeyInUse, error) {
	out := new(CustodyLedgerKeyInUse)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "KeyInUse", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerNoInputs represents a NoInputs error raised by the CustodyLedger contract.
type CustodyLedgerNoInputs struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoInputs()
func CustodyLedgerNoInputsErrorID() common.Hash {
	return common.HexToHash("0x315fd5b2dbc33e7a1b3d4f5617fc31ecf9faa857ed0df3517fc66c0ee8af022b")
}

// UnpackNoInputsError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoInputs()
func (custodyLedger *CustodyLedger) UnpackNoInputsError(raw []byte) (*CustodyLedgerNoInputs, error) {
	out := new(CustodyLedgerNoInputs)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "NoInputs", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerNotActive represents a NotActive error raised by the CustodyLedger contract.
type CustodyLedgerNotActive struct {
	Asset  [32]byte
	Status uint8
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotActive(bytes32 asset, uint8 status)
func CustodyLedgerNotActiveErrorID() common.Hash {
	return common.HexToHash("0x787dcaa16bb0b79cae936da508103ca32a25e43e404d55d613f7c573212d5c67")
}

// UnpackNotActiveError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotActive(bytes32 asset, uint8 status)
func (custodyLedger *CustodyLedger) UnpackNotActiveError(raw []byte) (*CustodyLedgerNotActive, error) {
	out := new(CustodyLedgerNotActive)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "NotActive", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerNotAdministrator represents a NotAdministrator error raised by the CustodyLedger contract.
type CustodyLedgerNotAdministrator struct {
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotAdministrator(address caller)
func CustodyLedgerNotAdministratorErrorID() common.Hash {
	return common.HexToHash("0x5896cd202b044dbdee2638c3d1de64755d7e2b821d36bd2970064f544ea9cd6c")
}

// UnpackNotAdministratorError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotAdministrator(address caller)
func (custodyLedger *CustodyLedger) UnpackNotAdministratorError(raw []byte) (*CustodyLedgerNotAdministrator, error) {
	out := new(CustodyLedgerNotAdministrator)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "NotAdministrator", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerNotCustodian represents a NotCustodian error raised by the CustodyLedger contract.
type CustodyLedgerNotCustodian struct {
	Asset     [32]byte
	Actor     uint32
	Custodian uint32
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotCustodian(bytes32 asset, uint32 actor, uint32 custodian)
func CustodyLedgerNotCustodianErrorID() common.Hash {
	return common.HexToHash("0x8b978b219d22fdc3f565feee6669c4f7ccb90f8b93b0885026ca8a0bc25f1394")
}

// UnpackNotCustodianError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotCustodian(bytes32 asset, uint32 actor, uint32 custodian)
func (custodyLedger *CustodyLedger) UnpackNotCustodianError(raw []byte) (*CustodyLedgerNotCustodian, error) {
	out := new(CustodyLedgerNotCustodian)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "NotCustodian", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerNotIssuer represents a NotIssuer error raised by the CustodyLedger contract.
type CustodyLedgerNotIssuer struct {
	Certificate [32]byte
	Actor       uint32
	Issuer      uint32
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotIssuer(bytes32 certificate, uint32 actor, uint32 issuer)
func CustodyLedgerNotIssuerErrorID() common.Hash {
	return common.HexToHash("0xc08080d4658d424090a7a1843d06b41ec2c26e3c986bb6044a8d8be33a7edc4a")
}

// UnpackNotIssuerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotIssuer(bytes32 certificate, uint32 actor, uint32 issuer)
func (custodyLedger *CustodyLedger) UnpackNotIssuerError(raw []byte) (*CustodyLedgerNotIssuer, error) {
	out := new(CustodyLedgerNotIssuer)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "NotIssuer", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerNotOffered represents a NotOffered error raised by the CustodyLedger contract.
type CustodyLedgerNotOffered struct {
	Asset  [32]byte
	Status uint8
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotOffered(bytes32 asset, uint8 status)
func CustodyLedgerNotOfferedErrorID() common.Hash {
	return common.HexToHash("0xad4a847d2cbb9e645aa97d3d810c91caca2cc9d52809c7728f54af1a3f527093")
}

// UnpackNotOfferedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotOffered(bytes32 asset, uint8 status)
func (custodyLedger *CustodyLedger) UnpackNotOfferedError(raw []byte) (*CustodyLedgerNotOffered, error) {
	out := new(CustodyLedgerNotOffered)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "NotOffered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerNotOrganization represents a NotOrganization error raised by the CustodyLedger contract.
type CustodyLedgerNotOrganization struct {
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotOrganization(address caller)
func CustodyLedgerNotOrganizationErrorID() common.Hash {
	return common.HexToHash("0xfd20209ebd6140562e3002f828c02448f8978af347a57a2c0b2286faf300cd6c")
}

// UnpackNotOrganizationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotOrganization(address caller)
func (custodyLedger *CustodyLedger) UnpackNotOrganizationError(raw []byte) (*CustodyLedgerNotOrganization, error) {
	out := new(CustodyLedgerNotOrganization)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "NotOrganization", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerNotOwner represents a NotOwner error raised by the CustodyLedger contract.
type CustodyLedgerNotOwner struct {
	Asset [32]byte
	Actor uint32
	Owner uint32
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotOwner(bytes32 asset, uint32 actor, uint32 owner)
func CustodyLedgerNotOwnerErrorID() common.Hash {
	return common.HexToHash("0x3a0c3b1e4690e2db8ada299f6c7b2e77da9ae4a3624aa20d4e066e6158c00bb6")
}

// UnpackNotOwnerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotOwner(bytes32 asset, uint32 actor, uint32 owner)
func (custodyLedger *CustodyLedger) UnpackNotOwnerError(raw []byte) (*CustodyLedgerNotOwner, error) {
	out := new(CustodyLedgerNotOwner)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "NotOwner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerNotPacked represents a NotPacked error raised by the CustodyLedger contract.
type CustodyLedgerNotPacked struct {
	Parent [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotPacked(bytes32 parent)
func CustodyLedgerNotPackedErrorID() common.Hash {
	return common.HexToHash("0x993d40dd9e240511926079b81548036dfa5249b8a1c3bcf0f28772ceba5a5909")
}

// UnpackNotPackedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotPacked(bytes32 parent)
func (custodyLedger *CustodyLedger) UnpackNotPackedError(raw []byte) (*CustodyLedgerNotPacked, error) {
	out := new(CustodyLedgerNotPacked)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "NotPacked", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerNotPending represents a NotPending error raised by the CustodyLedger contract.
type CustodyLedgerNotPending struct {
	Asset   [32]byte
	Actor   uint32
	Pending uint32
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotPending(bytes32 asset, uint32 actor, uint32 pending)
func CustodyLedgerNotPendingErrorID() common.Hash {
	return common.HexToHash("0x03a566f68f3af86eec169f8f079b15b822b595c7bf126172bbabbe34d31f2333")
}

// UnpackNotPendingError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotPending(bytes32 asset, uint32 actor, uint32 pending)
func (custodyLedger *CustodyLedger) UnpackNotPendingError(raw []byte) (*CustodyLedgerNotPending, error) {
	out := new(CustodyLedgerNotPending)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "NotPending", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerOfferToSelf represents a OfferToSelf error raised by the CustodyLedger contract.
type CustodyLedgerOfferToSelf struct {
	Asset [32]byte
	Actor uint32
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OfferToSelf(bytes32 asset, uint32 actor)
func CustodyLedgerOfferToSelfErrorID() common.Hash {
	return common.HexToHash("0x8f9f7bc7e1c2b460863b7042200f10c412f0ab9e033d830f68a1538a127f430e")
}

// UnpackOfferToSelfError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OfferToSelf(bytes32 asset, uint32 actor)
func (custodyLedger *CustodyLedger) UnpackOfferToSelfError(raw []byte) (*CustodyLedgerOfferToSelf, error) {
	out := new(CustodyLedgerOfferToSelf)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "OfferToSelf", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerStaleVersion represents a StaleVersion error raised by the CustodyLedger contract.
type CustodyLedgerStaleVersion struct {
	Asset    [32]byte
	Expected *big.Int
	Actual   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StaleVersion(bytes32 asset, uint24 expected, uint24 actual)
func CustodyLedgerStaleVersionErrorID() common.Hash {
	return common.HexToHash("0x450177c47ad6a4b455dc031e978548e9757f4c477edd77c5e31a9e94f51aafec")
}

// UnpackStaleVersionError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StaleVersion(bytes32 asset, uint24 expected, uint24 actual)
func (custodyLedger *CustodyLedger) UnpackStaleVersionError(raw []byte) (*CustodyLedgerStaleVersion, error) {
	out := new(CustodyLedgerStaleVersion)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "StaleVersion", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerUnknownAsset represents a UnknownAsset error raised by the CustodyLedger contract.
type CustodyLedgerUnknownAsset struct {
	Asset [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error UnknownAsset(bytes32 asset)
func CustodyLedgerUnknownAssetErrorID() common.Hash {
	return common.HexToHash("0x1059be3ed9f1c1f061f09edf206f56e7c80b74fd01671cbec1b3788a1f49417e")
}

// UnpackUnknownAssetError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error UnknownAsset(bytes32 asset)
func (custodyLedger *CustodyLedger) UnpackUnknownAssetError(raw []byte) (*CustodyLedgerUnknownAsset, error) {
	out := new(CustodyLedgerUnknownAsset)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "UnknownAsset", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerUnknownCertificate represents a UnknownCertificate error raised by the CustodyLedger contract.
type CustodyLedgerUnknownCertificate struct {
	Certificate [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error UnknownCertificate(bytes32 certificate)
func CustodyLedgerUnknownCertificateErrorID() common.Hash {
	return common.HexToHash("0x7332064ed5fdd94c267ffe1a757b0dbf5e49835953f3eb0963bbf804bdd88cdf")
}

// UnpackUnknownCertificateError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error UnknownCertificate(bytes32 certificate)
func (custodyLedger *CustodyLedger) UnpackUnknownCertificateError(raw []byte) (*CustodyLedgerUnknownCertificate, error) {
	out := new(CustodyLedgerUnknownCertificate)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "UnknownCertificate", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerUnknownOrganization represents a UnknownOrganization error raised by the CustodyLedger contract.
type CustodyLedgerUnknownOrganization struct {
	Organization uint32
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error UnknownOrganization(uint32 organization)
func CustodyLedgerUnknownOrganizationErrorID() common.Hash {
	return common.HexToHash("0xc8b39b0fa609b43c7fc5921ded7ebdea7e696cfe705d7e746fb2a61324c4d270")
}

// UnpackUnknownOrganizationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error UnknownOrganization(uint32 organization)
func (custodyLedger *CustodyLedger) UnpackUnknownOrganizationError(raw []byte) (*CustodyLedgerUnknownOrganization, error) {
	out := new(CustodyLedgerUnknownOrganization)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "UnknownOrganization", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerCodeHash is the Keccak-256 hash of the deployed code, the same on every chain: what EXTCODEHASH and
// eth_getProof give for a genuine contract.
const CustodyLedgerCodeHash = "0xaf6dd5836376061ce420d2e27bef2bae103964081737856e17ac97adc116017f"
