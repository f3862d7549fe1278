// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Asset} from "./Asset.sol";
import {Assets} from "./Assets.sol";
import {ICustodyLedger} from "./ICustodyLedger.sol";
import {Signatures} from "./Signatures.sol";

/// @title Handovers in one step, signed by both sides
/// @dev Nothing here is cached in the code, which is the same on every chain; the domain is put together at each call.
abstract contract Handovers is Assets {
    string private constant NAME = "CustodyLedger";
    string private constant VERSION = "1";

    bytes32 private constant DOMAIN_TYPE =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    bytes32 private constant ASSET_TYPE = keccak256("AssetVersion(bytes32 asset,uint24 version)");
    bytes32 private constant HANDOVER_TYPE = keccak256(
        "Handover(bytes32 commandId,AssetVersion[] assets,uint32 from,uint32 to,bool withOwnership,uint40 deadline,"
        "bytes32 eventHash)AssetVersion(bytes32 asset,uint24 version)"
    );

    /// @inheritdoc ICustodyLedger
    function handover(Handover calldata agreed, Signature calldata byFrom, Signature calldata byTo) external {
        if (agreed.assets.length == 0) revert NothingHandedOver();
        bytes32 digest = handoverDigest(agreed);
        uint24 from = _signer(agreed.from, byFrom, digest);
        uint24 to = _signer(agreed.to, byTo, digest);
        for (uint256 i = 0; i < agreed.assets.length; i++) {
            _handOver(agreed, agreed.assets[i], from, to);
        }
    }

    /// @inheritdoc ICustodyLedger
    function handoverDigest(Handover calldata agreed) public view returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](agreed.assets.length);
        for (uint256 i = 0; i < hashes.length; i++) {
            hashes[i] = keccak256(abi.encode(ASSET_TYPE, agreed.assets[i].asset, agreed.assets[i].version));
        }
        bytes32 message = keccak256(
            abi.encode(
                HANDOVER_TYPE,
                agreed.commandId,
                keccak256(abi.encodePacked(hashes)),
                agreed.from,
                agreed.to,
                agreed.withOwnership,
                agreed.deadline,
                agreed.eventHash
            )
        );
        bytes32 domain = keccak256(
            abi.encode(DOMAIN_TYPE, keccak256(bytes(NAME)), keccak256(bytes(VERSION)), block.chainid, address(this))
        );
        return keccak256(abi.encodePacked(hex"1901", domain, message));
    }

    /// @inheritdoc ICustodyLedger
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        )
    {
        return (hex"0f", NAME, VERSION, block.chainid, address(this), 0, new uint256[](0));
    }

    function _signer(uint32 organization, Signature calldata by, bytes32 digest) private view returns (uint24 signer) {
        signer = _keys[by.key].organization;
        if (signer == 0 || signer != organization) revert NotKeyOf(by.key, organization);
        _checkActive(signer);
        if (!Signatures.isBy(by.key, digest, by.signature)) revert InvalidSignature(by.key);
    }

    function _handOver(Handover calldata agreed, AssetVersion calldata item, uint24 from, uint24 to) private {
        Asset a = _activeAsset(item.asset, item.version, from);
        if (agreed.withOwnership) {
            if (a.owner() != from) revert NotOwner(item.asset, from, a.owner());
            a = a.withOwner(to);
        }
        if (from == to) revert OfferToSelf(item.asset, from);
        if (_isPast(agreed.deadline)) revert DeadlinePassed(item.asset, agreed.deadline);
        a = _store(item.asset, a.withCustodian(to));
        emit CustodyHandedOver(
            agreed.commandId, item.asset, to, from, agreed.withOwnership, a.version(), agreed.eventHash
        );
    }
}
