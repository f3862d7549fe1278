// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Amounts} from "./Amounts.sol";
import {Asset, AssetFields} from "./Asset.sol";
import {ICustodyLedger} from "./ICustodyLedger.sol";
import {Organizations} from "./Organizations.sol";

/// @title Assets: how they come into being, and what each call about one must check
abstract contract Assets is Organizations {
    mapping(bytes32 key => Asset) internal _assets;

    /// @inheritdoc ICustodyLedger
    function register(bytes32 commandId, bytes32 asset, Kind kind, uint80 quantity, bytes32 eventHash) external {
        _register(commandId, asset, kind, quantity, eventHash, _actor());
    }

    /// @inheritdoc ICustodyLedger
    function registerBatch(bytes32 commandId, Output[] calldata assets, bytes32 eventHash) external {
        uint24 actor = _actor();
        if (assets.length == 0) revert NothingRegistered();
        _registerAll(commandId, assets, eventHash, actor);
    }

    /// @inheritdoc ICustodyLedger
    function decommission(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) external {
        uint24 actor = _actor();
        Asset a = _ownAsset(asset, expectedVersion, actor);
        if (a.kind() == Kind.Unit && a.content() != 0) revert AlreadyPacked(asset);
        uint80 rest = a.content();
        a = _store(asset, a.withStatus(Status.Decommissioned).withContent(0));
        emit AssetDecommissioned(commandId, asset, actor, rest, a.version(), eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function assetOf(bytes32 asset)
        external
        view
        returns (
            uint32 owner,
            uint32 custodian,
            uint32 pending,
            Status status,
            Kind kind,
            uint24 version,
            uint40 deadline,
            uint80 content,
            uint32 maker
        )
    {
        Asset a = _assets[asset];
        return (
            a.owner(),
            a.custodian(),
            a.pending(),
            a.status(),
            a.kind(),
            a.version(),
            a.deadline(),
            a.content(),
            a.maker()
        );
    }

    function _asset(bytes32 asset, uint24 expectedVersion) internal view returns (Asset a) {
        a = _assets[asset];
        if (a.status() == Status.None) revert UnknownAsset(asset);
        if (a.version() != expectedVersion) revert StaleVersion(asset, expectedVersion, a.version());
    }

    /// @dev An active asset that the actor holds.
    function _activeAsset(bytes32 asset, uint24 expectedVersion, uint24 actor) internal view returns (Asset a) {
        a = _asset(asset, expectedVersion);
        if (a.custodian() != actor) revert NotCustodian(asset, actor, a.custodian());
        if (a.status() != Status.Active) revert NotActive(asset, a.status());
    }

    /// @dev An active asset that the actor holds and owns.
    function _ownAsset(bytes32 asset, uint24 expectedVersion, uint24 actor) internal view returns (Asset a) {
        a = _activeAsset(asset, expectedVersion, actor);
        if (a.owner() != actor) revert NotOwner(asset, actor, a.owner());
    }

    /// @dev A block's time may be some seconds off; deadlines are hours or days.
    function _isPast(uint40 deadline) internal view returns (bool) {
        // forge-lint: disable-next-line(block-timestamp)
        return deadline != 0 && block.timestamp > deadline;
    }

    function _registerAll(bytes32 commandId, Output[] calldata assets, bytes32 eventHash, uint24 actor) internal {
        for (uint256 i = 0; i < assets.length; i++) {
            _register(commandId, assets[i].asset, assets[i].kind, assets[i].quantity, eventHash, actor);
        }
    }

    function _store(bytes32 asset, Asset a) internal returns (Asset) {
        return _assets[asset] = a.next();
    }

    function _register(bytes32 commandId, bytes32 asset, Kind kind, uint80 quantity, bytes32 eventHash, uint24 actor)
        private
    {
        if (kind == Kind.None) revert InvalidKind(asset, kind);
        if (kind == Kind.Lot ? Amounts.quantity(quantity) == 0 : quantity != 0) {
            revert InvalidQuantity(asset, kind, quantity);
        }
        if (_assets[asset].status() != Status.None) revert AssetExists(asset);
        _assets[asset] = AssetFields.make(actor, kind, quantity);
        emit AssetRegistered(commandId, asset, actor, kind, quantity, 1, eventHash);
    }
}
