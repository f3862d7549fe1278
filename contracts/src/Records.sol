// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "./ICustodyLedger.sol";
import {MerkleTree} from "./MerkleTree.sol";
import {Organizations} from "./Organizations.sol";

/// @title Records: what is only logged, and anchors of what is kept elsewhere
abstract contract Records is Organizations {
    /// @dev One slot.
    struct Anchor {
        uint40 time;
        uint64 size;
    }

    /// @dev By actor too: whoever copies a root from a pending transaction and comes first must not make that one fail.
    mapping(uint32 actor => mapping(bytes32 root => Anchor)) private _anchors;

    /// @inheritdoc ICustodyLedger
    function recordEvent(bytes32 commandId, bytes32 subject, bytes32 eventHash) external {
        emit EventRecorded(commandId, subject, _actor(), eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function declareError(
        bytes32 commandId,
        bytes32 subject,
        bytes32 erroneous,
        ErrorReason reason,
        bytes32 correction,
        bytes32 eventHash
    ) external {
        uint24 actor = _actor();
        if (reason == ErrorReason.None) revert NoReason();
        emit ErrorDeclared(commandId, subject, actor, erroneous, reason, correction, eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function anchor(bytes32 commandId, bytes32 root, uint64 size, bytes32 eventHash) external {
        uint24 actor = ADMINISTRATION;
        if (_keys[msg.sender].round == 0) actor = _actor();
        else if (!_agreed(commandId)) return;

        uint64 lastSize = lastAnchoredSize(actor);
        if (size <= lastSize) revert AnchorNotGrowing(actor, size, lastSize);
        if (_anchors[actor][root].size != 0) revert AnchorExists(root);

        if (actor == ADMINISTRATION) _registry.lastAnchoredSize = size;
        else _organizations[actor].lastAnchoredSize = size;
        _anchors[actor][root] = Anchor(uint40(block.timestamp), size);
        emit Anchored(commandId, root, actor, size, eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function anchorOf(uint32 actor, bytes32 root) external view returns (uint40 time, uint64 size) {
        Anchor memory a = _anchors[actor][root];
        return (a.time, a.size);
    }

    /// @inheritdoc ICustodyLedger
    function lastAnchoredSize(uint32 actor) public view returns (uint64) {
        return actor == ADMINISTRATION ? _registry.lastAnchoredSize : _organizations[actor].lastAnchoredSize;
    }

    /// @inheritdoc ICustodyLedger
    function verifyInclusion(bytes32 root, bytes32 leaf, uint64 index, uint64 size, bytes32[] calldata proof)
        external
        pure
        returns (bool)
    {
        return MerkleTree.includes(root, leaf, index, size, proof);
    }
}
