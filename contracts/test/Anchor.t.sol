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

        (uint40 time, uint64 size, uint32 actor) = ledger.anchorOf("first");
        check(time == block.timestamp && size == 1024 && actor == 0, "the administrator's anchor");
        (, size, actor) = ledger.anchorOf("fab's");
        check(size == 10 && actor == FAB, "the fab's anchor");
        check(ledger.lastAnchoredSize(0) == 1024 && ledger.lastAnchoredSize(FAB) == 10, "sizes");
        check(ledger.administrator() == address(this), "the administrator's key is still there");
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

    /// The first anchor of a root stands; nobody can put another name or time on it.
    function test_RevertWhen_TheRootIsAnchored() public {
        ledger.anchor(COMMAND, "root", 5, HASH);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.AnchorExists.selector, bytes32("root")));
        vm.prank(key(FAB));
        ledger.anchor(COMMAND, "root", 9, HASH);
    }
}
