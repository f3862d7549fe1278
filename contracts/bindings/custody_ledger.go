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

// ICustodyLedgerAssetVersion is an auto generated low-level Go binding around an user-defined struct.
type ICustodyLedgerAssetVersion struct {
	Asset   [32]byte
	Version *big.Int
}

// ICustodyLedgerChild is an auto generated low-level Go binding around an user-defined struct.
type ICustodyLedgerChild struct {
	Asset   [32]byte
	Version *big.Int
}

// ICustodyLedgerHandover is an auto generated low-level Go binding around an user-defined struct.
type ICustodyLedgerHandover struct {
	CommandId     [32]byte
	Assets        []ICustodyLedgerAssetVersion
	From          uint32
	To            uint32
	WithOwnership bool
	Deadline      *big.Int
	EventHash     [32]byte
}

// ICustodyLedgerInput is an auto generated low-level Go binding around an user-defined struct.
type ICustodyLedgerInput struct {
	Asset           [32]byte
	ExpectedVersion *big.Int
	Quantity        *big.Int
}

// ICustodyLedgerMembership is an auto generated low-level Go binding around an user-defined struct.
type ICustodyLedgerMembership struct {
	Index uint64
	Size  uint64
	Path  [][32]byte
}

// ICustodyLedgerOutput is an auto generated low-level Go binding around an user-defined struct.
type ICustodyLedgerOutput struct {
	Asset    [32]byte
	Kind     uint8
	Quantity *big.Int
}

// ICustodyLedgerSignature is an auto generated low-level Go binding around an user-defined struct.
type ICustodyLedgerSignature struct {
	Key       common.Address
	Signature []byte
}

