// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Asset} from "./Asset.sol";
import {Assets} from "./Assets.sol";
import {ICustodyLedger} from "./ICustodyLedger.sol";

/// @title Handovers in two steps: one side offers, the other accepts
abstract contract Offers is Assets {
    /// @inheritdoc ICustodyLedger
    function offer(
        bytes32 commandId,
        bytes32 asset,
        uint24 expectedVersion,
        uint32 to,
        bool withOwnership,
        uint40 deadline,
        bytes32 eventHash
    ) external {
        uint24 actor = _actor();
        Asset a = _activeAsset(asset, expectedVersion, actor);
        if (withOwnership && a.owner() != actor) revert NotOwner(asset, actor, a.owner());
        Status offered = withOwnership ? Status.OfferedWithOwnership : Status.Offered;
        a = _open(asset, a.withStatus(offered), actor, to, deadline);
        emit CustodyOffered(commandId, asset, actor, to, withOwnership, deadline, a.version(), eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function transferOwnership(
        bytes32 commandId,
        bytes32 asset,
        uint24 expectedVersion,
        uint32 to,
        uint40 deadline,
        bytes32 eventHash
    ) external {
        uint24 actor = _actor();
        Asset a = _asset(asset, expectedVersion);
        if (a.owner() != actor) revert NotOwner(asset, actor, a.owner());
        if (a.status() != Status.Active) revert NotActive(asset, a.status());
        a = _open(asset, a.withStatus(Status.OwnershipOffered), actor, to, deadline);
        emit OwnershipOffered(commandId, asset, actor, to, deadline, a.version(), eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function accept(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) external {
        uint24 actor = _actor();
        Asset a = _offeredAsset(asset, expectedVersion);
        if (a.pending() != actor) revert NotPending(asset, actor, a.pending());
        if (_isPast(a.deadline())) revert DeadlinePassed(asset, a.deadline());

        Status offered = a.status();
        (uint24 owner, uint24 custodian) = (a.owner(), a.custodian());
        if (offered != Status.Offered) a = a.withOwner(actor);
        if (offered != Status.OwnershipOffered) a = a.withCustodian(actor);
        a = _close(asset, a);
        if (offered == Status.OwnershipOffered) {
            emit OwnershipTransferred(commandId, asset, actor, owner, a.version(), eventHash);
        } else {
            bool withOwnership = offered == Status.OfferedWithOwnership;
            emit CustodyAccepted(commandId, asset, actor, custodian, withOwnership, a.version(), eventHash);
        }
    }

    /// @inheritdoc ICustodyLedger
    function reject(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) external {
        uint24 actor = _actor();
        Asset a = _offeredAsset(asset, expectedVersion);
        if (a.pending() != actor) revert NotPending(asset, actor, a.pending());
        a = _close(asset, a);
        emit CustodyClosed(commandId, asset, actor, Outcome.Rejected, a.version(), eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function cancel(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) external {
        uint24 actor = _actor();
        Asset a = _offeredAsset(asset, expectedVersion);
        if (a.status() == Status.OwnershipOffered) {
            if (a.owner() != actor) revert NotOwner(asset, actor, a.owner());
        } else {
            if (a.custodian() != actor) revert NotCustodian(asset, actor, a.custodian());
        }
        a = _close(asset, a);
        emit CustodyClosed(commandId, asset, actor, Outcome.Cancelled, a.version(), eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function expire(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) external {
        uint24 actor = _actor();
        Asset a = _offeredAsset(asset, expectedVersion);
        if (!_isPast(a.deadline())) revert NotExpired(asset, a.deadline());
        a = _close(asset, a);
        emit CustodyClosed(commandId, asset, actor, Outcome.Expired, a.version(), eventHash);
    }

    function _offeredAsset(bytes32 asset, uint24 expectedVersion) private view returns (Asset a) {
        a = _asset(asset, expectedVersion);
        Status s = a.status();
        if (s != Status.Offered && s != Status.OfferedWithOwnership && s != Status.OwnershipOffered) {
            revert NotOffered(asset, s);
        }
    }

    function _open(bytes32 asset, Asset a, uint24 actor, uint32 to, uint40 deadline) private returns (Asset) {
        if (to == actor) revert OfferToSelf(asset, actor);
        uint24 pending = _receiver(to);
        if (_isPast(deadline)) revert DeadlinePassed(asset, deadline);
        return _store(asset, a.withPending(pending).withDeadline(deadline));
    }

    function _close(bytes32 asset, Asset a) private returns (Asset) {
        return _store(asset, a.withStatus(Status.Active).withPending(0).withDeadline(0));
    }
}
