// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "../src/ICustodyLedger.sol";
import {LedgerTest} from "./LedgerTest.sol";
import {vm} from "./Vm.sol";

contract HandoverTest is LedgerTest {
    function setUp() public override {
        super.setUp();
        register(MINE, CHIP, ITEM_KIND, 0);
    }

    /// Custody and ownership part ways: the fab holds what stays the mine's.
    function test_HandoverOfCustodyAlone() public {
        vm.expectEmit();
        emit ICustodyLedger.CustodyOffered(COMMAND, CHIP, MINE, FAB, false, 0, 2, HASH);
        offer(MINE, CHIP, 1, FAB, false);
        checkAsset(CHIP, MINE, MINE, ICustodyLedger.Status.Offered, 2);

        vm.expectEmit();
        emit ICustodyLedger.CustodyAccepted(COMMAND, CHIP, FAB, MINE, false, 3, HASH);
        accept(FAB, CHIP, 2);
        checkAsset(CHIP, MINE, FAB, ICustodyLedger.Status.Active, 3);
    }

    function test_HandoverWithOwnership() public {
        offer(MINE, CHIP, 1, FAB, true);
        checkAsset(CHIP, MINE, MINE, ICustodyLedger.Status.OfferedWithOwnership, 2);
        vm.expectEmit();
        emit ICustodyLedger.CustodyAccepted(COMMAND, CHIP, FAB, MINE, true, 3, HASH);
        accept(FAB, CHIP, 2);
        checkAsset(CHIP, FAB, FAB, ICustodyLedger.Status.Active, 3);
    }

    function test_RejectLeavesTheAssetWhereItIs() public {
        offer(MINE, CHIP, 1, FAB, true);
        vm.expectEmit();
        emit ICustodyLedger.CustodyClosed(COMMAND, CHIP, FAB, ICustodyLedger.Outcome.Rejected, 3, HASH);
        vm.prank(key(FAB));
        ledger.reject(COMMAND, CHIP, 2, HASH);
        checkAsset(CHIP, MINE, MINE, ICustodyLedger.Status.Active, 3);
    }

    function test_CancelLeavesTheAssetWhereItIs() public {
        offer(MINE, CHIP, 1, FAB, true);
        vm.expectEmit();
        emit ICustodyLedger.CustodyClosed(COMMAND, CHIP, MINE, ICustodyLedger.Outcome.Cancelled, 3, HASH);
        vm.prank(key(MINE));
        ledger.cancel(COMMAND, CHIP, 2, HASH);
        checkAsset(CHIP, MINE, MINE, ICustodyLedger.Status.Active, 3);
    }

    /// An offer holds to the last second of its deadline, and can be closed after it.
    function test_DeadlineEndsAnOffer() public {
        uint40 deadline = uint40(block.timestamp + 1 days);
        vm.prank(key(MINE));
        ledger.offer(COMMAND, CHIP, 1, FAB, false, deadline, HASH);

        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.DeadlinePassed.selector, CHIP, deadline));
        accept(FAB, CHIP, 2);
        vm.prank(key(MINE));
        ledger.cancel(COMMAND, CHIP, 2, HASH);
        checkAsset(CHIP, MINE, MINE, ICustodyLedger.Status.Active, 3);

        vm.prank(key(MINE));
        ledger.offer(COMMAND, CHIP, 3, FAB, false, deadline + 10, HASH);
        vm.warp(deadline + 10);
        accept(FAB, CHIP, 4);
        checkAsset(CHIP, MINE, FAB, ICustodyLedger.Status.Active, 5);
    }

    function test_RevertWhen_TheDeadlineOfANewOfferHasPassed() public {
        uint40 deadline = uint40(block.timestamp - 1);
        vm.prank(key(MINE));
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.DeadlinePassed.selector, CHIP, deadline));
        ledger.offer(COMMAND, CHIP, 1, FAB, false, deadline, HASH);
    }

    function test_RevertWhen_TheOfferIsNotTheCustodians() public {
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotCustodian.selector, CHIP, FAB, MINE));
        offer(FAB, CHIP, 1, SHOP, false);
    }

    /// An owner without custody cannot move its goods, and a holder cannot sell what is not its own.
    function test_RevertWhen_OwnerMovesOrHolderSells() public {
        handOver(MINE, CHIP, 1, FAB, false);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotCustodian.selector, CHIP, MINE, FAB));
        offer(MINE, CHIP, 3, SHOP, false);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotOwner.selector, CHIP, FAB, MINE));
        offer(FAB, CHIP, 3, SHOP, true);
        handOver(FAB, CHIP, 3, SHOP, false);
        checkAsset(CHIP, MINE, SHOP, ICustodyLedger.Status.Active, 5);
    }

    function test_RevertWhen_TheReceiverIsUnknownOrOneself() public {
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.UnknownOrganization.selector, NOBODY));
        offer(MINE, CHIP, 1, NOBODY, false);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.UnknownOrganization.selector, 0));
        offer(MINE, CHIP, 1, 0, false);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.OfferToSelf.selector, CHIP, MINE));
        offer(MINE, CHIP, 1, MINE, false);
    }

    function test_RevertWhen_OfferedTwice() public {
        offer(MINE, CHIP, 1, FAB, false);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotActive.selector, CHIP, ICustodyLedger.Status.Offered));
        offer(MINE, CHIP, 2, SHOP, false);
    }

    function test_RevertWhen_TheAnswerIsNotThePendingOrganisations() public {
        offer(MINE, CHIP, 1, FAB, false);
        bytes memory refusal = abi.encodeWithSelector(ICustodyLedger.NotPending.selector, CHIP, SHOP, FAB);
        vm.expectRevert(refusal);
        accept(SHOP, CHIP, 2);
        vm.prank(key(SHOP));
        vm.expectRevert(refusal);
        ledger.reject(COMMAND, CHIP, 2, HASH);
        vm.prank(key(FAB));
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotCustodian.selector, CHIP, FAB, MINE));
        ledger.cancel(COMMAND, CHIP, 2, HASH);
    }

    function test_RevertWhen_ThereIsNoOfferToAnswer() public {
        bytes memory refusal =
            abi.encodeWithSelector(ICustodyLedger.NotOffered.selector, CHIP, ICustodyLedger.Status.Active);
        vm.expectRevert(refusal);
        accept(FAB, CHIP, 1);
        vm.prank(key(FAB));
        vm.expectRevert(refusal);
        ledger.reject(COMMAND, CHIP, 1, HASH);
        vm.prank(key(MINE));
        vm.expectRevert(refusal);
        ledger.cancel(COMMAND, CHIP, 1, HASH);
    }

    /// A call with any but the current version reverts, so the same call never takes effect twice.
    function test_Fuzz_RevertWhen_TheVersionIsStale(uint24 expected) public {
        offer(MINE, CHIP, 1, FAB, false);
        vm.assume(expected != 2);
        bytes memory refusal = abi.encodeWithSelector(ICustodyLedger.StaleVersion.selector, CHIP, expected, 2);
        vm.expectRevert(refusal);
        offer(MINE, CHIP, expected, FAB, false);
        vm.expectRevert(refusal);
        accept(FAB, CHIP, expected);
        vm.prank(key(FAB));
        vm.expectRevert(refusal);
        ledger.reject(COMMAND, CHIP, expected, HASH);
        vm.prank(key(MINE));
        vm.expectRevert(refusal);
        ledger.cancel(COMMAND, CHIP, expected, HASH);
    }

    function test_RevertWhen_TheAssetIsUnknown() public {
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.UnknownAsset.selector, LOT));
        offer(MINE, LOT, 0, FAB, false);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.UnknownAsset.selector, LOT));
        accept(FAB, LOT, 0);
    }
}