// CustodyLedgerMetaData contains all meta data concerning the CustodyLedger contract.
var CustodyLedgerMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"call\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"administrator\",\"type\":\"address\"}],\"name\":\"AlreadyConfirmed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"parent\",\"type\":\"bytes32\"}],\"name\":\"AlreadyPacked\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"}],\"name\":\"AlreadyRevoked\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"root\",\"type\":\"bytes32\"}],\"name\":\"AnchorExists\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"internalType\":\"uint64\",\"name\":\"size\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"lastSize\",\"type\":\"uint64\"}],\"name\":\"AnchorNotGrowing\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"}],\"name\":\"AssetExists\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"}],\"name\":\"CertificateExists\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"parent\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"child\",\"type\":\"bytes32\"}],\"name\":\"ChildNotReleasable\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"parent\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"childrenRoot\",\"type\":\"bytes32\"}],\"name\":\"ContentsMismatch\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint40\",\"name\":\"deadline\",\"type\":\"uint40\"}],\"name\":\"DeadlinePassed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"key\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"GrantFailed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint80\",\"name\":\"requested\",\"type\":\"uint80\"},{\"internalType\":\"uint80\",\"name\":\"remaining\",\"type\":\"uint80\"}],\"name\":\"InsufficientQuantity\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"},{\"internalType\":\"enumICustodyLedger.CertificateStatus\",\"name\":\"status\",\"type\":\"uint8\"}],\"name\":\"InvalidCertificateStatus\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"parent\",\"type\":\"bytes32\"},{\"internalType\":\"uint256\",\"name\":\"count\",\"type\":\"uint256\"}],\"name\":\"InvalidCount\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"key\",\"type\":\"address\"}],\"name\":\"InvalidKey\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"enumICustodyLedger.Kind\",\"name\":\"kind\",\"type\":\"uint8\"}],\"name\":\"InvalidKind\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint32\",\"name\":\"organization\",\"type\":\"uint32\"},{\"internalType\":\"enumICustodyLedger.OrganizationStatus\",\"name\":\"status\",\"type\":\"uint8\"}],\"name\":\"InvalidOrganizationStatus\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"enumICustodyLedger.Kind\",\"name\":\"kind\",\"type\":\"uint8\"},{\"internalType\":\"uint80\",\"name\":\"quantity\",\"type\":\"uint80\"}],\"name\":\"InvalidQuantity\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"internalType\":\"bool\",\"name\":\"open\",\"type\":\"bool\"}],\"name\":\"InvalidRecall\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"key\",\"type\":\"address\"}],\"name\":\"InvalidSignature\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"threshold\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"administrators\",\"type\":\"uint256\"}],\"name\":\"InvalidThreshold\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"key\",\"type\":\"address\"},{\"internalType\":\"uint32\",\"name\":\"organization\",\"type\":\"uint32\"}],\"name\":\"KeyInUse\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"LedgerPaused\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"NoInputs\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"NoModel\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"NoReason\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"enumICustodyLedger.Status\",\"name\":\"status\",\"type\":\"uint8\"}],\"name\":\"NotActive\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotAdministrator\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"call\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"administrator\",\"type\":\"address\"}],\"name\":\"NotConfirmed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"custodian\",\"type\":\"uint32\"}],\"name\":\"NotCustodian\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint40\",\"name\":\"deadline\",\"type\":\"uint40\"}],\"name\":\"NotExpired\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"},{\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"issuer\",\"type\":\"uint32\"}],\"name\":\"NotIssuer\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"key\",\"type\":\"address\"},{\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"}],\"name\":\"NotKeyOf\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"enumICustodyLedger.Status\",\"name\":\"status\",\"type\":\"uint8\"}],\"name\":\"NotOffered\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"NotOrganization\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"owner\",\"type\":\"uint32\"}],\"name\":\"NotOwner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"parent\",\"type\":\"bytes32\"}],\"name\":\"NotPacked\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"}],\"name\":\"NotParty\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"pending\",\"type\":\"uint32\"}],\"name\":\"NotPending\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"NothingHandedOver\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"NothingRegistered\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes3\",\"name\":\"measure\",\"type\":\"bytes3\"}],\"name\":\"NothingToBalance\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"}],\"name\":\"OfferToSelf\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint32\",\"name\":\"organization\",\"type\":\"uint32\"}],\"name\":\"OrganizationSuspended\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"bytes3\",\"name\":\"measure\",\"type\":\"bytes3\"},{\"internalType\":\"bytes3\",\"name\":\"expected\",\"type\":\"bytes3\"}],\"name\":\"OtherMeasure\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"key\",\"type\":\"address\"}],\"name\":\"RemovesItself\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expected\",\"type\":\"uint24\"},{\"internalType\":\"uint24\",\"name\":\"actual\",\"type\":\"uint24\"}],\"name\":\"StaleCertificate\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint32\",\"name\":\"organization\",\"type\":\"uint32\"},{\"internalType\":\"uint24\",\"name\":\"expected\",\"type\":\"uint24\"},{\"internalType\":\"uint24\",\"name\":\"actual\",\"type\":\"uint24\"}],\"name\":\"StaleOrganization\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"internalType\":\"uint24\",\"name\":\"expected\",\"type\":\"uint24\"},{\"internalType\":\"uint24\",\"name\":\"actual\",\"type\":\"uint24\"}],\"name\":\"StaleRecall\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint24\",\"name\":\"expected\",\"type\":\"uint24\"},{\"internalType\":\"uint24\",\"name\":\"actual\",\"type\":\"uint24\"}],\"name\":\"StaleRound\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expected\",\"type\":\"uint24\"},{\"internalType\":\"uint24\",\"name\":\"actual\",\"type\":\"uint24\"}],\"name\":\"StaleVersion\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes3\",\"name\":\"measure\",\"type\":\"bytes3\"},{\"internalType\":\"uint256\",\"name\":\"quantityIn\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"quantityOut\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"loss\",\"type\":\"uint256\"}],\"name\":\"Unbalanced\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"}],\"name\":\"UnknownAsset\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"}],\"name\":\"UnknownCertificate\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint32\",\"name\":\"organization\",\"type\":\"uint32\"}],\"name\":\"UnknownOrganization\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ValueTooEarly\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"address[]\",\"name\":\"administrators\",\"type\":\"address[]\"},{\"indexed\":false,\"internalType\":\"uint8\",\"name\":\"threshold\",\"type\":\"uint8\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"round\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"AdministratorsSet\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"parent\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"childrenRoot\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint32\",\"name\":\"count\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"Aggregated\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"root\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint64\",\"name\":\"size\",\"type\":\"uint64\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"Anchored\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint80\",\"name\":\"quantity\",\"type\":\"uint80\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"AssetDecommissioned\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"enumICustodyLedger.Kind\",\"name\":\"kind\",\"type\":\"uint8\"},{\"indexed\":false,\"internalType\":\"uint80\",\"name\":\"quantity\",\"type\":\"uint80\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"AssetRegistered\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint8\",\"name\":\"kind\",\"type\":\"uint8\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"validUntil\",\"type\":\"uint40\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"CertificateIssued\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"CertificateReinstated\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"CertificateRevoked\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"CertificateSuspended\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"child\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"parent\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"ChildReleased\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"child\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"parent\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"ChildSkipped\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"call\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"administrator\",\"type\":\"address\"}],\"name\":\"ConfirmationWithdrawn\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"call\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"administrator\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint8\",\"name\":\"confirmations\",\"type\":\"uint8\"},{\"indexed\":false,\"internalType\":\"uint8\",\"name\":\"threshold\",\"type\":\"uint8\"}],\"name\":\"Confirmed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint32\",\"name\":\"from\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"bool\",\"name\":\"withOwnership\",\"type\":\"bool\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"CustodyAccepted\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"enumICustodyLedger.Outcome\",\"name\":\"outcome\",\"type\":\"uint8\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"CustodyClosed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint32\",\"name\":\"from\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"bool\",\"name\":\"withOwnership\",\"type\":\"bool\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"CustodyHandedOver\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint32\",\"name\":\"to\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"bool\",\"name\":\"withOwnership\",\"type\":\"bool\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"deadline\",\"type\":\"uint40\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"CustodyOffered\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"parent\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"Disaggregated\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"subject\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"erroneous\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"enumICustodyLedger.ErrorReason\",\"name\":\"reason\",\"type\":\"uint8\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"correction\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"ErrorDeclared\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"subject\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"EventRecorded\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint80\",\"name\":\"quantity\",\"type\":\"uint80\"},{\"indexed\":false,\"internalType\":\"uint80\",\"name\":\"remaining\",\"type\":\"uint80\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"InputConsumed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"key\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"KeyAdded\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"key\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"KeyRemoved\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"key\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"address\",\"name\":\"previous\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"KeyRotated\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"enumICustodyLedger.Model\",\"name\":\"model\",\"type\":\"uint8\"},{\"indexed\":false,\"internalType\":\"bytes3\",\"name\":\"measure\",\"type\":\"bytes3\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"quantityIn\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"quantityOut\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"loss\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"MassBalanced\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"organization\",\"type\":\"uint32\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"key\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"identityHash\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"OrganizationJoined\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"organization\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"enumICustodyLedger.OrganizationStatus\",\"name\":\"status\",\"type\":\"uint8\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"OrganizationStatusChanged\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint32\",\"name\":\"to\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"deadline\",\"type\":\"uint40\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"OwnershipOffered\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint32\",\"name\":\"from\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"OwnershipTransferred\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"Paused\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"RecallClosed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"RecallOpened\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint32\",\"name\":\"inputs\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint32\",\"name\":\"outputs\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"Transformed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"indexed\":false,\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"indexed\":false,\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"Unpaused\",\"type\":\"event\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"accept\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"key\",\"type\":\"address\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"addKey\",\"outputs\":[],\"stateMutability\":\"payable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"administration\",\"outputs\":[{\"internalType\":\"uint24\",\"name\":\"round\",\"type\":\"uint24\"},{\"internalType\":\"uint8\",\"name\":\"administrators\",\"type\":\"uint8\"},{\"internalType\":\"uint8\",\"name\":\"threshold\",\"type\":\"uint8\"},{\"internalType\":\"bool\",\"name\":\"paused\",\"type\":\"bool\"},{\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"parent\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"bytes32\",\"name\":\"childrenRoot\",\"type\":\"bytes32\"},{\"internalType\":\"uint32\",\"name\":\"count\",\"type\":\"uint32\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"aggregate\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"root\",\"type\":\"bytes32\"},{\"internalType\":\"uint64\",\"name\":\"size\",\"type\":\"uint64\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"anchor\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"},{\"internalType\":\"bytes32\",\"name\":\"root\",\"type\":\"bytes32\"}],\"name\":\"anchorOf\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"time\",\"type\":\"uint40\"},{\"internalType\":\"uint64\",\"name\":\"size\",\"type\":\"uint64\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"}],\"name\":\"assetOf\",\"outputs\":[{\"internalType\":\"uint32\",\"name\":\"owner\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"custodian\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"pending\",\"type\":\"uint32\"},{\"internalType\":\"enumICustodyLedger.Status\",\"name\":\"status\",\"type\":\"uint8\"},{\"internalType\":\"enumICustodyLedger.Kind\",\"name\":\"kind\",\"type\":\"uint8\"},{\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"},{\"internalType\":\"uint40\",\"name\":\"deadline\",\"type\":\"uint40\"},{\"internalType\":\"uint80\",\"name\":\"content\",\"type\":\"uint80\"},{\"internalType\":\"uint32\",\"name\":\"maker\",\"type\":\"uint32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"cancel\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"}],\"name\":\"certificateOf\",\"outputs\":[{\"internalType\":\"uint32\",\"name\":\"issuer\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"validUntil\",\"type\":\"uint40\"},{\"internalType\":\"enumICustodyLedger.CertificateStatus\",\"name\":\"status\",\"type\":\"uint8\"},{\"internalType\":\"uint8\",\"name\":\"kind\",\"type\":\"uint8\"},{\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"closeRecall\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"uint80\",\"name\":\"quantity\",\"type\":\"uint80\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"consume\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"subject\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"erroneous\",\"type\":\"bytes32\"},{\"internalType\":\"enumICustodyLedger.ErrorReason\",\"name\":\"reason\",\"type\":\"uint8\"},{\"internalType\":\"bytes32\",\"name\":\"correction\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"declareError\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"decommission\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"parent\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"uint32\",\"name\":\"packedBy\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"packedOwner\",\"type\":\"uint32\"},{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"}],\"internalType\":\"structICustodyLedger.Child[]\",\"name\":\"children\",\"type\":\"tuple[]\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"disaggregate\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"eip712Domain\",\"outputs\":[{\"internalType\":\"bytes1\",\"name\":\"fields\",\"type\":\"bytes1\"},{\"internalType\":\"string\",\"name\":\"name\",\"type\":\"string\"},{\"internalType\":\"string\",\"name\":\"version\",\"type\":\"string\"},{\"internalType\":\"uint256\",\"name\":\"chainId\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"verifyingContract\",\"type\":\"address\"},{\"internalType\":\"bytes32\",\"name\":\"salt\",\"type\":\"bytes32\"},{\"internalType\":\"uint256[]\",\"name\":\"extensions\",\"type\":\"uint256[]\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"expire\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"}],\"internalType\":\"structICustodyLedger.AssetVersion[]\",\"name\":\"assets\",\"type\":\"tuple[]\"},{\"internalType\":\"uint32\",\"name\":\"from\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"to\",\"type\":\"uint32\"},{\"internalType\":\"bool\",\"name\":\"withOwnership\",\"type\":\"bool\"},{\"internalType\":\"uint40\",\"name\":\"deadline\",\"type\":\"uint40\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"internalType\":\"structICustodyLedger.Handover\",\"name\":\"agreed\",\"type\":\"tuple\"},{\"components\":[{\"internalType\":\"address\",\"name\":\"key\",\"type\":\"address\"},{\"internalType\":\"bytes\",\"name\":\"signature\",\"type\":\"bytes\"}],\"internalType\":\"structICustodyLedger.Signature\",\"name\":\"byFrom\",\"type\":\"tuple\"},{\"components\":[{\"internalType\":\"address\",\"name\":\"key\",\"type\":\"address\"},{\"internalType\":\"bytes\",\"name\":\"signature\",\"type\":\"bytes\"}],\"internalType\":\"structICustodyLedger.Signature\",\"name\":\"byTo\",\"type\":\"tuple\"}],\"name\":\"handover\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"}],\"internalType\":\"structICustodyLedger.AssetVersion[]\",\"name\":\"assets\",\"type\":\"tuple[]\"},{\"internalType\":\"uint32\",\"name\":\"from\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"to\",\"type\":\"uint32\"},{\"internalType\":\"bool\",\"name\":\"withOwnership\",\"type\":\"bool\"},{\"internalType\":\"uint40\",\"name\":\"deadline\",\"type\":\"uint40\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"internalType\":\"structICustodyLedger.Handover\",\"name\":\"agreed\",\"type\":\"tuple\"}],\"name\":\"handoverDigest\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"key\",\"type\":\"address\"}],\"name\":\"isAdministrator\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"},{\"internalType\":\"uint8\",\"name\":\"kind\",\"type\":\"uint8\"},{\"internalType\":\"uint40\",\"name\":\"validUntil\",\"type\":\"uint40\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"issueCertificate\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"key\",\"type\":\"address\"},{\"internalType\":\"bytes32\",\"name\":\"identityHash\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"joinOrganization\",\"outputs\":[{\"internalType\":\"uint32\",\"name\":\"\",\"type\":\"uint32\"}],\"stateMutability\":\"payable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint32\",\"name\":\"organization\",\"type\":\"uint32\"}],\"name\":\"keyOf\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint32\",\"name\":\"actor\",\"type\":\"uint32\"}],\"name\":\"lastAnchoredSize\",\"outputs\":[{\"internalType\":\"uint64\",\"name\":\"\",\"type\":\"uint64\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"uint32\",\"name\":\"to\",\"type\":\"uint32\"},{\"internalType\":\"bool\",\"name\":\"withOwnership\",\"type\":\"bool\"},{\"internalType\":\"uint40\",\"name\":\"deadline\",\"type\":\"uint40\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"offer\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"openRecall\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"key\",\"type\":\"address\"}],\"name\":\"organizationOf\",\"outputs\":[{\"internalType\":\"uint32\",\"name\":\"\",\"type\":\"uint32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint32\",\"name\":\"organization\",\"type\":\"uint32\"}],\"name\":\"organizationStatusOf\",\"outputs\":[{\"internalType\":\"enumICustodyLedger.OrganizationStatus\",\"name\":\"status\",\"type\":\"uint8\"},{\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"pause\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint32\",\"name\":\"organization\",\"type\":\"uint32\"}],\"name\":\"recallOf\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"open\",\"type\":\"bool\"},{\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"subject\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"recordEvent\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"enumICustodyLedger.Kind\",\"name\":\"kind\",\"type\":\"uint8\"},{\"internalType\":\"uint80\",\"name\":\"quantity\",\"type\":\"uint80\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"register\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"enumICustodyLedger.Kind\",\"name\":\"kind\",\"type\":\"uint8\"},{\"internalType\":\"uint80\",\"name\":\"quantity\",\"type\":\"uint80\"}],\"internalType\":\"structICustodyLedger.Output[]\",\"name\":\"assets\",\"type\":\"tuple[]\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"registerBatch\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"reinstateCertificate\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"reject\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"parent\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"uint32\",\"name\":\"packedBy\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"packedOwner\",\"type\":\"uint32\"},{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"version\",\"type\":\"uint24\"}],\"internalType\":\"structICustodyLedger.Child\",\"name\":\"child\",\"type\":\"tuple\"},{\"components\":[{\"internalType\":\"uint64\",\"name\":\"index\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"size\",\"type\":\"uint64\"},{\"internalType\":\"bytes32[]\",\"name\":\"path\",\"type\":\"bytes32[]\"}],\"internalType\":\"structICustodyLedger.Membership\",\"name\":\"membership\",\"type\":\"tuple\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"release\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"key\",\"type\":\"address\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"removeKey\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"revokeCertificate\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"newKey\",\"type\":\"address\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"rotateKey\",\"outputs\":[],\"stateMutability\":\"payable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedRound\",\"type\":\"uint24\"},{\"internalType\":\"address[]\",\"name\":\"administrators\",\"type\":\"address[]\"},{\"internalType\":\"uint8\",\"name\":\"threshold\",\"type\":\"uint8\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"setAdministrators\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"uint32\",\"name\":\"organization\",\"type\":\"uint32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"enumICustodyLedger.OrganizationStatus\",\"name\":\"status\",\"type\":\"uint8\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"setOrganizationStatus\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"certificate\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"suspendCertificate\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"uint32\",\"name\":\"to\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"deadline\",\"type\":\"uint40\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"transferOwnership\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"uint80\",\"name\":\"quantity\",\"type\":\"uint80\"}],\"internalType\":\"structICustodyLedger.Input[]\",\"name\":\"inputs\",\"type\":\"tuple[]\"},{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"enumICustodyLedger.Kind\",\"name\":\"kind\",\"type\":\"uint8\"},{\"internalType\":\"uint80\",\"name\":\"quantity\",\"type\":\"uint80\"}],\"internalType\":\"structICustodyLedger.Output[]\",\"name\":\"outputs\",\"type\":\"tuple[]\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"transform\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"uint80\",\"name\":\"quantity\",\"type\":\"uint80\"}],\"internalType\":\"structICustodyLedger.Input[]\",\"name\":\"inputs\",\"type\":\"tuple[]\"},{\"components\":[{\"internalType\":\"bytes32\",\"name\":\"asset\",\"type\":\"bytes32\"},{\"internalType\":\"enumICustodyLedger.Kind\",\"name\":\"kind\",\"type\":\"uint8\"},{\"internalType\":\"uint80\",\"name\":\"quantity\",\"type\":\"uint80\"}],\"internalType\":\"structICustodyLedger.Output[]\",\"name\":\"outputs\",\"type\":\"tuple[]\"},{\"internalType\":\"uint80\",\"name\":\"loss\",\"type\":\"uint80\"},{\"internalType\":\"enumICustodyLedger.Model\",\"name\":\"model\",\"type\":\"uint8\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"transformBalanced\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"uint24\",\"name\":\"expectedVersion\",\"type\":\"uint24\"},{\"internalType\":\"bytes32\",\"name\":\"eventHash\",\"type\":\"bytes32\"}],\"name\":\"unpause\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"root\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"leaf\",\"type\":\"bytes32\"},{\"internalType\":\"uint64\",\"name\":\"index\",\"type\":\"uint64\"},{\"internalType\":\"uint64\",\"name\":\"size\",\"type\":\"uint64\"},{\"internalType\":\"bytes32[]\",\"name\":\"proof\",\"type\":\"bytes32[]\"}],\"name\":\"verifyInclusion\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"pure\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"commandId\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"call\",\"type\":\"bytes32\"}],\"name\":\"withdraw\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "CustodyLedger",
	Bin: "0x60803460b457335f908152602081905260409020805462ffffff60301b1916660100000000000017905560a081016001600160401b0381118282101760a0575f916080916040528281526001602082015260016040820152600160608201520152670100000000000000660100000100000060018060801b03196001541617176001555f80526004602052600160405f20556040516153d190816100b98239f35b634e487b7160e01b5f52604160045260245ffd5b5f80fdfe60806040526004361015610011575f80fd5b5f3560e01c806307132ef814612a0b5780630a2eb301146129b85780630f1e5b9b1461294d5780630fe1e9e214612922578063270275891461286257806329f565171461270b578063363fc53f146126c25780633847cb59146126445780633ab06707146125125780634a072cc8146124fb57806356153d95146123a657806357219af81461221b578063636151491461217357806363a2c92d14611fd257806364e4ea0d14611f9d578063681a227614611e7a57806372a25cfa14611e08578063846344c314611d5e57806384b0196e14611c8c57806388dbd71d14611c2957806390bce9f814611beb578063932eadb114611ba457806397b9857b14611aec578063982ea4a514611a8b5780639c23e1a61461187f578063a610f6cc1461180e578063aac915d8146117cc578063b0c6e9cc146116ff578063b16d29841461169e578063b5d8f2de14611662578063b985c394146113e6578063c19bb333146113cf578063c826ae991461113c578063cb4fe45c14610fb8578063cf3b746d14610c02578063d07b015814610b1a578063de107ffc14610ad7578063e0656f5a146108f8578063e37c04ae146108ba578063e8e5cd6b146105c9578063eb620b901461058c578063f3451f881461054e578063f357a25414610496578063f3ed1ece146103dc578063f441a48414610361578063f8e803971461029e5763f987aaf11461021e575f80fd5b3461029a5760a036600319011261029a57610237612c10565b60643567ffffffffffffffff8116810361029a576084359067ffffffffffffffff821161029a5760209261027261027d933690600401612d08565b929091602435614c9a565b8161028e575b506040519015158152f35b9050600435145f610283565b5f80fd5b3461029a576102ac36612c71565b916102b5613dbb565b6001600160a01b0383169233841461033557835f525f60205262ffffff60405f2054169462ffffff831680960361031e576103156020927f80f20c1fcfb3d8e4aabafd22a0d24fd76448e4f10d7083bf81f6fb441107ebe89433916145ba565b604051908152a4005b858563a0f70c6960e01b5f5260045260245260445ffd5b837ff126c5c2000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b3461029a57606036600319011261029a5760243567ffffffffffffffff811161029a57610392903690600401612cbf565b9061039b613dbb565b9082156103b4576103b2926044359160043561502b565b005b7fd721534c000000000000000000000000000000000000000000000000000000005f5260045ffd5b3461029a576103ea36612b84565b92906103fe6103f7613dbb565b91846142ee565b64ffffffffff8160881c1661041281614378565b15610467575062ffffff7f9204fd719af9c8b7549310252933ecc913cae03ac8c1935ff4db7ddff6fb5714928161044b60609488614393565b60701c16966040519760038952602089015260408801521694a4005b847f12395c74000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b3461029a5760c036600319011261029a57606435600381101561029a576104bb613dbb565b6104c482612cf0565b81156105265762ffffff906040519260443584526104e181612cf0565b6020840152608435604084015260a43560608401521690602435907f2edfced8f89a7e7fd5c984f822f5498859b29fde3e9c7dde087771ba2aeab995608060043592a4005b7f2aaa2e62000000000000000000000000000000000000000000000000000000005f5260045ffd5b3461029a57602036600319011261029a5763ffffffff61056c612bea565b165f52600360205260206001600160a01b0360405f205416604051908152f35b3461029a5760a036600319011261029a576103b26105a8612b72565b6105b0612d39565b906105b9613dbb565b9160843591602435600435614df3565b3461029a5761012036600319011261029a576024356105e6612b72565b6105ee612bd7565b6105f6612bfd565b60403660a319011261029a5760e4359267ffffffffffffffff841161029a5783360390606060031983011261029a5761062f9086614be4565b9160a4359460c4359262ffffff84169182850361029a5760205f6040518281018b81526001600160e81b03198960e81b16604083015260238252610674604383612dba565b6106a260216040518093878201958787525180918484015e810186838201520301601f198101835282612dba565b604051918291518091835e8101838152039060025afa156108af575f51916106cc82600401613da6565b906106d960248401613da6565b926044810135916022190182121561029a57019160048301359267ffffffffffffffff841161029a57602401918360051b3603831361029a5761071b94614c9a565b901561089957828661072e928a88614c5d565b855f52600560205260405f2054925062ffffff8360701c1614938461088e575b8461085d575b84610843575b508361082b575b5062ffffff90836107f8575b60701c1691156107c8576040805194855262ffffff9283166020860152610104359085015260181c1691600435907f9b37825d99c01fc80a8011593de2755ebd91898ae09fa8bea8ea522e63815ad79080606081015b0390a4005b82847f56e0620d000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b61082690828416908319161765ffffff000000838560181c1660181b169065ffffff00000019161785614a0b565b61076d565b62ffffff91935063ffffffff16818416149290610761565b63ffffffff9194501662ffffff8260181c1614928661075a565b93506108688261400a565b600781101561087a5760011493610754565b634e487b7160e01b5f52602160045260245ffd5b85871415945061074e565b87636f56c1f960e01b5f5260045260245260445ffd5b6040513d5f823e3d90fd5b3461029a5760a036600319011261029a576108d3612bc4565b6108db612b72565b90606435600381101561029a576103b29260843592600435613bfb565b3461029a5761090636612b84565b9092906109116141b8565b5061091b836141e2565b9490608086019162ffffff808451169116808203610aa55750506040860195865161094581612c27565b80610951600192612c27565b03610a625762ffffff61096681855116613065565b1683527fe1fa3d81933fd687dd07161a07871b8ec99d1135a96285a8cbcdd85e485613929362ffffff93610a2160ff60606107c39560038d528b5f52600760205260405f20809d8a80845116168b1983541617825567ffffffffff00000068ff00000000000000006020850151935492516109e081612c27565b6109e981612c27565b60401b169260181b169068ffffffffffff000000191617178d550151168a9060ff60481b82549160481b169060ff60481b1916179055565b51978489169862ffffff60501b82549160501b169062ffffff60501b19161790556040519384931697836020909392919362ffffff60408201951681520152565b865186610a6e82612c27565b7fdc0b0116000000000000000000000000000000000000000000000000000000005f52600452610a9d81612c27565b60245260445ffd5b867f588cc24e000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b608036600319011261029a576024356001600160a01b038116810361029a57610b0c6020916064359060443590600435613b21565b63ffffffff60405191168152f35b3461029a57610b2836612b84565b909290610b336141b8565b50610b3d836141e2565b9490608086019162ffffff808451169116808203610aa557505060408601958651610b6781612c27565b80610b73600392612c27565b03610a625762ffffff610b8881855116613065565b1683527f2630359a5c1f75952ac392fae0f8f2fefa073d27c2252c55c89803e5c81073a49362ffffff93610a2160ff60606107c39560018d528b5f52600760205260405f20809d8a80845116168b1983541617825567ffffffffff00000068ff00000000000000006020850151935492516109e081612c27565b3461029a5760e036600319011261029a57600435602435610c21612b72565b91610c2a612bd7565b610c32612bfd565b60a43567ffffffffffffffff811161029a573660238201121561029a5780600401359067ffffffffffffffff821161029a576024810190602436918460061b01011161029a57610c8560c4359787614be4565b9382158015610fad575b610f9657610c9c8361339f565b84825f5b868110610eeb5750610cb4610cbb93615272565b8a89614c5d565b5f5b838110610d3b578888887f30c498a1fc642bf5dcda04ad7a2c0e7144f26e0b4e535441fa83c2d8692439e46107c3610d0d75ffffffffffffffffffffffffffffffffffffffffffff8c1685614a0b565b9460405191829162ffffff808960181c169860701c16836020909392919362ffffff60408201951681520152565b610d468185856133d1565b359088610d548287876133d1565b9289898d8635805f52600560205262ffffff610d77602060405f20549a016133f5565b1662ffffff8960701c161480610ee1575b80610eb7575b60019881610e9e575b8d82610e86575b5081928262ffffff9350610e52575b5060701c169015610e06576040805196875262ffffff918216602088015286019190915260189190911c16927f9b37825d99c01fc80a8011593de2755ebd91898ae09fa8bea8ea522e63815ad790606090a45b01610cbd565b6040805196875262ffffff918216602088015286019190915260189190911c16927fc2084ce4bded94f02fcc1e3902d5e0993e52c6cc7b914468370766ae276357f490606090a4610e00565b610e8091838716908419161765ffffff000000848860181c1660181b169065ffffff00000019161790614a0b565b5f610dad565b62ffffff925063ffffffff168282161491508d610d9e565b905063ffffffff8a1662ffffff8260181c161490610d97565b509450505050610ec68461400a565b91600783101561087a578b928b918b918f9190600114610d8e565b5085811415610d88565b91505060205f610efc8388886133d1565b610f078382016133f5565b906001600160e81b0319604051928584019235835260e81b16604083015260238252610f34604383612dba565b610f6260216040518093878201958787525180918484015e810186838201520301601f198101835282612dba565b604051918291518091835e8101838152039060025afa156108af576001905f51610f8c8285613405565b5201828691610ca0565b82876310b3748560e11b5f5260045260245260445ffd5b506102008311610c8f565b3461029a5760c036600319011261029a57602435610fd4612b72565b90606435610fe0612bfd565b92610ff4610fec613dbb565b809285614145565b9360ff8560681c1661100581612c27565b61100e81612c27565b6003810361111c57508460b01c6110f05763ffffffff1690811580156110e5575b6110ce5761108762ffffff8092169575ffffffffffffffffffffffffffffffffffffffffffff75ffffffffffffffffffffffffffffffffffffffffffff1961107a8584168a89614b6f565b60b01b1691161785614a0b565b60701c16906040519283526020830152604082015260a43560608201527f9c7a4411419d83f1569046f5dad5fe97381ab79eabfb7f8643376932882dd5bd608060043592a4005b50826310b3748560e11b5f5260045260245260445ffd5b50610200821161102f565b837f992113ba000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b8461112682612c27565b63fb977a5360e01b5f52600452610a9d81612c27565b3461029a57606036600319011261029a5760043567ffffffffffffffff811161029a57806004019060e0600319823603011261029a5760243567ffffffffffffffff811161029a576040600319823603011261029a576044359067ffffffffffffffff821161029a576040600319833603011261029a5760248301906111c28286613369565b9050156113a757611202906111f26111dc87969496613449565b80926004016111ed60448701613419565b614a68565b936004016111ed60648501613419565b905f91608482019062ffffff81169462ffffff81169486861460a486019965ffffff00000060c482359801359560181b16925b61123f8b83613369565b90508110156103b25761125c816112568d85613369565b906133d1565b6112748661126e6020843594016133f5565b83614145565b8461127e8a61342a565b611368575b611351576112986112938f613437565b614378565b61132957600192918a7ff2db3da4dcce5cefc10b4a059caa89487abf5378f8d6d6152296b04b277dc4ac62ffffff8f946113208d8f926112ee8f918f6112e89165ffffff0000001916178a614a0b565b9461342a565b60405195869560701c1691859094939262ffffff90606093826080850198168452151560208401521660408201520152565b0390a401611235565b5064ffffffffff9061133a8e613437565b9063ef8b2fe760e01b5f526004521660245260445ffd5b8a82638f9f7bc760e01b5f5260045260245260445ffd5b5062ffffff81168b8103611385575062ffffff19168b1784611283565b631d061d8f60e11b5f52600483905262ffffff8089166024521660445260645ffd5b7f561c42f4000000000000000000000000000000000000000000000000000000005f5260045ffd5b3461029a576103b26113e036612c4b565b91613a3c565b3461029a5760c036600319011261029a5760043560243567ffffffffffffffff811161029a5761141a903690600401612cbf565b919060443567ffffffffffffffff811161029a5761143c903690600401612cbf565b9091611446612d39565b9160843595600687101561029a5760a43593871561163a5761146c85848885888c614723565b9566ffffffffffffff6001600160e81b03198360b01b169216945f935f5b8181106115e5575050505f935f5b818110611583575050508015801561157b575b611550576114b98484613a2f565b820361150e576040805198895260208901919091528701526060860152608085015260a084015262ffffff16917fc25b38657d368cff4494dbad2f772674c1cc0a3bbf056300faab0c95d50b2e249060c090a3005b9160849391604051937f95037b6c0000000000000000000000000000000000000000000000000000000085526004850152602484015260448301526064820152fd5b7ffb2c2825000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b5081156114ab565b836001600160e81b0319806115a4604061159e86888a613a08565b01613a18565b60b01b1616146115b7575b600101611498565b946115dd60019166ffffffffffffff6115d6604061159e8b888a613a08565b1690613a2f565b9590506115af565b846001600160e81b031980611600604061159e86888a613a08565b60b01b161614611613575b60010161148a565b9461163260019166ffffffffffffff6115d6604061159e8b888a613a08565b95905061160b565b7f8103cb54000000000000000000000000000000000000000000000000000000005f5260045ffd5b3461029a57602036600319011261029a576001600160a01b03611683612bae565b165f525f602052602062ffffff60405f205416604051908152f35b6103b26116aa36612c71565b62ffffff6116b9939293613dbb565b6116c38186614452565b60405192835216917f89928fb53712f54bc09dcd95d19f730c55f986bca311d5d7191933060a4c5e5a60206001600160a01b03861693a46146c8565b3461029a5761170d36612b84565b929061172261171a613dbb565b8092856149c3565b93600360ff8660681c1661173581612c27565b61173e81612c27565b14806117c0575b6110f05762ffffff7f74cb4248bbceec5b9d0c9f59ade000f53e96f28e7a48254b6237f9e6cab8cf0492606092826117a46c0500000000000000000000000075ffffffffffffffffff00ffffffffffffffffffffffff8b161789614a0b565b60701c166040519860b01c8952602089015260408801521694a4005b508460b01c1515611745565b3461029a5760a036600319011261029a57604435600481101561029a576103b2906117f5612d39565b906117fe613dbb565b916084359160243560043561480d565b3461029a57604036600319011261029a5763ffffffff61182c612bea565b165f52600860205260405f206024355f526020526040805f20602082519161185383612d52565b549167ffffffffffffffff64ffffffffff84169384835260281c16918291015282519182526020820152f35b3461029a5761188d36612b84565b611898939193613dbb565b93835f52600560205260405f2054946118b08661400a565b600781101561087a5715611a785762ffffff1694858062ffffff8360481c1614159182611a68575b82611a55575b5050611a2457835f52600660205260405f20855f5260205260405f2062ffffff6040519161190b83612d52565b5460ff81161515835260081c1662ffffff6020830193828552168082036119fa575050511515600181146119e057509061196b62ffffff7f7b3476210f9f1945c189a4a64cc193a9266ea0cf30b62b004fd8fed8a8c8d94d935116613065565b60405161197781612d52565b600181526020810162ffffff83168152865f52600660205260405f20885f5260205260405f20915115159060ff63ffffff008454925160081b1692169063ffffffff1916171790556107c3604051928392836020909392919362ffffff60408201951681520152565b858563313850f360e01b5f5260045260245260445260645ffd5b60849187918960405193638c7ac64360e01b85526004850152602484015260448301526064820152fd5b5050507f4c5d7761000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b60181c62ffffff161415905085876118de565b62ffffff811682141592506118d8565b8463082cdf1f60e11b5f5260045260245ffd5b3461029a5760a036600319011261029a5760243562ffffff8116810361029a5760443567ffffffffffffffff811161029a57611acb903690600401612d08565b9091906064359060ff8216820361029a576103b293608435936004356136e8565b3461029a57602036600319011261029a576004355f52600560205260405f2054611b158161400a565b9060ff8160681c1691611b2783612c27565b6040519162ffffff8116835262ffffff8160181c16602084015262ffffff8160301c166040840152600782101561087a576101209362ffffff926060850152611b6f81612c27565b6080840152818160701c1660a084015264ffffffffff8160881c1660c08401528060b01c60e084015260481c16610100820152f35b3461029a57602036600319011261029a5760043567ffffffffffffffff811161029a5760e0600319823603011261029a57611be3602091600401613449565b604051908152f35b3461029a57602036600319011261029a57604062ffffff611c12611c0d612bea565b6132a9565b83519291611c1f81612cf0565b8352166020820152f35b3461029a57608036600319011261029a5760243567ffffffffffffffff811161029a57611c5a903690600401612cbf565b906044359167ffffffffffffffff831161029a57611c7f6103b2933690600401612cbf565b9160643593600435614723565b3461029a575f36600319011261029a57611d02611ca761321b565b611caf613256565b6020611d1060405192611cc28385612dba565b5f84525f3681376040519586957f0f00000000000000000000000000000000000000000000000000000000000000875260e08588015260e0870190612c9b565b908582036040870152612c9b565b4660608501523060808501525f60a085015283810360c08501528180845192838152019301915f5b828110611d4757505050500390f35b835185528695509381019392810192600101611d38565b3461029a57611d6c36612b84565b611d81611d7a949294613dbb565b94846142ee565b62ffffff8160301c1662ffffff861695868203611de65750507f9204fd719af9c8b7549310252933ecc913cae03ac8c1935ff4db7ddff6fb57149162ffffff611dcc60609387614393565b60701c1690604051916001835260208301526040820152a4005b6301d2b37b60e11b5f52600486905262ffffff9081166024521660445260645ffd5b6103b2611e1436612c71565b62ffffff611e23939293613dbb565b611e2d8186614452565b611e388582336145ba565b60405192338452602084015216917f561c0f28cf02268c35b9e396a8d9e36ec1e9d3f5dc21e4143ee82cb07ad6a28c60406001600160a01b03861693a46146c8565b3461029a57611e8836612b84565b9290611e956103f7613dbb565b611e9e8161400a565b600781101561087a57600603611f335762ffffff811662ffffff83168103611f11575062ffffff7f9204fd719af9c8b7549310252933ecc913cae03ac8c1935ff4db7ddff6fb57149281611ef56060945b88614393565b60701c16966040519760028952602089015260408801521694a4005b631d061d8f60e11b5f52600485905262ffffff8084166024521660445260645ffd5b62ffffff8160181c1662ffffff83168103611f7b575062ffffff7f9204fd719af9c8b7549310252933ecc913cae03ac8c1935ff4db7ddff6fb57149281611ef5606094611eef565b638b978b2160e01b5f52600485905262ffffff8084166024521660445260645ffd5b3461029a57602036600319011261029a576020611fc0611fbb612bea565b6131e0565b67ffffffffffffffff60405191168152f35b3461029a5760a036600319011261029a576024356044359060ff821680920361029a576064359164ffffffffff831680930361029a57612010613dbb565b92825f52600760205260ff60405f205460401c1661202d81612c27565b6121475762ffffff6040519461204286612d82565b1693848152602081018281526120ee60ff60408401600181526060850190878252608086019460018652895f52600760205262ffffff8060405f209851161662ffffff19885416178755519067ffffffffff00000068ff0000000000000000885492516120ae81612c27565b6120b781612c27565b60401b169260181b169068ffffffffffff0000001916171785555116839060ff60481b82549160481b169060ff60481b1916179055565b5162ffffff60501b82549160501b169062ffffff60501b1916179055604051918252602082015260843560408201527f041efb90c1f174a0930790dca0685f32c28ca01f42b7d74d5b97225903146146606060043592a4005b827f8c0d57d5000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b3461029a57604036600319011261029a5760243561219a62ffffff60015460181c166143ce565b815f5260026020528060405f205416156121eb57815f52600260205260405f2090815418905533906004357f29643ab6dc3bd1ac63f4b9d93e04f6891503f3417eab0f9371653f71ad2f749c5f80a4005b507fd4fcabea000000000000000000000000000000000000000000000000000000005f526004523360245260445ffd5b3461029a5761222936612b84565b92906122366103f7613dbb565b93849162ffffff8660301c169562ffffff821696878103612384575064ffffffffff8160881c1661226681614378565b61236e57506122748161400a565b90600782101561087a576122a0908860028403612360575b5060068314938415612343575b5087614393565b91156122ea57509160609162ffffff7f6d5efc00b328ee520196b32797ef54b1be780a34ab2bb1df6dcb378f73ee71f694816040519416845260701c1660208301526040820152a4005b6040805160189590951c62ffffff90811686526003909214602086015260709290921c169083015260608201527f5380aea6b5456a3685b1dc6a75ffe3105e7ee6b4b4fb4572c4beeecb1cb799a19080608081016107c3565b65ffffff0000009060181b169065ffffff00000019161789612299565b9062ffffff1916178861228c565b8663ef8b2fe760e01b5f5260045260245260445ffd5b6301d2b37b60e11b5f52600487905262ffffff8084166024521660445260645ffd5b3461029a576123b436612c31565b916123be826141e2565b6040810190600282516123d081612c27565b6123d981612c27565b146124cf577f2203afb6d6fec28cbc20a384eb311ee633db4c5956244c8577cd55a56434ffde9260209262ffffff92600282526124a860ff6060608084019387612425818751166131cb565b1685528b5f526007895260405f20958880835116168919885416178755898201519067ffffffffff00000068ff00000000000000008954925161246781612c27565b61247081612c27565b60401b169260181b169068ffffffffffff000000191617178655015116839060ff60481b82549160481b169060ff60481b1916179055565b5162ffffff60501b82549160501b169062ffffff60501b19161790556040519687521694a4005b847f90315de1000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b3461029a576103b261250c36612c4b565b9161308f565b3461029a5760e036600319011261029a5760243561252e612b72565b90612537612bd7565b916084359081151580830361029a5760a4359264ffffffffff84169081850361029a5761256d612565613dbb565b809588614145565b908080612630575b61260d57156126065760035b600781101561087a5762ffffff95888688946125b29460601b906cff0000000000000000000000001916178a61401c565b60701c169163ffffffff6040519716875260208701526040860152606085015260c435608085015216917fc637139525ad06b9b7498b985c80b8ca54f844904e20f45aaace6340c43adf4a60a060043592a4005b6002612581565b631d061d8f60e11b5f52600487905262ffffff808616602452821660445260645ffd5b5062ffffff851662ffffff83161415612575565b3461029a575f36600319011261029a5760a061265e613012565b5f8052600360205262ffffff61267c8160405f205460e01c16613065565b816020840151169260ff606081604084015116920151165f80526004602052600160405f2054161591604051958652602086015260408501526060840152166080820152f35b3461029a576126d036612c31565b917ff48087c450e116ded7479041e0d3aa7dbabfac19616d0c4011d5d373f1992e5c602062ffffff612700613dbb565b1694604051908152a4005b3461029a5760c036600319011261029a57602435612727612b72565b90612730612bd7565b60843564ffffffffff81169081810361029a5761275561274e613dbb565b9585613f87565b9462ffffff86169562ffffff82169687810361284057506127758161400a565b600781101561087a576001036128025791846127b5926c0600000000000000000000000062ffffff956cff0000000000000000000000001916178861401c565b60701c169063ffffffff604051931683526020830152604082015260a43560608201527f8e73047a3aab8dc49a311bdeca41438a849c5692710c6c05232e6971d2e218ec608060043592a4005b8561280f61283b9261400a565b907f787dcaa1000000000000000000000000000000000000000000000000000000005f52600452612cfa565b60445ffd5b631d061d8f60e11b5f52600487905262ffffff8084166024521660445260645ffd5b3461029a57602036600319011261029a576004355f52600760205260a060405f206040519061289082612d82565b549062ffffff82168152602081019164ffffffffff8160181c16835260ff8160401c166128bc81612c27565b80604084015262ffffff60ff64ffffffffff826060870196838760481c16885281608082019760501c1687525116965116946128f784612c27565b511692511692604051948552602085015261291181612c27565b604084015260608301526080820152f35b3461029a57608036600319011261029a576103b261293e612c10565b60643590602435600435612ddc565b3461029a57604036600319011261029a57612966612bc4565b6004355f52600660205263ffffffff60405f2091165f526020526040805f20602082519161299383612d52565b549162ffffff60ff841615159384835260081c16918291015282519182526020820152f35b3461029a57602036600319011261029a576020612a016129d6612bae565b6001600160a01b03165f525f60205262ffffff60405f205460301c1662ffffff60015460181c161490565b6040519015158152f35b3461029a57612a1936612b84565b9290612a23613dbb565b90835f52600660205260405f2062ffffff83165f5260205260405f2062ffffff60405191612a5083612d52565b5460ff81161515835260081c1662ffffff602083019382855216808203612b43575050511580612b2357507f440a2c56a4316b621195d41ee7e87fb264c1957acce6828faa0013b61ee2a690916107c3612ab062ffffff80945116613065565b96604051612abd81612d52565b5f815260208101858a168152885f52600660205260405f208686165f5260205260405f20915115159060ff63ffffff008454925160081b1692169063ffffffff1916171790556040519384931697836020909392919362ffffff60408201951681520152565b62ffffff838663313850f360e01b5f52600452166024521560445260645ffd5b608491879162ffffff8760405194638c7ac64360e01b8652600486015216602484015260448301526064820152fd5b6044359062ffffff8216820361029a57565b608090600319011261029a57600435906024359060443562ffffff8116810361029a579060643590565b600435906001600160a01b038216820361029a57565b6024359063ffffffff8216820361029a57565b6064359063ffffffff8216820361029a57565b6004359063ffffffff8216820361029a57565b6084359063ffffffff8216820361029a57565b6044359067ffffffffffffffff8216820361029a57565b6004111561087a57565b606090600319011261029a57600435906024359060443590565b606090600319011261029a576004359060243562ffffff8116810361029a579060443590565b606090600319011261029a57600435906024356001600160a01b038116810361029a579060443590565b805180835260209291819084018484015e5f828201840152601f01601f1916010190565b9181601f8401121561029a5782359167ffffffffffffffff831161029a576020808501946060850201011161029a57565b6003111561087a57565b600781101561087a57602452565b9181601f8401121561029a5782359167ffffffffffffffff831161029a576020808501948460051b01011161029a57565b6064359069ffffffffffffffffffff8216820361029a57565b6040810190811067ffffffffffffffff821117612d6e57604052565b634e487b7160e01b5f52604160045260245ffd5b60a0810190811067ffffffffffffffff821117612d6e57604052565b6080810190811067ffffffffffffffff821117612d6e57604052565b90601f8019910116810190811067ffffffffffffffff821117612d6e57604052565b90915f335f525f60205262ffffff60405f205460301c16155f14612ff3575062ffffff612e07613dbb565b169367ffffffffffffffff612e1b866131e0565b169167ffffffffffffffff81169280841115612fc05750855f52600860205260405f20855f5260205267ffffffffffffffff60405f205460281c16612f9457916040917f0f98e52b962f50bebe8363f36068e64d0b8935de33995443033575c2f14fe47e9387155f14612f39577fffffffffffffffffffffffffffffffff0000000000000000ffffffffffffffff6fffffffffffffffff000000000000000060015492861b169116176001555b8251612ed381612d52565b64ffffffffff4216815260208101838152885f526008602052845f20885f5260205264ffffffffff855f209251166cffffffffffffffff00000000008354925160281b16916cffffffffffffffffffffffffff19161717905582519182526020820152a4565b875f526003602052835f20907fffffffff0000000000000000ffffffffffffffffffffffffffffffffffffffff7bffffffffffffffff000000000000000000000000000000000000000083549260a01b169116179055612ec8565b847fc5afbab2000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b83877fece0a270000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b612ffc83613e0a565b1561300b5762ffffff90612e07565b5050505050565b6040519061301f82612d82565b81608067ffffffffffffffff60015462ffffff8116845262ffffff8160181c16602085015260ff8160301c16604085015260ff8160381c16606085015260401c16910152565b62ffffff60019116019062ffffff821161307b57565b634e487b7160e01b5f52601160045260245ffd5b9161309983613e0a565b156131c6575f8052600360205260405f2062ffffff6130bd81835460e01c16613065565b931662ffffff8416908082036131ad5750505f805260046020527f17ef568e3e12ab5b9c7254a8d58478811de00f9e6eb34345acd53bf8fd09d3ec546001908116151514613194575f805260046020527f17ef568e3e12ab5b9c7254a8d58478811de00f9e6eb34345acd53bf8fd09d3ec80546001189055805462ffffff60e01b191660e084901b62ffffff60e01b161790557fb71938d8035a3567ab1a3cbd376c5e7c012ecadbe7d3b7bc9c6edde8d93efa869161317b90613065565b6040805162ffffff9290921682526020820192909252a2565b63bda6714d60e01b5f908152600452600160245260445ffd5b631f0182fd60e11b5f525f60045260245260445260645ffd5b505050565b62ffffff1662ffffff811461307b5760010190565b63ffffffff16806131ff575067ffffffffffffffff60015460401c1690565b5f52600360205267ffffffffffffffff60405f205460a01c1690565b6040519061322a604083612dba565b600d82527f437573746f64794c6564676572000000000000000000000000000000000000006020830152565b60405190613265604083612dba565b600182527f31000000000000000000000000000000000000000000000000000000000000006020830152565b67ffffffffffffffff8111612d6e5760051b60200190565b9063ffffffff82165f52600360205260405f2091604051926060840184811067ffffffffffffffff821117612d6e57604052549262ffffff60406001600160a01b0386169283815267ffffffffffffffff8760a01c166020820152019460e01c16845215613361576133389060019062ffffff8160081c165f52600460205260ff60405f205491161c16151590565b156133525761334f62ffffff6001935b5116613065565b90565b61334f62ffffff600293613348565b505f91508190565b903590601e198136030182121561029a570180359067ffffffffffffffff821161029a57602001918160061b3603831361029a57565b906133a982613291565b6133b66040519182612dba565b82815280926133c7601f1991613291565b0190602036910137565b91908110156133e15760061b0190565b634e487b7160e01b5f52603260045260245ffd5b3562ffffff8116810361029a5790565b80518210156133e15760209160051b010190565b3563ffffffff8116810361029a5790565b35801515810361029a5790565b3564ffffffffff8116810361029a5790565b906020820161346261345b8285613369565b905061339f565b905f5b82518110156134f7578061347f6001926112568589613369565b35613499602061349384611256888c613369565b016133f5565b62ffffff6040519160208301937f36325355d486f73d27f12385a8edc5181183a8f580ae62038330f3210a1dbffc85526040840152166060820152606081526134e3608082612dba565b5190206134f08286613405565b5201613465565b50509190916040516020810181819360208151939101925f5b81811061369a57505061352c925003601f198101835282612dba565b5190209060c061353e60408301613419565b9164ffffffffff61355160608301613419565b61355d6080840161342a565b63ffffffff61356e60a08601613437565b92816040519860208a019a7f963afa07bea1d13b8f3e352994efaab7d4535d00fe7dce803231634fd541937b8c52883560408c015260608b01521660808901521660a08701521515848601521660e0840152013561010082015261010081526135d961012082612dba565b5190206135e461321b565b602081519101206135f3613256565b602081519101206040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a0815261364b60c082612dba565b519020906040519060208201927f190100000000000000000000000000000000000000000000000000000000000084526022830152604282015260428152613694606282612dba565b51902090565b8451835260209485019486945090920191600101613510565b60ff1660ff811461307b5760010190565b91908110156133e15760051b0190565b356001600160a01b038116810361029a5790565b9590956136f481613e0a565b156139ff576001549662ffffff808960181c1691168082036139d157506020851180156139c6575b80156139ba575b61398757613730906131cb565b9665ffffff00000062ffffff89169860181b169067ff000000000000008760381b169067ffffffffff00000019161766ff0000000000008660301b1617176001555f5b60ff8116858110156138ee576001600160a01b0361379a6137958389896136c4565b6136d4565b1690815f525f60205260405f208a604051916137b583612d9e565b5462ffffff81169283815262ffffff8260181c1690816020820152606060ff62ffffff8560301c169485604085015260481c1691015285159384156138e4575b5083156138da575b5082156138d0575b50506138bd576138b8929160ff6138b3928c61387d62ffffff6040519561382b87612d9e565b5f875260208701905f825260408801948552606088019586525f525f602052818060405f209851161682198854161787555116859065ffffff00000082549160181b169065ffffff0000001916179055565b518354915169ffffffff0000000000001990921660309190911b68ffffff0000000000001617911660481b60ff60481b16179055565b6136b3565b613773565b5063093a315360e11b5f5260045260245ffd5b1490508a5f613805565b151592505f6137fd565b151593505f6137f5565b505094919293959095604051948060808701608088525260a0860194905f905b8082106139545750505060ff166020850152604084015260608301527f1394fa33f7e7b5d17a155bbc15224dcbf9119927851036ea41a6ba8829d53d8a919081900390a2565b9091958635906001600160a01b038216820361029a57602080916001600160a01b0360019416815201970192019061390e565b8460ff877f7b7a98f1000000000000000000000000000000000000000000000000000000005f521660045260245260445ffd5b508460ff871611613723565b5060ff86161561371c565b7ffc8415b9000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b50945050505050565b91908110156133e1576060020190565b3569ffffffffffffffffffff8116810361029a5790565b9190820180921161307b57565b91613a4683613e0a565b156131c6575f5f8052600360205260405f209262ffffff613a6c81865460e01c16613065565b911662ffffff8216908082036131ad5750505f805260046020527f17ef568e3e12ab5b9c7254a8d58478811de00f9e6eb34345acd53bf8fd09d3ec5460011615613b08577f099de3590acee9e596fff70c838f0f635e2be1a4baa154d2c41f1a18d6f586a7936040838061317b955260046020522060018154189055805462ffffff60e01b1962ffffff60e01b8460e01b169116179055613065565b63bda6714d60e01b5f908152600452600260245260445ffd5b91613b2b83613e0a565b15613bf35760015461334f93613b4562ffffff83166131cb565b95613bb462ffffff88169788809562ffffff191617600155845f52600360205260405f206001600160a01b03881673ffffffffffffffffffffffffffffffffffffffff1982541617905561ffff8160081c165f52600460205260405f20600160ff83161b815417905586614452565b60405193845260208401527f80bc6632cf99069eb7a5323aa05b8a86d9596f1ae2bdcc6dd1ba33a57c5b752260406001600160a01b03861694a46146c8565b505050505f90565b9291939093613c0984613e0a565b1561300b5763ffffffff851694855f5260036020526001600160a01b0360405f20541615613d9357613c3a84612cf0565b8315613d7b57613c4984612cf0565b6001841490865f52600360205260405f209162ffffff613c6e81855460e01c16613065565b941662ffffff851690808203613d6257505080613ca88360019062ffffff8160081c165f52600460205260ff60405f205491161c16151590565b151514613d395750613d1c7fa5cb55cd473d92485ff3986ebf7381659d064716e3c01edd77172f1982835e2b9593606095938362ffffff809560081c165f526004602052600160ff60405f2092161b8154189055805462ffffff60e01b1962ffffff60e01b8460e01b169116179055613065565b60405193613d2981612cf0565b84521660208301526040820152a3565b879015613d5a576001905b63bda6714d60e01b5f52600452610a9d81612cf0565b600290613d44565b89631f0182fd60e11b5f5260045260245260445260645ffd5b838663bda6714d60e01b5f52600452610a9d81612cf0565b8563c8b39b0f60e01b5f5260045260245ffd5b3567ffffffffffffffff8116810361029a5790565b335f525f60205262ffffff60405f205416908115613dde57613ddc8261508c565b565b7ffd20209e000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b613e12613012565b60208101916060613e2862ffffff8551166143ce565b920192600160ff85511614613f7e57516040516001600160e81b0319602082019260e81b168252365f6023830137613e736023823681015f838201520301601f198101835282612dba565b51902091825f52600260205260405f2054818116613f4e57175f9381805b613f30575060ff808251169516948514613f195734613ef15760ff91845f52600260205260405f2055511660405193845260208401527f058162006a48cbf69c5034f1016b319b34cec917d1437457feffe30ed5a071c460403394a45f90565b7fb649cc19000000000000000000000000000000000000000000000000000000005f5260045ffd5b50505090505f5260026020525f6040812055600190565b94613f3a906136b3565b945f1981019080821161307b571680613e91565b837f900bdd46000000000000000000000000000000000000000000000000000000005f526004523360245260445ffd5b50505050600190565b9190825f52600560205260405f205492613fa08461400a565b600781101561087a5715613ff85762ffffff808560701c16921690818303613fc757505050565b7f450177c4000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b63082cdf1f60e11b5f5260045260245ffd5b60601c60ff16600781101561087a5790565b929493909162ffffff1663ffffffff86169080821461412f5750801561411d576140638660019062ffffff8160081c165f52600460205260ff60405f205491161c16151590565b156140f0575061407281614378565b6140d2577fffffffffffffffffffff0000000000ffffffffffffffff000000ffffffffffff75ffffffffff000000000000000000000000000000000068ffffff0000000000008061334f979860301b16169260881b169216171790614a0b565b64ffffffffff908363ef8b2fe760e01b5f526004521660245260445ffd5b805f5260036020526001600160a01b0360405f2054161561411d5763e90c621360e01b5f5260045260245ffd5b63c8b39b0f60e01b5f5260045260245ffd5b84638f9f7bc760e01b5f5260045260245260445ffd5b906141539093929382613f87565b9262ffffff8460181c169062ffffff811682036141955750506141758361400a565b600781101561087a576001036141885750565b61283b9061280f8461400a565b638b978b2160e01b5f5260049290925262ffffff9182166024521660445260645ffd5b604051906141c582612d82565b5f6080838281528260208201528260408201528260608201520152565b6141ea6141b8565b506141f3613dbb565b91815f52600760205260405f20916040519261420e84612d82565b549262ffffff8416815264ffffffffff8460181c16602082015262ffffff60ff8560401c169461423d86612c27565b85604084015260ff8160481c16606084015260501c166080820152809361426381612c27565b61426c81612c27565b156142c25762ffffff9051169062ffffff85168203614289575050565b7fc08080d4000000000000000000000000000000000000000000000000000000005f5260045262ffffff8085166024521660445260645ffd5b507f7332064e000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b91906142fa9083613f87565b916143048361400a565b9060078210158061087a576002831415908161436b575b8161435a575b5061432a575050565b61283b92507fad4a847d000000000000000000000000000000000000000000000000000000005f52600452612cfa565b905061087a5760068214155f614321565b505060038214155f61431b565b64ffffffffff16801515908161438c575090565b9050421190565b61334f917fffffffffffffffffffff0000000000ffffffff00ffffff000000ffffffffffff166c010000000000000000000000001790614a0b565b335f525f60205260405f2062ffffff604051916143ea83612d9e565b54928184168352818460181c16602084015260ff6060838660301c1694856040820152019460481c16845216036144265760ff60019151161b90565b7f5896cd20000000000000000000000000000000000000000000000000000000005f523360045260245ffd5b6001600160a01b038116908115908115614584575b5061457257805f525f60205260405f206040519061448482612d9e565b5462ffffff811691828152606060ff62ffffff8460181c169384602085015262ffffff8160301c16604085015260481c16910152811590811591614568575b5061453957509060ff613ddc9262ffffff604051936144e185612d9e565b1683525f60208085018281526040808701848152606088018581529585529284905290922094518554925165ffffffffffff1990931662ffffff919091161760189290921b65ffffff0000001691909117845561387d565b907fef6ce45e000000000000000000000000000000000000000000000000000000005f5260045260245260445ffd5b905015155f6144c3565b63093a315360e11b5f5260045260245ffd5b6145b491506001600160a01b03165f525f60205262ffffff60405f205460301c1662ffffff60015460181c161490565b5f614467565b906146376040516145ca81612d9e565b5f815260ff62ffffff60208301941694858552604083015f815261387d62ffffff6001600160a01b0360608701945f86521697885f525f602052818060405f209851161682198854161787555116859065ffffff00000082549160181b169065ffffff0000001916179055565b815f5260036020526001600160a01b0360405f20541614614656575050565b5f5260036020526001600160a01b0360405f20911673ffffffffffffffffffffffffffffffffffffffff19825416179055565b3d156146c3573d9067ffffffffffffffff8211612d6e57604051916146b8601f8201601f191660200184612dba565b82523d5f602084013e565b606090565b3415614720575f80808034855af16146de614689565b50156146e75750565b6001600160a01b03907fd932adcb000000000000000000000000000000000000000000000000000000005f52166004523460245260445ffd5b50565b92959491939095614732613dbb565b9685156147e557879184915f5b88811061479b5750509161475b918463ffffffff95948861502b565b816040519516855216602084015260408301527f932ff3d98a3e491214f73a2f40ba5a70e16f1b23dfd946075e3ecc50c7a8bb82606062ffffff861693a3565b9092600192946147da91858b6147d3604061159e886147cc602061349383886147c582828d613a08565b359a613a08565b948c613a08565b918c614df3565b01918491899361473f565b7f315fd5b2000000000000000000000000000000000000000000000000000000005f5260045ffd5b9293909361481a83612c27565b82156149ab5761482983612c27565b600283036149975766ffffffffffffff8116155b61496757845f52600560205261485660405f205461400a565b600781101561087a5761493b579160809169ffffffffffffffffffff7f842953c38945cb7505533149986ac66c0be119b73460cb8af5e66d2cc44e3bf1946e0100000000000000000000000000006c0100000000000000000000000062ffffff8b169a6148c287612c27565b8a5f52600560205275ffffffffffffffffffffffffffffffffffffffffffff198460b01b16908760681b908d65ffffff0000006bffffff0000000000000000008360481b169260181b1617171717171760405f20556040519361492481612c27565b8452166020830152600160408301526060820152a4565b847fc3471ff0000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b69ffffffffffffffffffff90838663bf3bef1b60e01b5f5260045261498b81612c27565b6024521660445260645ffd5b69ffffffffffffffffffff8116151561483d565b828563fb977a5360e01b5f52600452610a9d81612c27565b90826149d29194939483614145565b9262ffffff84169162ffffff821683036149eb57505050565b631d061d8f60e11b5f5260045262ffffff9081166024521660445260645ffd5b907fffffffffffffffffffffffffffffff000000ffffffffffffffffffffffffffff70ffffff0000000000000000000000000000614a5062ffffff8460701c16613065565b60701b16911617905f5260056020528060405f205590565b92916001600160a01b03614a7b836136d4565b165f525f60205262ffffff60405f2054169384158015614b5f575b614b315750614aa48461508c565b614aad826136d4565b906020830135601e198436030181121561029a5783019081359167ffffffffffffffff831161029a5760200190823603821361029a57614aec93615137565b15614af45750565b614b056001600160a01b03916136d4565b7fd855c4f4000000000000000000000000000000000000000000000000000000005f521660045260245ffd5b63ffffffff906001600160a01b03614b48856136d4565b63a0f70c6960e01b5f52166004521660245260445ffd5b5063ffffffff8116851415614a96565b5f917fffffffff00000000000000000000000000000000000000000000000000000000602094816040519387850195865260e01b16604084015260e01b16604482015260288152614bc1604882612dba565b604051918291518091835e8101838152039060025afa156108af575f5160b01c90565b9190614bf990614bf2613dbb565b9084614145565b9160ff8360681c16614c0a81612c27565b614c1381612c27565b60038103614c5357508260b01c15614c285750565b7f993d40dd000000000000000000000000000000000000000000000000000000005f5260045260245ffd5b9061112682612c27565b9193614c769069ffffffffffffffffffff929486614b6f565b9160b01c911603614c85575050565b636f56c1f960e01b5f5260045260245260445ffd5b919493929067ffffffffffffffff839616928367ffffffffffffffff83161015614de85750915f190167ffffffffffffffff811161307b57925f92915b818410614cf1575050505067ffffffffffffffff16159190565b90929491939567ffffffffffffffff87168015614ddb57600180871614908115614dc7575b5015614d9957614d3590614d2f8786859a98979a6136c4565b35615368565b925b600181161580614d86575b15614d6157677fffffffffffffff809160011c169460011c1693614d37565b677fffffffffffffff80600192989394979695985b831c1694821c1694019291614cd7565b5067ffffffffffffffff81161515614d42565b677fffffffffffffff80614dc1600193614dba8a8988999c9b9d9a986136c4565b3590615368565b98614d76565b905067ffffffffffffffff8616145f614d16565b50955050925050505f9190565b9550505050505f9190565b929490939181614e0391866149c3565b9060ff8260681c16614e1481612c27565b614e1d81612c27565b6003811461502157614e2e81612c27565b614e3781612c27565b6002810361500d5766ffffffffffffff8716155b614fe057508160b01c6001600160e81b031983166001600160e81b03198860b01b16818103614fae57505066ffffffffffffff81169066ffffffffffffff881691808311614f7b5750039069ffffffffffffffffffff821161307b577fab36a2c09777d09c4756635d5e5f39f9d534f03f11a0101c58ebb7a1c183e9059362ffffff614f2660809575ffffffffffffffffffffffffffffffffffffffffffff75ffffffffffffffffffffffffffffffffffffffffffff19849760b01b169116178066ffffffffffffff8160b01c1615614f54575b5089614a0b565b69ffffffffffffffffffff6040519a168a528060b01c60208b015260701c16604089015260608801521694a4565b6cff00000000000000000000000019166c040000000000000000000000001790505f614f1f565b82887f49d43119000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b877f2fff34e2000000000000000000000000000000000000000000000000000000005f5260045260245260445260645ffd5b868187614ff769ffffffffffffffffffff94612c27565b63bf3bef1b60e01b5f5260045261498b81612c27565b69ffffffffffffffffffff87161515614e4b565b8561112682612c27565b92939091935f5b85811061504157505050505050565b61504c818786613a08565b3590602061505b828988613a08565b0135600481101561029a5784846001946150869361507f604061159e888f8e613a08565b918b61480d565b01615032565b5f805260046020527f17ef568e3e12ab5b9c7254a8d58478811de00f9e6eb34345acd53bf8fd09d3ec54600181161561510f5760019062ffffff83169260ff84116150f1575b60ff161c16156150df5750565b63e90c621360e01b5f5260045260245ffd5b600881901c61ffff165f9081526004602052604090205491506150d2565b7fb359f269000000000000000000000000000000000000000000000000000000005f5260045ffd5b90604184146151f2575b813b15613bf3578361519d60845f969587966040519485926020840197630b135d3f60e11b89526024850152604060448501528160648501528484013787838284010152601f801991011681010301601f198101835282612dba565b51915afa6151a9614689565b816151e6575b816151b8575090565b630b135d3f60e11b91506020815191015190602081106151d757501490565b5f199060200360031b1b161490565b805160201491506151af565b83604010156133e1578360201161029a5782358460401161029a575f60806020928387013560405191868352604089013560f81c868401526040830152606082015282805260015afa156108af576001600160a01b035f5181841691829116149081615268575b50156151415750505050600190565b905015155f615259565b80518015615353575b6001811161529257508051156133e1576020015190565b8060011c5f5b8181106152e657506001821690600182146152bd575b6152b89250613a2f565b61527b565b5f19830192831161307b576152d56152b89385613405565b516152e08286613405565b526152ae565b8060011b907f7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff8116810361307b5761531e8286613405565b51916001810180911161307b5760019261533b6153429288613405565b5190615368565b61534c8287613405565b5201615298565b505060205f808060025afa156108af575f5190565b5f9060209260405190848201927f0100000000000000000000000000000000000000000000000000000000000000845260218301526041820152604181526153b1606182612dba565b604051918291518091835e8101838152039060025afa156108af575f519056",
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

// PackAddKey is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb16d2984.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function addKey(bytes32 commandId, address key, bytes32 eventHash) payable returns()
func (custodyLedger *CustodyLedger) PackAddKey(commandId [32]byte, key common.Address, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("addKey", commandId, key, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAddKey is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb16d2984.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function addKey(bytes32 commandId, address key, bytes32 eventHash) payable returns()
func (custodyLedger *CustodyLedger) TryPackAddKey(commandId [32]byte, key common.Address, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("addKey", commandId, key, eventHash)
}

// PackAdministration is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3847cb59.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function administration() view returns(uint24 round, uint8 administrators, uint8 threshold, bool paused, uint24 version)
func (custodyLedger *CustodyLedger) PackAdministration() []byte {
	enc, err := custodyLedger.abi.Pack("administration")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAdministration is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3847cb59.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function administration() view returns(uint24 round, uint8 administrators, uint8 threshold, bool paused, uint24 version)
func (custodyLedger *CustodyLedger) TryPackAdministration() ([]byte, error) {
	return custodyLedger.abi.Pack("administration")
}

// AdministrationOutput serves as a container for the return parameters of contract
// method Administration.
type AdministrationOutput struct {
	Round          *big.Int
	Administrators uint8
	Threshold      uint8
	Paused         bool
	Version        *big.Int
}

// UnpackAdministration is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3847cb59.
//
// Solidity: function administration() view returns(uint24 round, uint8 administrators, uint8 threshold, bool paused, uint24 version)
func (custodyLedger *CustodyLedger) UnpackAdministration(data []byte) (AdministrationOutput, error) {
	out, err := custodyLedger.abi.Unpack("administration", data)
	outstruct := new(AdministrationOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Round = abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	outstruct.Administrators = *abi.ConvertType(out[1], new(uint8)).(*uint8)
	outstruct.Threshold = *abi.ConvertType(out[2], new(uint8)).(*uint8)
	outstruct.Paused = *abi.ConvertType(out[3], new(bool)).(*bool)
	outstruct.Version = abi.ConvertType(out[4], new(big.Int)).(*big.Int)
	return *outstruct, nil
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
// Solidity: function assetOf(bytes32 asset) view returns(uint32 owner, uint32 custodian, uint32 pending, uint8 status, uint8 kind, uint24 version, uint40 deadline, uint80 content, uint32 maker)
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
// Solidity: function assetOf(bytes32 asset) view returns(uint32 owner, uint32 custodian, uint32 pending, uint8 status, uint8 kind, uint24 version, uint40 deadline, uint80 content, uint32 maker)
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
	Maker     uint32
}

// UnpackAssetOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x97b9857b.
//
// Solidity: function assetOf(bytes32 asset) view returns(uint32 owner, uint32 custodian, uint32 pending, uint8 status, uint8 kind, uint24 version, uint40 deadline, uint80 content, uint32 maker)
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
	outstruct.Maker = *abi.ConvertType(out[8], new(uint32)).(*uint32)
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
// Solidity: function certificateOf(bytes32 certificate) view returns(uint32 issuer, uint40 validUntil, uint8 status, uint8 kind, uint24 version)
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
// Solidity: function certificateOf(bytes32 certificate) view returns(uint32 issuer, uint40 validUntil, uint8 status, uint8 kind, uint24 version)
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
	Version    *big.Int
}

// UnpackCertificateOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x27027589.
//
// Solidity: function certificateOf(bytes32 certificate) view returns(uint32 issuer, uint40 validUntil, uint8 status, uint8 kind, uint24 version)
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
	outstruct.Version = abi.ConvertType(out[4], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackCloseRecall is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x07132ef8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function closeRecall(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackCloseRecall(commandId [32]byte, asset [32]byte, expectedVersion *big.Int, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("closeRecall", commandId, asset, expectedVersion, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCloseRecall is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x07132ef8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function closeRecall(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackCloseRecall(commandId [32]byte, asset [32]byte, expectedVersion *big.Int, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("closeRecall", commandId, asset, expectedVersion, eventHash)
}

// PackConsume is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xeb620b90.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function consume(bytes32 commandId, bytes32 asset, uint24 expectedVersion, uint80 quantity, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackConsume(commandId [32]byte, asset [32]byte, expectedVersion *big.Int, quantity *big.Int, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("consume", commandId, asset, expectedVersion, quantity, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackConsume is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xeb620b90.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function consume(bytes32 commandId, bytes32 asset, uint24 expectedVersion, uint80 quantity, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackConsume(commandId [32]byte, asset [32]byte, expectedVersion *big.Int, quantity *big.Int, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("consume", commandId, asset, expectedVersion, quantity, eventHash)
}

// PackDeclareError is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf357a254.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function declareError(bytes32 commandId, bytes32 subject, bytes32 erroneous, uint8 reason, bytes32 correction, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackDeclareError(commandId [32]byte, subject [32]byte, erroneous [32]byte, reason uint8, correction [32]byte, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("declareError", commandId, subject, erroneous, reason, correction, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDeclareError is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf357a254.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function declareError(bytes32 commandId, bytes32 subject, bytes32 erroneous, uint8 reason, bytes32 correction, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackDeclareError(commandId [32]byte, subject [32]byte, erroneous [32]byte, reason uint8, correction [32]byte, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("declareError", commandId, subject, erroneous, reason, correction, eventHash)
}

// PackDecommission is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb0c6e9cc.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function decommission(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackDecommission(commandId [32]byte, asset [32]byte, expectedVersion *big.Int, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("decommission", commandId, asset, expectedVersion, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDecommission is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb0c6e9cc.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function decommission(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackDecommission(commandId [32]byte, asset [32]byte, expectedVersion *big.Int, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("decommission", commandId, asset, expectedVersion, eventHash)
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

// PackEip712Domain is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x84b0196e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function eip712Domain() view returns(bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)
func (custodyLedger *CustodyLedger) PackEip712Domain() []byte {
	enc, err := custodyLedger.abi.Pack("eip712Domain")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackEip712Domain is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x84b0196e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function eip712Domain() view returns(bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)
func (custodyLedger *CustodyLedger) TryPackEip712Domain() ([]byte, error) {
	return custodyLedger.abi.Pack("eip712Domain")
}

// Eip712DomainOutput serves as a container for the return parameters of contract
// method Eip712Domain.
type Eip712DomainOutput struct {
	Fields            [1]byte
	Name              string
	Version           string
	ChainId           *big.Int
	VerifyingContract common.Address
	Salt              [32]byte
	Extensions        []*big.Int
}

// UnpackEip712Domain is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x84b0196e.
//
// Solidity: function eip712Domain() view returns(bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)
func (custodyLedger *CustodyLedger) UnpackEip712Domain(data []byte) (Eip712DomainOutput, error) {
	out, err := custodyLedger.abi.Unpack("eip712Domain", data)
	outstruct := new(Eip712DomainOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Fields = *abi.ConvertType(out[0], new([1]byte)).(*[1]byte)
	outstruct.Name = *abi.ConvertType(out[1], new(string)).(*string)
	outstruct.Version = *abi.ConvertType(out[2], new(string)).(*string)
	outstruct.ChainId = abi.ConvertType(out[3], new(big.Int)).(*big.Int)
	outstruct.VerifyingContract = *abi.ConvertType(out[4], new(common.Address)).(*common.Address)
	outstruct.Salt = *abi.ConvertType(out[5], new([32]byte)).(*[32]byte)
	outstruct.Extensions = *abi.ConvertType(out[6], new([]*big.Int)).(*[]*big.Int)
	return *outstruct, nil
}

// PackExpire is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf3ed1ece.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function expire(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackExpire(commandId [32]byte, asset [32]byte, expectedVersion *big.Int, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("expire", commandId, asset, expectedVersion, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackExpire is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf3ed1ece.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function expire(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackExpire(commandId [32]byte, asset [32]byte, expectedVersion *big.Int, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("expire", commandId, asset, expectedVersion, eventHash)
}

// PackHandover is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc826ae99.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function handover((bytes32,(bytes32,uint24)[],uint32,uint32,bool,uint40,bytes32) agreed, (address,bytes) byFrom, (address,bytes) byTo) returns()
func (custodyLedger *CustodyLedger) PackHandover(agreed ICustodyLedgerHandover, byFrom ICustodyLedgerSignature, byTo ICustodyLedgerSignature) []byte {
	enc, err := custodyLedger.abi.Pack("handover", agreed, byFrom, byTo)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackHandover is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc826ae99.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function handover((bytes32,(bytes32,uint24)[],uint32,uint32,bool,uint40,bytes32) agreed, (address,bytes) byFrom, (address,bytes) byTo) returns()
func (custodyLedger *CustodyLedger) TryPackHandover(agreed ICustodyLedgerHandover, byFrom ICustodyLedgerSignature, byTo ICustodyLedgerSignature) ([]byte, error) {
	return custodyLedger.abi.Pack("handover", agreed, byFrom, byTo)
}

// PackHandoverDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x932eadb1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function handoverDigest((bytes32,(bytes32,uint24)[],uint32,uint32,bool,uint40,bytes32) agreed) view returns(bytes32)
func (custodyLedger *CustodyLedger) PackHandoverDigest(agreed ICustodyLedgerHandover) []byte {
	enc, err := custodyLedger.abi.Pack("handoverDigest", agreed)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackHandoverDigest is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x932eadb1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function handoverDigest((bytes32,(bytes32,uint24)[],uint32,uint32,bool,uint40,bytes32) agreed) view returns(bytes32)
func (custodyLedger *CustodyLedger) TryPackHandoverDigest(agreed ICustodyLedgerHandover) ([]byte, error) {
	return custodyLedger.abi.Pack("handoverDigest", agreed)
}

// UnpackHandoverDigest is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x932eadb1.
//
// Solidity: function handoverDigest((bytes32,(bytes32,uint24)[],uint32,uint32,bool,uint40,bytes32) agreed) view returns(bytes32)
func (custodyLedger *CustodyLedger) UnpackHandoverDigest(data []byte) ([32]byte, error) {
	out, err := custodyLedger.abi.Unpack("handoverDigest", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackIsAdministrator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0a2eb301.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isAdministrator(address key) view returns(bool)
func (custodyLedger *CustodyLedger) PackIsAdministrator(key common.Address) []byte {
	enc, err := custodyLedger.abi.Pack("isAdministrator", key)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsAdministrator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0a2eb301.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isAdministrator(address key) view returns(bool)
func (custodyLedger *CustodyLedger) TryPackIsAdministrator(key common.Address) ([]byte, error) {
	return custodyLedger.abi.Pack("isAdministrator", key)
}

// UnpackIsAdministrator is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x0a2eb301.
//
// Solidity: function isAdministrator(address key) view returns(bool)
func (custodyLedger *CustodyLedger) UnpackIsAdministrator(data []byte) (bool, error) {
	out, err := custodyLedger.abi.Unpack("isAdministrator", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
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
// Solidity: function joinOrganization(bytes32 commandId, address key, bytes32 identityHash, bytes32 eventHash) payable returns(uint32)
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
// Solidity: function joinOrganization(bytes32 commandId, address key, bytes32 identityHash, bytes32 eventHash) payable returns(uint32)
func (custodyLedger *CustodyLedger) TryPackJoinOrganization(commandId [32]byte, key common.Address, identityHash [32]byte, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("joinOrganization", commandId, key, identityHash, eventHash)
}

// UnpackJoinOrganization is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xde107ffc.
//
// Solidity: function joinOrganization(bytes32 commandId, address key, bytes32 identityHash, bytes32 eventHash) payable returns(uint32)
func (custodyLedger *CustodyLedger) UnpackJoinOrganization(data []byte) (uint32, error) {
	out, err := custodyLedger.abi.Unpack("joinOrganization", data)
	if err != nil {
		return *new(uint32), err
	}
	out0 := *abi.ConvertType(out[0], new(uint32)).(*uint32)
	return out0, nil
}

// PackKeyOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf3451f88.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function keyOf(uint32 organization) view returns(address)
func (custodyLedger *CustodyLedger) PackKeyOf(organization uint32) []byte {
	enc, err := custodyLedger.abi.Pack("keyOf", organization)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackKeyOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf3451f88.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function keyOf(uint32 organization) view returns(address)
func (custodyLedger *CustodyLedger) TryPackKeyOf(organization uint32) ([]byte, error) {
	return custodyLedger.abi.Pack("keyOf", organization)
}

// UnpackKeyOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf3451f88.
//
// Solidity: function keyOf(uint32 organization) view returns(address)
func (custodyLedger *CustodyLedger) UnpackKeyOf(data []byte) (common.Address, error) {
	out, err := custodyLedger.abi.Unpack("keyOf", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
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

// PackOpenRecall is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9c23e1a6.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function openRecall(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackOpenRecall(commandId [32]byte, asset [32]byte, expectedVersion *big.Int, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("openRecall", commandId, asset, expectedVersion, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOpenRecall is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9c23e1a6.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function openRecall(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackOpenRecall(commandId [32]byte, asset [32]byte, expectedVersion *big.Int, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("openRecall", commandId, asset, expectedVersion, eventHash)
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

// PackOrganizationStatusOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x90bce9f8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function organizationStatusOf(uint32 organization) view returns(uint8 status, uint24 version)
func (custodyLedger *CustodyLedger) PackOrganizationStatusOf(organization uint32) []byte {
	enc, err := custodyLedger.abi.Pack("organizationStatusOf", organization)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOrganizationStatusOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x90bce9f8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function organizationStatusOf(uint32 organization) view returns(uint8 status, uint24 version)
func (custodyLedger *CustodyLedger) TryPackOrganizationStatusOf(organization uint32) ([]byte, error) {
	return custodyLedger.abi.Pack("organizationStatusOf", organization)
}

// OrganizationStatusOfOutput serves as a container for the return parameters of contract
// method OrganizationStatusOf.
type OrganizationStatusOfOutput struct {
	Status  uint8
	Version *big.Int
}

// UnpackOrganizationStatusOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x90bce9f8.
//
// Solidity: function organizationStatusOf(uint32 organization) view returns(uint8 status, uint24 version)
func (custodyLedger *CustodyLedger) UnpackOrganizationStatusOf(data []byte) (OrganizationStatusOfOutput, error) {
	out, err := custodyLedger.abi.Unpack("organizationStatusOf", data)
	outstruct := new(OrganizationStatusOfOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Status = *abi.ConvertType(out[0], new(uint8)).(*uint8)
	outstruct.Version = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackPause is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc19bb333.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function pause(bytes32 commandId, uint24 expectedVersion, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackPause(commandId [32]byte, expectedVersion *big.Int, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("pause", commandId, expectedVersion, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPause is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc19bb333.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function pause(bytes32 commandId, uint24 expectedVersion, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackPause(commandId [32]byte, expectedVersion *big.Int, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("pause", commandId, expectedVersion, eventHash)
}

// PackRecallOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0f1e5b9b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function recallOf(bytes32 asset, uint32 organization) view returns(bool open, uint24 version)
func (custodyLedger *CustodyLedger) PackRecallOf(asset [32]byte, organization uint32) []byte {
	enc, err := custodyLedger.abi.Pack("recallOf", asset, organization)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRecallOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x0f1e5b9b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function recallOf(bytes32 asset, uint32 organization) view returns(bool open, uint24 version)
func (custodyLedger *CustodyLedger) TryPackRecallOf(asset [32]byte, organization uint32) ([]byte, error) {
	return custodyLedger.abi.Pack("recallOf", asset, organization)
}

// RecallOfOutput serves as a container for the return parameters of contract
// method RecallOf.
type RecallOfOutput struct {
	Open    bool
	Version *big.Int
}

// UnpackRecallOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x0f1e5b9b.
//
// Solidity: function recallOf(bytes32 asset, uint32 organization) view returns(bool open, uint24 version)
func (custodyLedger *CustodyLedger) UnpackRecallOf(data []byte) (RecallOfOutput, error) {
	out, err := custodyLedger.abi.Unpack("recallOf", data)
	outstruct := new(RecallOfOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Open = *abi.ConvertType(out[0], new(bool)).(*bool)
	outstruct.Version = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	return *outstruct, nil
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

// PackRegisterBatch is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf441a484.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function registerBatch(bytes32 commandId, (bytes32,uint8,uint80)[] assets, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackRegisterBatch(commandId [32]byte, assets []ICustodyLedgerOutput, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("registerBatch", commandId, assets, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRegisterBatch is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf441a484.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function registerBatch(bytes32 commandId, (bytes32,uint8,uint80)[] assets, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackRegisterBatch(commandId [32]byte, assets []ICustodyLedgerOutput, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("registerBatch", commandId, assets, eventHash)
}

// PackReinstateCertificate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd07b0158.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function reinstateCertificate(bytes32 commandId, bytes32 certificate, uint24 expectedVersion, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackReinstateCertificate(commandId [32]byte, certificate [32]byte, expectedVersion *big.Int, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("reinstateCertificate", commandId, certificate, expectedVersion, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReinstateCertificate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd07b0158.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function reinstateCertificate(bytes32 commandId, bytes32 certificate, uint24 expectedVersion, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackReinstateCertificate(commandId [32]byte, certificate [32]byte, expectedVersion *big.Int, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("reinstateCertificate", commandId, certificate, expectedVersion, eventHash)
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

// PackRelease is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe8e5cd6b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function release(bytes32 commandId, bytes32 parent, uint24 expectedVersion, uint32 packedBy, uint32 packedOwner, (bytes32,uint24) child, (uint64,uint64,bytes32[]) membership, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackRelease(commandId [32]byte, parent [32]byte, expectedVersion *big.Int, packedBy uint32, packedOwner uint32, child ICustodyLedgerChild, membership ICustodyLedgerMembership, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("release", commandId, parent, expectedVersion, packedBy, packedOwner, child, membership, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRelease is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe8e5cd6b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function release(bytes32 commandId, bytes32 parent, uint24 expectedVersion, uint32 packedBy, uint32 packedOwner, (bytes32,uint24) child, (uint64,uint64,bytes32[]) membership, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackRelease(commandId [32]byte, parent [32]byte, expectedVersion *big.Int, packedBy uint32, packedOwner uint32, child ICustodyLedgerChild, membership ICustodyLedgerMembership, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("release", commandId, parent, expectedVersion, packedBy, packedOwner, child, membership, eventHash)
}

// PackRemoveKey is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf8e80397.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function removeKey(bytes32 commandId, address key, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackRemoveKey(commandId [32]byte, key common.Address, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("removeKey", commandId, key, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRemoveKey is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf8e80397.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function removeKey(bytes32 commandId, address key, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackRemoveKey(commandId [32]byte, key common.Address, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("removeKey", commandId, key, eventHash)
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

// PackRotateKey is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x72a25cfa.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function rotateKey(bytes32 commandId, address newKey, bytes32 eventHash) payable returns()
func (custodyLedger *CustodyLedger) PackRotateKey(commandId [32]byte, newKey common.Address, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("rotateKey", commandId, newKey, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRotateKey is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x72a25cfa.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function rotateKey(bytes32 commandId, address newKey, bytes32 eventHash) payable returns()
func (custodyLedger *CustodyLedger) TryPackRotateKey(commandId [32]byte, newKey common.Address, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("rotateKey", commandId, newKey, eventHash)
}

// PackSetAdministrators is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x982ea4a5.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setAdministrators(bytes32 commandId, uint24 expectedRound, address[] administrators, uint8 threshold, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackSetAdministrators(commandId [32]byte, expectedRound *big.Int, administrators []common.Address, threshold uint8, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("setAdministrators", commandId, expectedRound, administrators, threshold, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetAdministrators is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x982ea4a5.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setAdministrators(bytes32 commandId, uint24 expectedRound, address[] administrators, uint8 threshold, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackSetAdministrators(commandId [32]byte, expectedRound *big.Int, administrators []common.Address, threshold uint8, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("setAdministrators", commandId, expectedRound, administrators, threshold, eventHash)
}

// PackSetOrganizationStatus is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe37c04ae.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setOrganizationStatus(bytes32 commandId, uint32 organization, uint24 expectedVersion, uint8 status, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackSetOrganizationStatus(commandId [32]byte, organization uint32, expectedVersion *big.Int, status uint8, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("setOrganizationStatus", commandId, organization, expectedVersion, status, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetOrganizationStatus is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe37c04ae.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setOrganizationStatus(bytes32 commandId, uint32 organization, uint24 expectedVersion, uint8 status, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackSetOrganizationStatus(commandId [32]byte, organization uint32, expectedVersion *big.Int, status uint8, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("setOrganizationStatus", commandId, organization, expectedVersion, status, eventHash)
}

// PackSuspendCertificate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe0656f5a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function suspendCertificate(bytes32 commandId, bytes32 certificate, uint24 expectedVersion, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackSuspendCertificate(commandId [32]byte, certificate [32]byte, expectedVersion *big.Int, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("suspendCertificate", commandId, certificate, expectedVersion, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSuspendCertificate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe0656f5a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function suspendCertificate(bytes32 commandId, bytes32 certificate, uint24 expectedVersion, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackSuspendCertificate(commandId [32]byte, certificate [32]byte, expectedVersion *big.Int, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("suspendCertificate", commandId, certificate, expectedVersion, eventHash)
}

// PackTransferOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x29f56517.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transferOwnership(bytes32 commandId, bytes32 asset, uint24 expectedVersion, uint32 to, uint40 deadline, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackTransferOwnership(commandId [32]byte, asset [32]byte, expectedVersion *big.Int, to uint32, deadline *big.Int, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("transferOwnership", commandId, asset, expectedVersion, to, deadline, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransferOwnership is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x29f56517.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transferOwnership(bytes32 commandId, bytes32 asset, uint24 expectedVersion, uint32 to, uint40 deadline, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackTransferOwnership(commandId [32]byte, asset [32]byte, expectedVersion *big.Int, to uint32, deadline *big.Int, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("transferOwnership", commandId, asset, expectedVersion, to, deadline, eventHash)
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

// PackTransformBalanced is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb985c394.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transformBalanced(bytes32 commandId, (bytes32,uint24,uint80)[] inputs, (bytes32,uint8,uint80)[] outputs, uint80 loss, uint8 model, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackTransformBalanced(commandId [32]byte, inputs []ICustodyLedgerInput, outputs []ICustodyLedgerOutput, loss *big.Int, model uint8, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("transformBalanced", commandId, inputs, outputs, loss, model, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransformBalanced is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb985c394.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transformBalanced(bytes32 commandId, (bytes32,uint24,uint80)[] inputs, (bytes32,uint8,uint80)[] outputs, uint80 loss, uint8 model, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackTransformBalanced(commandId [32]byte, inputs []ICustodyLedgerInput, outputs []ICustodyLedgerOutput, loss *big.Int, model uint8, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("transformBalanced", commandId, inputs, outputs, loss, model, eventHash)
}

// PackUnpause is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4a072cc8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function unpause(bytes32 commandId, uint24 expectedVersion, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) PackUnpause(commandId [32]byte, expectedVersion *big.Int, eventHash [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("unpause", commandId, expectedVersion, eventHash)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUnpause is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4a072cc8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function unpause(bytes32 commandId, uint24 expectedVersion, bytes32 eventHash) returns()
func (custodyLedger *CustodyLedger) TryPackUnpause(commandId [32]byte, expectedVersion *big.Int, eventHash [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("unpause", commandId, expectedVersion, eventHash)
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

// PackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x63615149.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function withdraw(bytes32 commandId, bytes32 call) returns()
func (custodyLedger *CustodyLedger) PackWithdraw(commandId [32]byte, call [32]byte) []byte {
	enc, err := custodyLedger.abi.Pack("withdraw", commandId, call)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x63615149.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function withdraw(bytes32 commandId, bytes32 call) returns()
func (custodyLedger *CustodyLedger) TryPackWithdraw(commandId [32]byte, call [32]byte) ([]byte, error) {
	return custodyLedger.abi.Pack("withdraw", commandId, call)
}

// CustodyLedgerAdministratorsSet represents a AdministratorsSet event raised by the CustodyLedger contract.
type CustodyLedgerAdministratorsSet struct {
	CommandId      [32]byte
	Administrators []common.Address
	Threshold      uint8
	Round          *big.Int
	EventHash      [32]byte
	Raw            *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerAdministratorsSetEventName = "AdministratorsSet"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerAdministratorsSet) ContractEventName() string {
	return CustodyLedgerAdministratorsSetEventName
}

// UnpackAdministratorsSetEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event AdministratorsSet(bytes32 indexed commandId, address[] administrators, uint8 threshold, uint24 round, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackAdministratorsSetEvent(log *types.Log) (*CustodyLedgerAdministratorsSet, error) {
	event := "AdministratorsSet"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerAdministratorsSet)
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

// CustodyLedgerAssetDecommissioned represents a AssetDecommissioned event raised by the CustodyLedger contract.
type CustodyLedgerAssetDecommissioned struct {
	CommandId [32]byte
	Asset     [32]byte
	Actor     uint32
	Quantity  *big.Int
	Version   *big.Int
	EventHash [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerAssetDecommissionedEventName = "AssetDecommissioned"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerAssetDecommissioned) ContractEventName() string {
	return CustodyLedgerAssetDecommissionedEventName
}

// UnpackAssetDecommissionedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event AssetDecommissioned(bytes32 indexed commandId, bytes32 indexed asset, uint32 indexed actor, uint80 quantity, uint24 version, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackAssetDecommissionedEvent(log *types.Log) (*CustodyLedgerAssetDecommissioned, error) {
	event := "AssetDecommissioned"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerAssetDecommissioned)
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

// CustodyLedgerCertificateReinstated represents a CertificateReinstated event raised by the CustodyLedger contract.
type CustodyLedgerCertificateReinstated struct {
	CommandId   [32]byte
	Certificate [32]byte
	Actor       uint32
	Version     *big.Int
	EventHash   [32]byte
	Raw         *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerCertificateReinstatedEventName = "CertificateReinstated"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerCertificateReinstated) ContractEventName() string {
	return CustodyLedgerCertificateReinstatedEventName
}

// UnpackCertificateReinstatedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event CertificateReinstated(bytes32 indexed commandId, bytes32 indexed certificate, uint32 indexed actor, uint24 version, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackCertificateReinstatedEvent(log *types.Log) (*CustodyLedgerCertificateReinstated, error) {
	event := "CertificateReinstated"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerCertificateReinstated)
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

// CustodyLedgerCertificateSuspended represents a CertificateSuspended event raised by the CustodyLedger contract.
type CustodyLedgerCertificateSuspended struct {
	CommandId   [32]byte
	Certificate [32]byte
	Actor       uint32
	Version     *big.Int
	EventHash   [32]byte
	Raw         *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerCertificateSuspendedEventName = "CertificateSuspended"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerCertificateSuspended) ContractEventName() string {
	return CustodyLedgerCertificateSuspendedEventName
}

// UnpackCertificateSuspendedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event CertificateSuspended(bytes32 indexed commandId, bytes32 indexed certificate, uint32 indexed actor, uint24 version, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackCertificateSuspendedEvent(log *types.Log) (*CustodyLedgerCertificateSuspended, error) {
	event := "CertificateSuspended"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerCertificateSuspended)
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

// CustodyLedgerChildSkipped represents a ChildSkipped event raised by the CustodyLedger contract.
type CustodyLedgerChildSkipped struct {
	CommandId [32]byte
	Child     [32]byte
	Actor     uint32
	Parent    [32]byte
	Version   *big.Int
	EventHash [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerChildSkippedEventName = "ChildSkipped"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerChildSkipped) ContractEventName() string {
	return CustodyLedgerChildSkippedEventName
}

// UnpackChildSkippedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ChildSkipped(bytes32 indexed commandId, bytes32 indexed child, uint32 indexed actor, bytes32 parent, uint24 version, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackChildSkippedEvent(log *types.Log) (*CustodyLedgerChildSkipped, error) {
	event := "ChildSkipped"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerChildSkipped)
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

// CustodyLedgerConfirmationWithdrawn represents a ConfirmationWithdrawn event raised by the CustodyLedger contract.
type CustodyLedgerConfirmationWithdrawn struct {
	CommandId     [32]byte
	Call          [32]byte
	Administrator common.Address
	Raw           *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerConfirmationWithdrawnEventName = "ConfirmationWithdrawn"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerConfirmationWithdrawn) ContractEventName() string {
	return CustodyLedgerConfirmationWithdrawnEventName
}

// UnpackConfirmationWithdrawnEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ConfirmationWithdrawn(bytes32 indexed commandId, bytes32 indexed call, address indexed administrator)
func (custodyLedger *CustodyLedger) UnpackConfirmationWithdrawnEvent(log *types.Log) (*CustodyLedgerConfirmationWithdrawn, error) {
	event := "ConfirmationWithdrawn"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerConfirmationWithdrawn)
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

// CustodyLedgerConfirmed represents a Confirmed event raised by the CustodyLedger contract.
type CustodyLedgerConfirmed struct {
	CommandId     [32]byte
	Call          [32]byte
	Administrator common.Address
	Confirmations uint8
	Threshold     uint8
	Raw           *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerConfirmedEventName = "Confirmed"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerConfirmed) ContractEventName() string {
	return CustodyLedgerConfirmedEventName
}

// UnpackConfirmedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Confirmed(bytes32 indexed commandId, bytes32 indexed call, address indexed administrator, uint8 confirmations, uint8 threshold)
func (custodyLedger *CustodyLedger) UnpackConfirmedEvent(log *types.Log) (*CustodyLedgerConfirmed, error) {
	event := "Confirmed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerConfirmed)
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

// CustodyLedgerCustodyHandedOver represents a CustodyHandedOver event raised by the CustodyLedger contract.
type CustodyLedgerCustodyHandedOver struct {
	CommandId     [32]byte
	Asset         [32]byte
	Actor         uint32
	From          uint32
	WithOwnership bool
	Version       *big.Int
	EventHash     [32]byte
	Raw           *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerCustodyHandedOverEventName = "CustodyHandedOver"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerCustodyHandedOver) ContractEventName() string {
	return CustodyLedgerCustodyHandedOverEventName
}

// UnpackCustodyHandedOverEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event CustodyHandedOver(bytes32 indexed commandId, bytes32 indexed asset, uint32 indexed actor, uint32 from, bool withOwnership, uint24 version, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackCustodyHandedOverEvent(log *types.Log) (*CustodyLedgerCustodyHandedOver, error) {
	event := "CustodyHandedOver"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerCustodyHandedOver)
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

// CustodyLedgerErrorDeclared represents a ErrorDeclared event raised by the CustodyLedger contract.
type CustodyLedgerErrorDeclared struct {
	CommandId  [32]byte
	Subject    [32]byte
	Actor      uint32
	Erroneous  [32]byte
	Reason     uint8
	Correction [32]byte
	EventHash  [32]byte
	Raw        *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerErrorDeclaredEventName = "ErrorDeclared"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerErrorDeclared) ContractEventName() string {
	return CustodyLedgerErrorDeclaredEventName
}

// UnpackErrorDeclaredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event ErrorDeclared(bytes32 indexed commandId, bytes32 indexed subject, uint32 indexed actor, bytes32 erroneous, uint8 reason, bytes32 correction, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackErrorDeclaredEvent(log *types.Log) (*CustodyLedgerErrorDeclared, error) {
	event := "ErrorDeclared"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerErrorDeclared)
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

// CustodyLedgerKeyAdded represents a KeyAdded event raised by the CustodyLedger contract.
type CustodyLedgerKeyAdded struct {
	CommandId [32]byte
	Key       common.Address
	Actor     uint32
	EventHash [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerKeyAddedEventName = "KeyAdded"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerKeyAdded) ContractEventName() string {
	return CustodyLedgerKeyAddedEventName
}

// UnpackKeyAddedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event KeyAdded(bytes32 indexed commandId, address indexed key, uint32 indexed actor, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackKeyAddedEvent(log *types.Log) (*CustodyLedgerKeyAdded, error) {
	event := "KeyAdded"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerKeyAdded)
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

// CustodyLedgerKeyRemoved represents a KeyRemoved event raised by the CustodyLedger contract.
type CustodyLedgerKeyRemoved struct {
	CommandId [32]byte
	Key       common.Address
	Actor     uint32
	EventHash [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerKeyRemovedEventName = "KeyRemoved"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerKeyRemoved) ContractEventName() string {
	return CustodyLedgerKeyRemovedEventName
}

// UnpackKeyRemovedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event KeyRemoved(bytes32 indexed commandId, address indexed key, uint32 indexed actor, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackKeyRemovedEvent(log *types.Log) (*CustodyLedgerKeyRemoved, error) {
	event := "KeyRemoved"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerKeyRemoved)
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

// CustodyLedgerKeyRotated represents a KeyRotated event raised by the CustodyLedger contract.
type CustodyLedgerKeyRotated struct {
	CommandId [32]byte
	Key       common.Address
	Actor     uint32
	Previous  common.Address
	EventHash [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerKeyRotatedEventName = "KeyRotated"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerKeyRotated) ContractEventName() string {
	return CustodyLedgerKeyRotatedEventName
}

// UnpackKeyRotatedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event KeyRotated(bytes32 indexed commandId, address indexed key, uint32 indexed actor, address previous, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackKeyRotatedEvent(log *types.Log) (*CustodyLedgerKeyRotated, error) {
	event := "KeyRotated"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerKeyRotated)
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

// CustodyLedgerMassBalanced represents a MassBalanced event raised by the CustodyLedger contract.
type CustodyLedgerMassBalanced struct {
	CommandId   [32]byte
	Actor       uint32
	Model       uint8
	Measure     [3]byte
	QuantityIn  *big.Int
	QuantityOut *big.Int
	Loss        *big.Int
	EventHash   [32]byte
	Raw         *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerMassBalancedEventName = "MassBalanced"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerMassBalanced) ContractEventName() string {
	return CustodyLedgerMassBalancedEventName
}

// UnpackMassBalancedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event MassBalanced(bytes32 indexed commandId, uint32 indexed actor, uint8 model, bytes3 measure, uint256 quantityIn, uint256 quantityOut, uint256 loss, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackMassBalancedEvent(log *types.Log) (*CustodyLedgerMassBalanced, error) {
	event := "MassBalanced"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerMassBalanced)
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

// CustodyLedgerOrganizationStatusChanged represents a OrganizationStatusChanged event raised by the CustodyLedger contract.
type CustodyLedgerOrganizationStatusChanged struct {
	CommandId    [32]byte
	Organization uint32
	Status       uint8
	Version      *big.Int
	EventHash    [32]byte
	Raw          *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerOrganizationStatusChangedEventName = "OrganizationStatusChanged"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerOrganizationStatusChanged) ContractEventName() string {
	return CustodyLedgerOrganizationStatusChangedEventName
}

// UnpackOrganizationStatusChangedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OrganizationStatusChanged(bytes32 indexed commandId, uint32 indexed organization, uint8 status, uint24 version, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackOrganizationStatusChangedEvent(log *types.Log) (*CustodyLedgerOrganizationStatusChanged, error) {
	event := "OrganizationStatusChanged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerOrganizationStatusChanged)
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

// CustodyLedgerOwnershipOffered represents a OwnershipOffered event raised by the CustodyLedger contract.
type CustodyLedgerOwnershipOffered struct {
	CommandId [32]byte
	Asset     [32]byte
	Actor     uint32
	To        uint32
	Deadline  *big.Int
	Version   *big.Int
	EventHash [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerOwnershipOfferedEventName = "OwnershipOffered"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerOwnershipOffered) ContractEventName() string {
	return CustodyLedgerOwnershipOfferedEventName
}

// UnpackOwnershipOfferedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OwnershipOffered(bytes32 indexed commandId, bytes32 indexed asset, uint32 indexed actor, uint32 to, uint40 deadline, uint24 version, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackOwnershipOfferedEvent(log *types.Log) (*CustodyLedgerOwnershipOffered, error) {
	event := "OwnershipOffered"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerOwnershipOffered)
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

// CustodyLedgerOwnershipTransferred represents a OwnershipTransferred event raised by the CustodyLedger contract.
type CustodyLedgerOwnershipTransferred struct {
	CommandId [32]byte
	Asset     [32]byte
	Actor     uint32
	From      uint32
	Version   *big.Int
	EventHash [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerOwnershipTransferredEventName = "OwnershipTransferred"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerOwnershipTransferred) ContractEventName() string {
	return CustodyLedgerOwnershipTransferredEventName
}

// UnpackOwnershipTransferredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OwnershipTransferred(bytes32 indexed commandId, bytes32 indexed asset, uint32 indexed actor, uint32 from, uint24 version, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackOwnershipTransferredEvent(log *types.Log) (*CustodyLedgerOwnershipTransferred, error) {
	event := "OwnershipTransferred"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerOwnershipTransferred)
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

// CustodyLedgerPaused represents a Paused event raised by the CustodyLedger contract.
type CustodyLedgerPaused struct {
	CommandId [32]byte
	Version   *big.Int
	EventHash [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerPausedEventName = "Paused"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerPaused) ContractEventName() string {
	return CustodyLedgerPausedEventName
}

// UnpackPausedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Paused(bytes32 indexed commandId, uint24 version, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackPausedEvent(log *types.Log) (*CustodyLedgerPaused, error) {
	event := "Paused"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerPaused)
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

// CustodyLedgerRecallClosed represents a RecallClosed event raised by the CustodyLedger contract.
type CustodyLedgerRecallClosed struct {
	CommandId [32]byte
	Asset     [32]byte
	Actor     uint32
	Version   *big.Int
	EventHash [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerRecallClosedEventName = "RecallClosed"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerRecallClosed) ContractEventName() string {
	return CustodyLedgerRecallClosedEventName
}

// UnpackRecallClosedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RecallClosed(bytes32 indexed commandId, bytes32 indexed asset, uint32 indexed actor, uint24 version, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackRecallClosedEvent(log *types.Log) (*CustodyLedgerRecallClosed, error) {
	event := "RecallClosed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerRecallClosed)
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

// CustodyLedgerRecallOpened represents a RecallOpened event raised by the CustodyLedger contract.
type CustodyLedgerRecallOpened struct {
	CommandId [32]byte
	Asset     [32]byte
	Actor     uint32
	Version   *big.Int
	EventHash [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerRecallOpenedEventName = "RecallOpened"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerRecallOpened) ContractEventName() string {
	return CustodyLedgerRecallOpenedEventName
}

// UnpackRecallOpenedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RecallOpened(bytes32 indexed commandId, bytes32 indexed asset, uint32 indexed actor, uint24 version, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackRecallOpenedEvent(log *types.Log) (*CustodyLedgerRecallOpened, error) {
	event := "RecallOpened"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerRecallOpened)
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

// CustodyLedgerUnpaused represents a Unpaused event raised by the CustodyLedger contract.
type CustodyLedgerUnpaused struct {
	CommandId [32]byte
	Version   *big.Int
	EventHash [32]byte
	Raw       *types.Log // Blockchain specific contextual infos
}

const CustodyLedgerUnpausedEventName = "Unpaused"

// ContractEventName returns the user-defined event name.
func (CustodyLedgerUnpaused) ContractEventName() string {
	return CustodyLedgerUnpausedEventName
}

// UnpackUnpausedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Unpaused(bytes32 indexed commandId, uint24 version, bytes32 eventHash)
func (custodyLedger *CustodyLedger) UnpackUnpausedEvent(log *types.Log) (*CustodyLedgerUnpaused, error) {
	event := "Unpaused"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != custodyLedger.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(CustodyLedgerUnpaused)
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
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["AlreadyConfirmed"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackAlreadyConfirmedError(raw[4:])
	}
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
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["InvalidCertificateStatus"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackInvalidCertificateStatusError(raw[4:])
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
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["InvalidOrganizationStatus"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackInvalidOrganizationStatusError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["InvalidQuantity"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackInvalidQuantityError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["InvalidRecall"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackInvalidRecallError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["InvalidSignature"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackInvalidSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["InvalidThreshold"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackInvalidThresholdError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["KeyInUse"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackKeyInUseError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["LedgerPaused"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackLedgerPausedError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NoInputs"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNoInputsError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NoModel"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNoModelError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NoReason"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNoReasonError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NotActive"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNotActiveError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NotAdministrator"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNotAdministratorError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NotConfirmed"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNotConfirmedError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NotCustodian"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNotCustodianError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NotExpired"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNotExpiredError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NotIssuer"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNotIssuerError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NotKeyOf"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNotKeyOfError(raw[4:])
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
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NotParty"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNotPartyError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NotPending"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNotPendingError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NothingHandedOver"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNothingHandedOverError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NothingRegistered"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNothingRegisteredError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["NothingToBalance"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackNothingToBalanceError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["OfferToSelf"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackOfferToSelfError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["OrganizationSuspended"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackOrganizationSuspendedError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["OtherMeasure"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackOtherMeasureError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["RemovesItself"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackRemovesItselfError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["StaleCertificate"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackStaleCertificateError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["StaleOrganization"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackStaleOrganizationError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["StaleRecall"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackStaleRecallError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["StaleRound"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackStaleRoundError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["StaleVersion"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackStaleVersionError(raw[4:])
	}
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["Unbalanced"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackUnbalancedError(raw[4:])
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
	if bytes.Equal(raw[:4], custodyLedger.abi.Errors["ValueTooEarly"].ID.Bytes()[:4]) {
		return custodyLedger.UnpackValueTooEarlyError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// CustodyLedgerAlreadyConfirmed represents a AlreadyConfirmed error raised by the CustodyLedger contract.
type CustodyLedgerAlreadyConfirmed struct {
	Call          [32]byte
	Administrator common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AlreadyConfirmed(bytes32 call, address administrator)
func CustodyLedgerAlreadyConfirmedErrorID() common.Hash {
	return common.HexToHash("0x900bdd469fbdfd3082b95b4fcc90819bfec66441108276637e0646f12f6a4193")
}

// UnpackAlreadyConfirmedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AlreadyConfirmed(bytes32 call, address administrator)
func (custodyLedger *CustodyLedger) UnpackAlreadyConfirmedError(raw []byte) (*CustodyLedgerAlreadyConfirmed, error) {
	out := new(CustodyLedgerAlreadyConfirmed)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "AlreadyConfirmed", raw); err != nil {
		return nil, err
	}
	return out, nil
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

// CustodyLedgerInvalidCertificateStatus represents a InvalidCertificateStatus error raised by the CustodyLedger contract.
type CustodyLedgerInvalidCertificateStatus struct {
	Certificate [32]byte
	Status      uint8
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidCertificateStatus(bytes32 certificate, uint8 status)
func CustodyLedgerInvalidCertificateStatusErrorID() common.Hash {
	return common.HexToHash("0xdc0b01161868a933d4be0f4fc99b1866eeb93dc381dd5282c5cc20396cbae92f")
}

// UnpackInvalidCertificateStatusError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidCertificateStatus(bytes32 certificate, uint8 status)
func (custodyLedger *CustodyLedger) UnpackInvalidCertificateStatusError(raw []byte) (*CustodyLedgerInvalidCertificateStatus, error) {
	out := new(CustodyLedgerInvalidCertificateStatus)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "InvalidCertificateStatus", raw); err != nil {
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

// CustodyLedgerInvalidOrganizationStatus represents a InvalidOrganizationStatus error raised by the CustodyLedger contract.
type CustodyLedgerInvalidOrganizationStatus struct {
	Organization uint32
	Status       uint8
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidOrganizationStatus(uint32 organization, uint8 status)
func CustodyLedgerInvalidOrganizationStatusErrorID() common.Hash {
	return common.HexToHash("0xbda6714dfdc9a35809789bfd5f6c376b6771b1259970f8f774a8a3fdbcef07c3")
}

// UnpackInvalidOrganizationStatusError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidOrganizationStatus(uint32 organization, uint8 status)
func (custodyLedger *CustodyLedger) UnpackInvalidOrganizationStatusError(raw []byte) (*CustodyLedgerInvalidOrganizationStatus, error) {
	out := new(CustodyLedgerInvalidOrganizationStatus)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "InvalidOrganizationStatus", raw); err != nil {
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

// CustodyLedgerInvalidRecall represents a InvalidRecall error raised by the CustodyLedger contract.
type CustodyLedgerInvalidRecall struct {
	Asset [32]byte
	Actor uint32
	Open  bool
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidRecall(bytes32 asset, uint32 actor, bool open)
func CustodyLedgerInvalidRecallErrorID() common.Hash {
	return common.HexToHash("0x313850f3d25b233cfe4b41e37b3943fa03f99b9ebfb8d93b62cac0417f32d5b7")
}

// UnpackInvalidRecallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidRecall(bytes32 asset, uint32 actor, bool open)
func (custodyLedger *CustodyLedger) UnpackInvalidRecallError(raw []byte) (*CustodyLedgerInvalidRecall, error) {
	out := new(CustodyLedgerInvalidRecall)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "InvalidRecall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerInvalidSignature represents a InvalidSignature error raised by the CustodyLedger contract.
type CustodyLedgerInvalidSignature struct {
	Key common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidSignature(address key)
func CustodyLedgerInvalidSignatureErrorID() common.Hash {
	return common.HexToHash("0xd855c4f4d7a9aef9d1b6f49c25339cf5cd471e30830c8071f7b5024985e5abcd")
}

// UnpackInvalidSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidSignature(address key)
func (custodyLedger *CustodyLedger) UnpackInvalidSignatureError(raw []byte) (*CustodyLedgerInvalidSignature, error) {
	out := new(CustodyLedgerInvalidSignature)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "InvalidSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerInvalidThreshold represents a InvalidThreshold error raised by the CustodyLedger contract.
type CustodyLedgerInvalidThreshold struct {
	Threshold      *big.Int
	Administrators *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidThreshold(uint256 threshold, uint256 administrators)
func CustodyLedgerInvalidThresholdErrorID() common.Hash {
	return common.HexToHash("0x7b7a98f144b22ac349117faf884147efe6b9d8f459322b9ed0cb76310884f093")
}

// UnpackInvalidThresholdError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidThreshold(uint256 threshold, uint256 administrators)
func (custodyLedger *CustodyLedger) UnpackInvalidThresholdError(raw []byte) (*CustodyLedgerInvalidThreshold, error) {
	out := new(CustodyLedgerInvalidThreshold)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "InvalidThreshold", raw); err != nil {
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

// CustodyLedgerLedgerPaused represents a LedgerPaused error raised by the CustodyLedger contract.
type CustodyLedgerLedgerPaused struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error LedgerPaused()
func CustodyLedgerLedgerPausedErrorID() common.Hash {
	return common.HexToHash("0xb359f2697d31ae2a1ee461994fb769d48a38c28e1e3f85a7462af90d07cae4c1")
}

// UnpackLedgerPausedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error LedgerPaused()
func (custodyLedger *CustodyLedger) UnpackLedgerPausedError(raw []byte) (*CustodyLedgerLedgerPaused, error) {
	out := new(CustodyLedgerLedgerPaused)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "LedgerPaused", raw); err != nil {
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

// CustodyLedgerNoModel represents a NoModel error raised by the CustodyLedger contract.
type CustodyLedgerNoModel struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoModel()
func CustodyLedgerNoModelErrorID() common.Hash {
	return common.HexToHash("0x8103cb543016f4ed9e36c9ce2eea45c0b439b997eed4c0244d0e63da23de3f21")
}

// UnpackNoModelError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoModel()
func (custodyLedger *CustodyLedger) UnpackNoModelError(raw []byte) (*CustodyLedgerNoModel, error) {
	out := new(CustodyLedgerNoModel)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "NoModel", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerNoReason represents a NoReason error raised by the CustodyLedger contract.
type CustodyLedgerNoReason struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NoReason()
func CustodyLedgerNoReasonErrorID() common.Hash {
	return common.HexToHash("0x2aaa2e622561f69abf299a2c9a78dc7e7077a63115333adc05f066114cd59845")
}

// UnpackNoReasonError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NoReason()
func (custodyLedger *CustodyLedger) UnpackNoReasonError(raw []byte) (*CustodyLedgerNoReason, error) {
	out := new(CustodyLedgerNoReason)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "NoReason", raw); err != nil {
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

// CustodyLedgerNotConfirmed represents a NotConfirmed error raised by the CustodyLedger contract.
type CustodyLedgerNotConfirmed struct {
	Call          [32]byte
	Administrator common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotConfirmed(bytes32 call, address administrator)
func CustodyLedgerNotConfirmedErrorID() common.Hash {
	return common.HexToHash("0xd4fcabea6c42d7283ae4df4f89f5b85612d7dd08e46eead14e41395f85e4ea14")
}

// UnpackNotConfirmedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotConfirmed(bytes32 call, address administrator)
func (custodyLedger *CustodyLedger) UnpackNotConfirmedError(raw []byte) (*CustodyLedgerNotConfirmed, error) {
	out := new(CustodyLedgerNotConfirmed)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "NotConfirmed", raw); err != nil {
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

// CustodyLedgerNotExpired represents a NotExpired error raised by the CustodyLedger contract.
type CustodyLedgerNotExpired struct {
	Asset    [32]byte
	Deadline *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotExpired(bytes32 asset, uint40 deadline)
func CustodyLedgerNotExpiredErrorID() common.Hash {
	return common.HexToHash("0x12395c742800e5078e0f28313c24aac11f3055a7d07121c102f3aedfe5d9841d")
}

// UnpackNotExpiredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotExpired(bytes32 asset, uint40 deadline)
func (custodyLedger *CustodyLedger) UnpackNotExpiredError(raw []byte) (*CustodyLedgerNotExpired, error) {
	out := new(CustodyLedgerNotExpired)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "NotExpired", raw); err != nil {
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

// CustodyLedgerNotKeyOf represents a NotKeyOf error raised by the CustodyLedger contract.
type CustodyLedgerNotKeyOf struct {
	Key   common.Address
	Actor uint32
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotKeyOf(address key, uint32 actor)
func CustodyLedgerNotKeyOfErrorID() common.Hash {
	return common.HexToHash("0xa0f70c69421ab04f8a40617074ccbceaf8e4b3435261b1ffb2a3397fdb18f81f")
}

// UnpackNotKeyOfError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotKeyOf(address key, uint32 actor)
func (custodyLedger *CustodyLedger) UnpackNotKeyOfError(raw []byte) (*CustodyLedgerNotKeyOf, error) {
	out := new(CustodyLedgerNotKeyOf)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "NotKeyOf", raw); err != nil {
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

// CustodyLedgerNotParty represents a NotParty error raised by the CustodyLedger contract.
type CustodyLedgerNotParty struct {
	Asset [32]byte
	Actor uint32
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NotParty(bytes32 asset, uint32 actor)
func CustodyLedgerNotPartyErrorID() common.Hash {
	return common.HexToHash("0x4c5d776189cf0e888431c71d722c95a23b2ace1e7511020276d0996bec01d895")
}

// UnpackNotPartyError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NotParty(bytes32 asset, uint32 actor)
func (custodyLedger *CustodyLedger) UnpackNotPartyError(raw []byte) (*CustodyLedgerNotParty, error) {
	out := new(CustodyLedgerNotParty)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "NotParty", raw); err != nil {
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

// CustodyLedgerNothingHandedOver represents a NothingHandedOver error raised by the CustodyLedger contract.
type CustodyLedgerNothingHandedOver struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NothingHandedOver()
func CustodyLedgerNothingHandedOverErrorID() common.Hash {
	return common.HexToHash("0x561c42f41870251b57e76153910305c3b8011ec51b94383c74152fe0b27868dd")
}

// UnpackNothingHandedOverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NothingHandedOver()
func (custodyLedger *CustodyLedger) UnpackNothingHandedOverError(raw []byte) (*CustodyLedgerNothingHandedOver, error) {
	out := new(CustodyLedgerNothingHandedOver)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "NothingHandedOver", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerNothingRegistered represents a NothingRegistered error raised by the CustodyLedger contract.
type CustodyLedgerNothingRegistered struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NothingRegistered()
func CustodyLedgerNothingRegisteredErrorID() common.Hash {
	return common.HexToHash("0xd721534c19c6700c6cf0239f0714a384950b3ae85f895b4404b5fbacf54c99ec")
}

// UnpackNothingRegisteredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NothingRegistered()
func (custodyLedger *CustodyLedger) UnpackNothingRegisteredError(raw []byte) (*CustodyLedgerNothingRegistered, error) {
	out := new(CustodyLedgerNothingRegistered)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "NothingRegistered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerNothingToBalance represents a NothingToBalance error raised by the CustodyLedger contract.
type CustodyLedgerNothingToBalance struct {
	Measure [3]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error NothingToBalance(bytes3 measure)
func CustodyLedgerNothingToBalanceErrorID() common.Hash {
	return common.HexToHash("0xfb2c2825d34eca80f15542b3ba82d04e87119a14b1e64f9969473ac572a24b50")
}

// UnpackNothingToBalanceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error NothingToBalance(bytes3 measure)
func (custodyLedger *CustodyLedger) UnpackNothingToBalanceError(raw []byte) (*CustodyLedgerNothingToBalance, error) {
	out := new(CustodyLedgerNothingToBalance)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "NothingToBalance", raw); err != nil {
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

// CustodyLedgerOrganizationSuspended represents a OrganizationSuspended error raised by the CustodyLedger contract.
type CustodyLedgerOrganizationSuspended struct {
	Organization uint32
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OrganizationSuspended(uint32 organization)
func CustodyLedgerOrganizationSuspendedErrorID() common.Hash {
	return common.HexToHash("0xe90c6213d33922327c21001469be13781d863c6489e07ea4bb324a87f50596cc")
}

// UnpackOrganizationSuspendedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OrganizationSuspended(uint32 organization)
func (custodyLedger *CustodyLedger) UnpackOrganizationSuspendedError(raw []byte) (*CustodyLedgerOrganizationSuspended, error) {
	out := new(CustodyLedgerOrganizationSuspended)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "OrganizationSuspended", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerOtherMeasure represents a OtherMeasure error raised by the CustodyLedger contract.
type CustodyLedgerOtherMeasure struct {
	Asset    [32]byte
	Measure  [3]byte
	Expected [3]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error OtherMeasure(bytes32 asset, bytes3 measure, bytes3 expected)
func CustodyLedgerOtherMeasureErrorID() common.Hash {
	return common.HexToHash("0x2fff34e29debb7f7e27beb7336ab929d9b34405cefe6288558826835204bbd7c")
}

// UnpackOtherMeasureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error OtherMeasure(bytes32 asset, bytes3 measure, bytes3 expected)
func (custodyLedger *CustodyLedger) UnpackOtherMeasureError(raw []byte) (*CustodyLedgerOtherMeasure, error) {
	out := new(CustodyLedgerOtherMeasure)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "OtherMeasure", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerRemovesItself represents a RemovesItself error raised by the CustodyLedger contract.
type CustodyLedgerRemovesItself struct {
	Key common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error RemovesItself(address key)
func CustodyLedgerRemovesItselfErrorID() common.Hash {
	return common.HexToHash("0xf126c5c2609e10c93a3c85b24f18feb1372a1ce6a2cf14c5fe0304718f6e7497")
}

// UnpackRemovesItselfError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error RemovesItself(address key)
func (custodyLedger *CustodyLedger) UnpackRemovesItselfError(raw []byte) (*CustodyLedgerRemovesItself, error) {
	out := new(CustodyLedgerRemovesItself)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "RemovesItself", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerStaleCertificate represents a StaleCertificate error raised by the CustodyLedger contract.
type CustodyLedgerStaleCertificate struct {
	Certificate [32]byte
	Expected    *big.Int
	Actual      *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StaleCertificate(bytes32 certificate, uint24 expected, uint24 actual)
func CustodyLedgerStaleCertificateErrorID() common.Hash {
	return common.HexToHash("0x588cc24e208db70f33f6a460abeb7c60bb719505fcb7e4a20b8fd1a1753fb3db")
}

// UnpackStaleCertificateError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StaleCertificate(bytes32 certificate, uint24 expected, uint24 actual)
func (custodyLedger *CustodyLedger) UnpackStaleCertificateError(raw []byte) (*CustodyLedgerStaleCertificate, error) {
	out := new(CustodyLedgerStaleCertificate)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "StaleCertificate", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerStaleOrganization represents a StaleOrganization error raised by the CustodyLedger contract.
type CustodyLedgerStaleOrganization struct {
	Organization uint32
	Expected     *big.Int
	Actual       *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StaleOrganization(uint32 organization, uint24 expected, uint24 actual)
func CustodyLedgerStaleOrganizationErrorID() common.Hash {
	return common.HexToHash("0x3e0305fa3c5057d5b24f0a42b37bf4153c2be0fb57996946b2b1357928d69ead")
}

// UnpackStaleOrganizationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StaleOrganization(uint32 organization, uint24 expected, uint24 actual)
func (custodyLedger *CustodyLedger) UnpackStaleOrganizationError(raw []byte) (*CustodyLedgerStaleOrganization, error) {
	out := new(CustodyLedgerStaleOrganization)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "StaleOrganization", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerStaleRecall represents a StaleRecall error raised by the CustodyLedger contract.
type CustodyLedgerStaleRecall struct {
	Asset    [32]byte
	Actor    uint32
	Expected *big.Int
	Actual   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StaleRecall(bytes32 asset, uint32 actor, uint24 expected, uint24 actual)
func CustodyLedgerStaleRecallErrorID() common.Hash {
	return common.HexToHash("0x8c7ac6437503d8e84b3261ca09154ed686adb97d34ab9ce800d117040dfcf17c")
}

// UnpackStaleRecallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StaleRecall(bytes32 asset, uint32 actor, uint24 expected, uint24 actual)
func (custodyLedger *CustodyLedger) UnpackStaleRecallError(raw []byte) (*CustodyLedgerStaleRecall, error) {
	out := new(CustodyLedgerStaleRecall)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "StaleRecall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerStaleRound represents a StaleRound error raised by the CustodyLedger contract.
type CustodyLedgerStaleRound struct {
	Expected *big.Int
	Actual   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StaleRound(uint24 expected, uint24 actual)
func CustodyLedgerStaleRoundErrorID() common.Hash {
	return common.HexToHash("0xfc8415b95afef53355737239c2f048956981126f8c46fe95d626f747a654df60")
}

// UnpackStaleRoundError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StaleRound(uint24 expected, uint24 actual)
func (custodyLedger *CustodyLedger) UnpackStaleRoundError(raw []byte) (*CustodyLedgerStaleRound, error) {
	out := new(CustodyLedgerStaleRound)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "StaleRound", raw); err != nil {
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

// CustodyLedgerUnbalanced represents a Unbalanced error raised by the CustodyLedger contract.
type CustodyLedgerUnbalanced struct {
	Measure     [3]byte
	QuantityIn  *big.Int
	QuantityOut *big.Int
	Loss        *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Unbalanced(bytes3 measure, uint256 quantityIn, uint256 quantityOut, uint256 loss)
func CustodyLedgerUnbalancedErrorID() common.Hash {
	return common.HexToHash("0x95037b6c2dbd46880cb6d4b019b34791d4a281718d6b332c9146c09c2b0ed1d3")
}

// UnpackUnbalancedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Unbalanced(bytes3 measure, uint256 quantityIn, uint256 quantityOut, uint256 loss)
func (custodyLedger *CustodyLedger) UnpackUnbalancedError(raw []byte) (*CustodyLedgerUnbalanced, error) {
	out := new(CustodyLedgerUnbalanced)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "Unbalanced", raw); err != nil {
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

// CustodyLedgerValueTooEarly represents a ValueTooEarly error raised by the CustodyLedger contract.
type CustodyLedgerValueTooEarly struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ValueTooEarly()
func CustodyLedgerValueTooEarlyErrorID() common.Hash {
	return common.HexToHash("0xb649cc19af2e70d5c5893599a51d2c4659938d221d497edab48e2201d135775b")
}

// UnpackValueTooEarlyError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ValueTooEarly()
func (custodyLedger *CustodyLedger) UnpackValueTooEarlyError(raw []byte) (*CustodyLedgerValueTooEarly, error) {
	out := new(CustodyLedgerValueTooEarly)
	if err := custodyLedger.abi.UnpackIntoInterface(out, "ValueTooEarly", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// CustodyLedgerCodeHash is the Keccak-256 hash of the deployed code, the same on every chain: what EXTCODEHASH and
// eth_getProof give for a genuine contract.
const CustodyLedgerCodeHash = "0x264ff9218b0e593e99bbcc888c16a742a68eea9e3f01409bfb4dac978712b165"
