// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "../src/ICustodyLedger.sol";
import {LedgerTest} from "./LedgerTest.sol";
import {vm} from "./Vm.sol";

/// @dev Writes snapshots/CustodyLedger.json: gas of whole transactions, so that a rise shows in the diff.
contract GasTest is LedgerTest {
    function test_Gas_JoinOrganization() public {
        ledger.joinOrganization(COMMAND, key(NOBODY), "identity", HASH);
        snapshot("joinOrganization");
    }

    function test_Gas_Handover() public {
        register(MINE, CHIP, ITEM_KIND, 0);
        snapshot("register");
        offer(MINE, CHIP, 1, FAB, true);
        snapshot("offer");
        accept(FAB, CHIP, 2);
        snapshot("accept");
        offer(FAB, CHIP, 3, SHOP, true);
        vm.prank(key(SHOP));
        ledger.reject(COMMAND, CHIP, 4, HASH);
        snapshot("reject");
        offer(FAB, CHIP, 5, SHOP, true);
        vm.prank(key(FAB));
        ledger.cancel(COMMAND, CHIP, 6, HASH);
        snapshot("cancel");
    }

    function test_Gas_Bundle() public {
        bundle(24, "disaggregate24");
    }

    /// Unpacking the largest bundle takes less than half the gas that one transaction may use (EIP-7825).
    function test_Gas_LargestBundle() public {
        uint256 gas_ = bundle(512, "disaggregate512");
        check(gas_ < 2 ** 23, "fits a transaction twice");
    }

    function test_Gas_Transform() public {
        register(FAB, LOT, LOT_KIND, 1000);
        register(FAB, CHIP, ITEM_KIND, 0);
        ICustodyLedger.Input[] memory inputs = new ICustodyLedger.Input[](2);
        inputs[0] = ICustodyLedger.Input(LOT, 1, 400);
        inputs[1] = ICustodyLedger.Input(CHIP, 1, 0);
        ICustodyLedger.Output[] memory outputs = new ICustodyLedger.Output[](1);
        outputs[0] = ICustodyLedger.Output("board", ITEM_KIND, 0);
        vm.prank(key(FAB));
        ledger.transform(COMMAND, inputs, outputs, HASH);
        snapshot("transform");
    }

    function test_Gas_Certificate() public {
        vm.prank(key(MINE));
        ledger.issueCertificate(COMMAND, "certificate", 1, 1_900_000_000, HASH);
        snapshot("issueCertificate");
        vm.prank(key(MINE));
        ledger.revokeCertificate(COMMAND, "certificate", HASH);
        snapshot("revokeCertificate");
    }

    function test_Gas_Record() public {
        vm.prank(key(MINE));
        ledger.recordEvent(COMMAND, CHIP, HASH);
        snapshot("recordEvent");
    }

    function test_Gas_Anchor() public {
        ledger.anchor(COMMAND, "first", 1000, HASH);
        ledger.anchor(COMMAND, "root", 1024, HASH);
        snapshot("anchor1024");
    }

    function bundle(uint256 count, string memory name) private returns (uint256) {
        register(FAB, PALLET, UNIT_KIND, 0);
        ICustodyLedger.Child[] memory children = registerChildren(FAB, count);
        aggregate(FAB, PALLET, 1, children);
        snapshot("aggregate");
        handOver(FAB, PALLET, 2, SHOP, true);
        vm.prank(key(SHOP));
        ledger.disaggregate(COMMAND, PALLET, 4, FAB, FAB, children, HASH);
        return snapshot(name);
    }

    function snapshot(string memory name) private returns (uint256) {
        return vm.snapshotGasLastCall("CustodyLedger", name);
    }
}
