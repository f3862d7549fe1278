// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "../src/ICustodyLedger.sol";
import {LedgerTest} from "./LedgerTest.sol";
import {vm} from "./Vm.sol";

contract RecallTest is LedgerTest {
    function setUp() public override {
        super.setUp();
        register(MINE, LOT, LOT_KIND, 10);
    }

    /// Its maker recalls what is long sold and used up, and closes and opens the recall again.
    function test_TheMakerRecallsWhatItSold() public {
        handOver(MINE, LOT, 1, FAB, true);
        vm.prank(key(FAB));
        ledger.consume(COMMAND, LOT, 3, 10, HASH);

        vm.expectEmit();
        emit ICustodyLedger.RecallOpened(COMMAND, LOT, MINE, 1, HASH);
        open(MINE, LOT, 0);
        checkRecall(MINE, true, 1);
        checkAsset(LOT, FAB, FAB, ICustodyLedger.Status.Consumed, 4);

        vm.expectEmit();
        emit ICustodyLedger.RecallClosed(COMMAND, LOT, MINE, 2, HASH);
        close(MINE, 1);
        checkRecall(MINE, false, 2);
        open(MINE, LOT, 2);
        checkRecall(MINE, true, 3);
    }

    /// A recalled thing goes back the way it came, and its owner and its holder can recall it too, each for itself.
    function test_ARecallStopsNothing() public {
        handOver(MINE, LOT, 1, FAB, true);
        handOver(FAB, LOT, 3, SHOP, false);
        open(MINE, LOT, 0);
        open(FAB, LOT, 0);
        open(SHOP, LOT, 0);
        handOver(SHOP, LOT, 5, FAB, false);
        close(SHOP, 1); // which has it no longer
        checkRecall(SHOP, false, 2);
        checkRecall(FAB, true, 1);
        handOver(FAB, LOT, 7, MINE, true);
        checkAsset(LOT, MINE, MINE, ICustodyLedger.Status.Active, 9);
    }

    function test_RevertWhen_TheActorIsNoParty() public {
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotParty.selector, LOT, SHOP));
        open(SHOP, LOT, 0);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.UnknownAsset.selector, CHIP));
        open(MINE, CHIP, 0);
    }

    /// Nobody closes another's recall: each finds only its own.
    function test_RevertWhen_TheRecallIsAnothers() public {
        open(MINE, LOT, 0);
        handOver(MINE, LOT, 1, FAB, true);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InvalidRecall.selector, LOT, FAB, false));
        close(FAB, 0);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.StaleRecall.selector, LOT, FAB, 1, 0));
        close(FAB, 1);
        checkRecall(MINE, true, 1);
    }

    function test_RevertWhen_OpenedOrClosedTwice() public {
        open(MINE, LOT, 0);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.StaleRecall.selector, LOT, MINE, 0, 1));
        open(MINE, LOT, 0);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InvalidRecall.selector, LOT, MINE, true));
        open(MINE, LOT, 1);
        close(MINE, 1);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.StaleRecall.selector, LOT, MINE, 1, 2));
        close(MINE, 1);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InvalidRecall.selector, LOT, MINE, false));
        close(MINE, 2);
    }

    function open(uint32 actor, bytes32 asset, uint24 version) private {
        vm.prank(key(actor));
        ledger.openRecall(COMMAND, asset, version, HASH);
    }

    function close(uint32 actor, uint24 version) private {
        vm.prank(key(actor));
        ledger.closeRecall(COMMAND, LOT, version, HASH);
    }

    function checkRecall(uint32 actor, bool wantOpen, uint24 wantVersion) private view {
        (bool isOpen, uint24 version) = ledger.recallOf(LOT, actor);
        check(isOpen == wantOpen && version == wantVersion, "recall");
    }
}
