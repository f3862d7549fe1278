// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "../src/ICustodyLedger.sol";
import {LedgerTest} from "./LedgerTest.sol";
import {vm} from "./Vm.sol";

contract AnchorTest is LedgerTest {
    /// The administrator anchors as actor 0, organisations as themselves, each with a size of its own.
    function test_EachActorsTreeGrowsByItself() public {
        vm.expectEmit();
        emit ICustodyLedger.Anchored(COMMAND, "first", 0, 1024, HASH);
        ledger.anchor(COMMAND, "first", 1024, HASH);
        vm.prank(key(FAB));
        ledger.anchor(COMMAND, "fab's", 10, HASH);

        checkAnchor(0, "first", 1024, "the administrator's anchor");
        checkAnchor(FAB, "fab's", 10, "the fab's anchor");
        check(ledger.lastAnchoredSize(0) == 1024 && ledger.lastAnchoredSize(FAB) == 10, "sizes");
        check(ledger.isAdministrator(address(this)), "the administrator's key is still there");
        check(ledger.organizationOf(key(FAB)) == FAB, "the fab's key is still there");
    }

    /// An anchored tree never stays or shrinks; an empty one is none.
    function test_Fuzz_RevertWhen_TheTreeDoesNotGrow(uint64 size, uint64 next) public {
        vm.assume(size > 0 && next <= size);
        ledger.anchor(COMMAND, "first", size, HASH);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.AnchorNotGrowing.selector, 0, next, size));
        ledger.anchor(COMMAND, "second", next, HASH);
    }

    function test_RevertWhen_TheTreeIsEmpty() public {
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.AnchorNotGrowing.selector, FAB, 0, 0));
        vm.prank(key(FAB));
        ledger.anchor(COMMAND, "root", 0, HASH);
    }

    /// An actor's first anchor of a root stands; it cannot put another size or time on it.
    function test_RevertWhen_TheActorAnchoredTheRoot() public {
        ledger.anchor(COMMAND, "root", 5, HASH);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.AnchorExists.selector, bytes32("root")));
        ledger.anchor(COMMAND, "root", 9, HASH);
    }

    /// A member that copies the administrator's pending anchor and comes first gets one of its own: it neither blocks
    /// the administrator's nor puts its name, size or time on it.
    function test_ACopiedRootBlocksNobody() public {
        vm.prank(key(FAB));
        ledger.anchor(COMMAND, "root", 9, HASH);
        (uint40 time, uint64 size) = ledger.anchorOf(0, "root");
        check(time == 0 && size == 0, "the administrator has no anchor yet");

        vm.warp(START + 12);
        ledger.anchor(COMMAND, "root", 5, HASH);
        checkAnchor(0, "root", 5, "the administrator's anchor");
        (time, size) = ledger.anchorOf(FAB, "root");
        check(time == START && size == 9, "the copy");
        check(ledger.lastAnchoredSize(0) == 5 && ledger.lastAnchoredSize(FAB) == 9, "sizes");
    }

    function checkAnchor(uint32 actor, bytes32 root, uint64 wantSize, string memory what) private view {
        (uint40 time, uint64 size) = ledger.anchorOf(actor, root);
        check(time == block.timestamp && size == wantSize, what);
    }
}
