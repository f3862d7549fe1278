// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "../src/ICustodyLedger.sol";
import {LedgerTest} from "./LedgerTest.sol";
import {vm} from "./Vm.sol";

contract RecordTest is LedgerTest {
    /// Recording an event changes nothing but the log.
    function test_RecordEventLeavesOnlyALog() public {
        vm.expectEmit();
        emit ICustodyLedger.EventRecorded(COMMAND, CHIP, SHOP, HASH);
        vm.prank(key(SHOP));
        ledger.recordEvent(COMMAND, CHIP, HASH);
        checkAsset(CHIP, 0, 0, ICustodyLedger.Status.None, 0);
    }

    /// An error is declared with a reason and what puts it right, and changes nothing but the log.
    function test_DeclareErrorLeavesOnlyALog() public {
        vm.expectEmit();
        emit ICustodyLedger.ErrorDeclared(
            COMMAND, CHIP, SHOP, "wrong", ICustodyLedger.ErrorReason.IncorrectData, "right", HASH
        );
        declareError(ICustodyLedger.ErrorReason.IncorrectData);
        checkAsset(CHIP, 0, 0, ICustodyLedger.Status.None, 0);
    }

    function test_RevertWhen_AnErrorHasNoReason() public {
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NoReason.selector));
        declareError(ICustodyLedger.ErrorReason.None);
    }

    function declareError(ICustodyLedger.ErrorReason reason) private {
        vm.prank(key(SHOP));
        ledger.declareError(COMMAND, CHIP, "wrong", reason, "right", HASH);
    }
}
