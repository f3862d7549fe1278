// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "./ICustodyLedger.sol";

/// @dev All that is kept of an asset, as it lies in its slot. From the lowest bit up: owner 24, custodian 24, pending 24,
/// maker 24, status 8, kind 8, version 24, deadline 40, content 80. A struct of the same fields would be taken apart and
/// put together again at each call, for two thousand gas more.
type Asset is uint256;

using AssetFields for Asset global;

/// @title The fields of an asset's slot
/// @notice What begins with `with` gives an asset that differs in that field alone. `content` is the rest of a lot, or
/// what commits to a bundle.
library AssetFields {
    uint256 private constant CUSTODIAN = 24;
    uint256 private constant PENDING = 48;
    uint256 private constant MAKER = 72;
    uint256 private constant STATUS = 96;
    uint256 private constant KIND = 104;
    uint256 private constant VERSION = 112;
    uint256 private constant DEADLINE = 136;
    uint256 private constant CONTENT = 176;

    /// @notice A new asset, active and at version 1, of an organisation that made, owns and holds it.
    function make(uint24 maker_, ICustodyLedger.Kind kind_, uint80 content_) internal pure returns (Asset) {
        uint256 number = maker_;
        return Asset.wrap(
            number | (number << CUSTODIAN) | (number << MAKER) | (uint256(ICustodyLedger.Status.Active) << STATUS)
                | (uint256(kind_) << KIND) | (1 << VERSION) | (uint256(content_) << CONTENT)
        );
    }

    // The casts cut off what belongs to other fields.
    // forge-lint: disable-start(unsafe-typecast)

    function owner(Asset a) internal pure returns (uint24) {
        return uint24(Asset.unwrap(a));
    }

    function custodian(Asset a) internal pure returns (uint24) {
        return uint24(Asset.unwrap(a) >> CUSTODIAN);
    }

    function pending(Asset a) internal pure returns (uint24) {
        return uint24(Asset.unwrap(a) >> PENDING);
    }

    function maker(Asset a) internal pure returns (uint24) {
        return uint24(Asset.unwrap(a) >> MAKER);
    }

    function status(Asset a) internal pure returns (ICustodyLedger.Status) {
        return ICustodyLedger.Status(uint8(Asset.unwrap(a) >> STATUS));
    }

    function kind(Asset a) internal pure returns (ICustodyLedger.Kind) {
        return ICustodyLedger.Kind(uint8(Asset.unwrap(a) >> KIND));
    }

    function version(Asset a) internal pure returns (uint24) {
        return uint24(Asset.unwrap(a) >> VERSION);
    }

    function deadline(Asset a) internal pure returns (uint40) {
        return uint40(Asset.unwrap(a) >> DEADLINE);
    }

    function content(Asset a) internal pure returns (uint80) {
        return uint80(Asset.unwrap(a) >> CONTENT);
    }

    // forge-lint: disable-end(unsafe-typecast)

    function withOwner(Asset a, uint24 value) internal pure returns (Asset) {
        return _with(a, 0, type(uint24).max, value);
    }

    function withCustodian(Asset a, uint24 value) internal pure returns (Asset) {
        return _with(a, CUSTODIAN, type(uint24).max, value);
    }

    function withPending(Asset a, uint24 value) internal pure returns (Asset) {
        return _with(a, PENDING, type(uint24).max, value);
    }

    function withStatus(Asset a, ICustodyLedger.Status value) internal pure returns (Asset) {
        return _with(a, STATUS, type(uint8).max, uint256(value));
    }

    function withDeadline(Asset a, uint40 value) internal pure returns (Asset) {
        return _with(a, DEADLINE, type(uint40).max, value);
    }

    function withContent(Asset a, uint80 value) internal pure returns (Asset) {
        return _with(a, CONTENT, type(uint80).max, value);
    }

    /// @notice The asset at its next version.
    /// @dev Checked arithmetic ends the life of an asset after 2^24 - 1 changes rather than start its versions anew.
    function next(Asset a) internal pure returns (Asset) {
        return _with(a, VERSION, type(uint24).max, a.version() + 1);
    }

    function _with(Asset a, uint256 shift, uint256 mask, uint256 value) private pure returns (Asset) {
        return Asset.wrap((Asset.unwrap(a) & ~(mask << shift)) | (value << shift));
    }
}
