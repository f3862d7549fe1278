// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bundles} from "./Bundles.sol";
import {Certificates} from "./Certificates.sol";
import {Handovers} from "./Handovers.sol";
import {Offers} from "./Offers.sol";
import {Recalls} from "./Recalls.sol";
import {Records} from "./Records.sol";
import {Transformations} from "./Transformations.sol";

/// @title The custody ledger
/// @notice Documented at {ICustodyLedger}. Its logic cannot be changed, and nobody can move another's goods: the
/// administrators decide who takes part, and may stop everybody for a while, no more.
/// @dev An asset, a certificate, a recall, an anchor and an organisation each fill one storage slot, because a new slot is
/// what costs most. Nothing is immutable or linked, so the code on every chain has the one hash in
/// abi/CustodyLedger.json. Whoever deploys it is the one administrator until it sets others.
contract CustodyLedger is Offers, Handovers, Bundles, Transformations, Recalls, Certificates, Records {}
