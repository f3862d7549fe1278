// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Asset} from "./Asset.sol";
import {Assets} from "./Assets.sol";
import {ICustodyLedger} from "./ICustodyLedger.sol";
import {MerkleTree} from "./MerkleTree.sol";

/// @title Bundles: units that hold other assets
abstract contract Bundles is Assets {
    /// @dev Unpacking 512 children takes 6.0 million gas, 10.0 under the rules of Amsterdam, and must fit a transaction
    /// (EIP-7825: 16.8) with room for later price rises: what cannot be unpacked is lost.
    uint256 private constant MAX_CHILDREN = 512;

    /// @inheritdoc ICustodyLedger
    function aggregate(
        bytes32 commandId,
        bytes32 parent,
        uint24 expectedVersion,
        bytes32 childrenRoot,
        uint32 count,
        bytes32 eventHash
    ) external {
        uint24 actor = _actor();
        Asset unit = _activeAsset(parent, expectedVersion, actor);
        if (unit.kind() != Kind.Unit) revert InvalidKind(parent, unit.kind());
        if (unit.content() != 0) revert AlreadyPacked(parent);
        if (count == 0 || count > MAX_CHILDREN) revert InvalidCount(parent, count);

        unit = _store(parent, unit.withContent(_commitment(childrenRoot, actor, unit.owner())));
        emit Aggregated(commandId, parent, actor, childrenRoot, count, unit.version(), eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function disaggregate(
        bytes32 commandId,
        bytes32 parent,
        uint24 expectedVersion,
        uint32 packedBy,
        uint32 packedOwner,
        Child[] calldata children,
        bytes32 eventHash
    ) external {
        Asset unit = _packedUnit(parent, expectedVersion);
        if (children.length == 0 || children.length > MAX_CHILDREN) revert InvalidCount(parent, children.length);
        _checkContents(unit, parent, _childrenRoot(children), packedBy, packedOwner);

        for (uint256 i = 0; i < children.length; i++) {
            bytes32 asset = children[i].asset;
            (bool released, uint24 version) = _release(unit, parent, children[i], packedBy, packedOwner);
            if (released) {
                emit ChildReleased(commandId, asset, unit.custodian(), parent, version, eventHash);
            } else {
                emit ChildSkipped(commandId, asset, unit.custodian(), parent, version, eventHash);
            }
        }
        unit = _store(parent, unit.withContent(0));
        emit Disaggregated(commandId, parent, unit.custodian(), unit.version(), eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function release(
        bytes32 commandId,
        bytes32 parent,
        uint24 expectedVersion,
        uint32 packedBy,
        uint32 packedOwner,
        Child calldata child,
        Membership calldata membership,
        bytes32 eventHash
    ) external {
        Asset unit = _packedUnit(parent, expectedVersion);
        (bool complete, bytes32 childrenRoot) =
            MerkleTree.climb(_leaf(child), membership.index, membership.size, membership.path);
        if (!complete) revert ContentsMismatch(parent, childrenRoot);
        _checkContents(unit, parent, childrenRoot, packedBy, packedOwner);
        (bool released, uint24 version) = _release(unit, parent, child, packedBy, packedOwner);
        if (!released) revert ChildNotReleasable(parent, child.asset);
        emit ChildReleased(commandId, child.asset, unit.custodian(), parent, version, eventHash);
    }

    function _packedUnit(bytes32 parent, uint24 expectedVersion) private view returns (Asset unit) {
        unit = _activeAsset(parent, expectedVersion, _actor());
        if (unit.kind() != Kind.Unit) revert InvalidKind(parent, unit.kind());
        if (unit.content() == 0) revert NotPacked(parent);
    }

    function _checkContents(Asset unit, bytes32 parent, bytes32 childrenRoot, uint32 packedBy, uint32 packedOwner)
        private
        pure
    {
        if (_commitment(childrenRoot, packedBy, packedOwner) != unit.content()) {
            revert ContentsMismatch(parent, childrenRoot);
        }
    }

    /// @dev Nobody gets another's goods by listing them: a child is the packer's and the owner's of that time, or stays
    /// as it is. The parent's own release would be overwritten when the parent is stored.
    function _release(Asset unit, bytes32 parent, Child calldata child, uint32 packedBy, uint32 packedOwner)
        private
        returns (bool released, uint24 version)
    {
        Asset a = _assets[child.asset];
        released = a.version() == child.version && child.asset != parent && a.status() == Status.Active
            && a.custodian() == packedBy && a.owner() == packedOwner;
        if (released) a = _store(child.asset, a.withOwner(unit.owner()).withCustodian(unit.custodian()));
        version = a.version();
    }

    function _childrenRoot(Child[] calldata children) private pure returns (bytes32) {
        bytes32[] memory leaves = new bytes32[](children.length);
        for (uint256 i = 0; i < children.length; i++) {
            leaves[i] = _leaf(children[i]);
        }
        return MerkleTree.root(leaves);
    }

    function _leaf(Child calldata child) private pure returns (bytes32) {
        return MerkleTree.leafHash(abi.encodePacked(child.asset, child.version));
    }

    /// @dev 80 bits are what the slot has room for. A packer could find two lists with one commitment in 2^40 tries;
    /// both would hold only what it held itself, and the log has the full root. Nobody else's goods are within reach.
    function _commitment(bytes32 childrenRoot, uint32 packedBy, uint32 owner) private pure returns (uint80) {
        return uint80(bytes10(sha256(abi.encodePacked(childrenRoot, packedBy, owner))));
    }
}
