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

    /// Once its deadline has passed, any organisation can close an offer, so that it holds up nobody.
    function test_ExpireClosesAnOffer() public {
        vm.prank(key(MINE));
        ledger.offer(COMMAND, CHIP, 1, FAB, false, START + 60, HASH);
        vm.warp(START + 60);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotExpired.selector, CHIP, START + 60));
        expire(SHOP, 2);
        vm.warp(START + 61);
        vm.expectEmit();
        emit ICustodyLedger.CustodyClosed(COMMAND, CHIP, SHOP, ICustodyLedger.Outcome.Expired, 3, HASH);
        expire(SHOP, 2);
        checkAsset(CHIP, MINE, MINE, ICustodyLedger.Status.Active, 3);
    }

    function test_RevertWhen_ThereIsNothingToExpire() public {
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotOffered.selector, CHIP, ICustodyLedger.Status.Active));
        expire(SHOP, 1);
        offer(MINE, CHIP, 1, FAB, false);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotExpired.selector, CHIP, 0));
        expire(SHOP, 2);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.StaleVersion.selector, CHIP, 1, 2));
        expire(SHOP, 1);
    }

    /// Goods are sold where they lie: the owner offers, the buyer accepts, the holder keeps them.
    function test_OwnershipPassesWithoutCustody() public {
        handOver(MINE, CHIP, 1, FAB, false);
        vm.expectEmit();
        emit ICustodyLedger.OwnershipOffered(COMMAND, CHIP, MINE, SHOP, 0, 4, HASH);
        transferOwnership(MINE, 3, SHOP);
        checkAsset(CHIP, MINE, FAB, ICustodyLedger.Status.OwnershipOffered, 4);

        vm.expectEmit();
        emit ICustodyLedger.OwnershipTransferred(COMMAND, CHIP, SHOP, MINE, 5, HASH);
        accept(SHOP, CHIP, 4);
        checkAsset(CHIP, SHOP, FAB, ICustodyLedger.Status.Active, 5);
        handOver(FAB, CHIP, 5, SHOP, false);
        checkAsset(CHIP, SHOP, SHOP, ICustodyLedger.Status.Active, 7);
    }

    /// An offer of ownership is withdrawn by the owner, refused by the other side, or expires.
    function test_AnOfferOfOwnershipIsClosedLikeAnyOther() public {
        handOver(MINE, CHIP, 1, FAB, false);
        transferOwnership(MINE, 3, SHOP);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotOwner.selector, CHIP, FAB, MINE));
        vm.prank(key(FAB));
        ledger.cancel(COMMAND, CHIP, 4, HASH);
        vm.prank(key(MINE));
        ledger.cancel(COMMAND, CHIP, 4, HASH);
        transferOwnership(MINE, 5, SHOP);
        vm.prank(key(SHOP));
        ledger.reject(COMMAND, CHIP, 6, HASH);
        checkAsset(CHIP, MINE, FAB, ICustodyLedger.Status.Active, 7);

        vm.prank(key(MINE));
        ledger.transferOwnership(COMMAND, CHIP, 7, SHOP, START + 60, HASH);
        vm.warp(START + 61);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.DeadlinePassed.selector, CHIP, START + 60));
        accept(SHOP, CHIP, 8);
        expire(FAB, 8);
        checkAsset(CHIP, MINE, FAB, ICustodyLedger.Status.Active, 9);
    }

    /// Nobody sells what belongs to another, or twice at a time, or to itself.
    function test_RevertWhen_OwnershipIsNotOnesOwnToOffer() public {
        handOver(MINE, CHIP, 1, FAB, false);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotOwner.selector, CHIP, FAB, MINE));
        transferOwnership(FAB, 3, SHOP);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.OfferToSelf.selector, CHIP, MINE));
        transferOwnership(MINE, 3, MINE);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.UnknownOrganization.selector, NOBODY));
        transferOwnership(MINE, 3, NOBODY);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.StaleVersion.selector, CHIP, 2, 3));
        transferOwnership(MINE, 2, SHOP);
        transferOwnership(MINE, 3, SHOP);
        bytes memory refusal =
            abi.encodeWithSelector(ICustodyLedger.NotActive.selector, CHIP, ICustodyLedger.Status.OwnershipOffered);
        vm.expectRevert(refusal);
        transferOwnership(MINE, 4, SHOP);
        vm.expectRevert(refusal);
        offer(FAB, CHIP, 4, SHOP, false);
    }

    function expire(uint32 actor, uint24 version) private {
        vm.prank(key(actor));
        ledger.expire(COMMAND, CHIP, version, HASH);
    }

    function transferOwnership(uint32 actor, uint24 version, uint32 to) private {
        vm.prank(key(actor));
        ledger.transferOwnership(COMMAND, CHIP, version, to, 0, HASH);
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
