// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "../src/ICustodyLedger.sol";
import {LedgerTest} from "./LedgerTest.sol";
import {vm} from "./Vm.sol";

contract RegistrationTest is LedgerTest {
    /// A new asset is its registrar's, active and at version 1.
    function test_RegisterGivesCustodyAndOwnership() public {
        vm.expectEmit();
        emit ICustodyLedger.AssetRegistered(COMMAND, CHIP, FAB, ITEM_KIND, 0, 1, HASH);
        register(FAB, CHIP, ITEM_KIND, 0);
        checkAsset(CHIP, FAB, FAB, ICustodyLedger.Status.Active, 1);
    }

    /// A lot keeps its quantity, whatever it is.
    function test_Fuzz_RegisterKeepsALotsQuantity(uint80 quantity) public {
        vm.assume(quantity > 0);
        register(MINE, LOT, LOT_KIND, quantity);
        check(contentOf(LOT) == quantity, "quantity");
    }

    function test_RevertWhen_TheAssetExists() public {
        register(MINE, CHIP, ITEM_KIND, 0);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.AssetExists.selector, CHIP));
        register(FAB, CHIP, ITEM_KIND, 0);
    }

    function test_RevertWhen_ItHasNoKind() public {
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InvalidKind.selector, CHIP, ICustodyLedger.Kind.None));
        register(MINE, CHIP, ICustodyLedger.Kind.None, 0);
    }

    function test_RevertWhen_ALotHasNoQuantityOrAnotherHasOne() public {
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InvalidQuantity.selector, LOT, LOT_KIND, 0));
        register(MINE, LOT, LOT_KIND, 0);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InvalidQuantity.selector, CHIP, ITEM_KIND, 1));
        register(MINE, CHIP, ITEM_KIND, 1);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InvalidQuantity.selector, PALLET, UNIT_KIND, 1));
        register(MINE, PALLET, UNIT_KIND, 1);
    }

    /// An asset fills exactly one slot, in this order of fields.
    function test_AssetIsOneSlot() public {
        register(MINE, LOT, LOT_KIND, 0xabcdef);
        vm.prank(key(MINE));
        ledger.offer(COMMAND, LOT, 1, FAB, true, 1_800_000_000, HASH);
        uint256 slot = uint256(vm.load(address(ledger), slotOf(LOT)));
        check(uint32(slot) == MINE, "owner");
        check(uint32(slot >> 32) == MINE, "custodian");
        check(uint32(slot >> 64) == FAB, "pending");
        check(uint8(slot >> 96) == uint8(ICustodyLedger.Status.OfferedWithOwnership), "status");
        check(uint8(slot >> 104) == uint8(LOT_KIND), "kind");
        check(uint24(slot >> 112) == 2, "version");
        check(uint40(slot >> 136) == 1_800_000_000, "deadline");
        check(slot >> 176 == 0xabcdef, "content");
    }

    /// An asset whose versions are used up changes no more; it does not start again at 0.
    function test_RevertWhen_VersionsAreUsedUp() public {
        register(MINE, CHIP, ITEM_KIND, 0);
        uint256 slot = uint256(vm.load(address(ledger), slotOf(CHIP)));
        vm.store(address(ledger), slotOf(CHIP), bytes32(slot | (uint256(type(uint24).max) << 112)));
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x11));
        offer(MINE, CHIP, type(uint24).max, FAB, false);
    }

    /// Recording an event changes nothing but the log.
    function test_RecordEventLeavesOnlyALog() public {
        vm.expectEmit();
        emit ICustodyLedger.EventRecorded(COMMAND, CHIP, SHOP, HASH);
        vm.prank(key(SHOP));
        ledger.recordEvent(COMMAND, CHIP, HASH);
        checkAsset(CHIP, 0, 0, ICustodyLedger.Status.None, 0);
    }

    /// @dev Assets are the third mapping of the contract.
    function slotOf(bytes32 asset) private pure returns (bytes32) {
        return keccak256(abi.encode(asset, uint256(2)));
    }
}
