// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Asset} from "./Asset.sol";
import {Assets} from "./Assets.sol";
import {ICustodyLedger} from "./ICustodyLedger.sol";

/// @title Recalls: warnings of assets, and of all that was made from them
abstract contract Recalls is Assets {
    /// @dev One slot for each organisation's recall of an asset. `version` counts its openings and closings.
    struct Recall {
        bool open;
        uint24 version;
    }

    mapping(bytes32 asset => mapping(uint32 actor => Recall)) private _recalls;

    /// @inheritdoc ICustodyLedger
    function openRecall(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) external {
        uint24 actor = _actor();
        Asset a = _assets[asset];
        if (a.status() == Status.None) revert UnknownAsset(asset);
        if (a.maker() != actor && a.owner() != actor && a.custodian() != actor) revert NotParty(asset, actor);
        uint24 version = _change(asset, actor, expectedVersion, true);
        emit RecallOpened(commandId, asset, actor, version, eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function closeRecall(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) external {
        uint24 actor = _actor();
        uint24 version = _change(asset, actor, expectedVersion, false);
        emit RecallClosed(commandId, asset, actor, version, eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function recallOf(bytes32 asset, uint32 organization) external view returns (bool open, uint24 version) {
        Recall memory r = _recalls[asset][organization];
        return (r.open, r.version);
    }

    function _change(bytes32 asset, uint24 actor, uint24 expectedVersion, bool open) private returns (uint24 version) {
        Recall memory r = _recalls[asset][actor];
        if (r.version != expectedVersion) revert StaleRecall(asset, actor, expectedVersion, r.version);
        if (r.open == open) revert InvalidRecall(asset, actor, r.open);
        version = r.version + 1;
        _recalls[asset][actor] = Recall(open, version);
    }
}
