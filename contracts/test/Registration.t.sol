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
    function test_Fuzz_RegisterKeepsALotsQuantity(bytes3 measure, uint56 quantity) public {
        vm.assume(quantity > 0);
        register(MINE, LOT, LOT_KIND, amount(measure, quantity));
        check(contentOf(LOT) == amount(measure, quantity), "quantity");
    }

    /// A batch registers all of its assets, or none.
    function test_RegisterBatch() public {
        ICustodyLedger.Output[] memory batch = new ICustodyLedger.Output[](2);
        batch[0] = ICustodyLedger.Output(CHIP, ITEM_KIND, 0);
        batch[1] = ICustodyLedger.Output(LOT, LOT_KIND, kilograms(5));
        vm.expectEmit();
        emit ICustodyLedger.AssetRegistered(COMMAND, CHIP, FAB, ITEM_KIND, 0, 1, HASH);
        vm.expectEmit();
        emit ICustodyLedger.AssetRegistered(COMMAND, LOT, FAB, LOT_KIND, kilograms(5), 1, HASH);
        registerBatch(FAB, batch);
        checkAsset(LOT, FAB, FAB, ICustodyLedger.Status.Active, 1);

        batch[0].asset = PALLET;
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.AssetExists.selector, LOT));
        registerBatch(FAB, batch);
        checkAsset(PALLET, 0, 0, ICustodyLedger.Status.None, 0);
    }

    function test_RevertWhen_TheBatchIsEmpty() public {
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NothingRegistered.selector));
        registerBatch(FAB, new ICustodyLedger.Output[](0));
    }

    /// What is decommissioned is gone, with all that was left of it.
    function test_DecommissionIsFinal() public {
        register(FAB, LOT, LOT_KIND, kilograms(5));
        vm.expectEmit();
        emit ICustodyLedger.AssetDecommissioned(COMMAND, LOT, FAB, kilograms(5), 2, HASH);
        decommission(FAB, LOT, 1);
        checkAsset(LOT, FAB, FAB, ICustodyLedger.Status.Decommissioned, 2);
        check(contentOf(LOT) == 0, "nothing is left");

        bytes memory refusal =
            abi.encodeWithSelector(ICustodyLedger.NotActive.selector, LOT, ICustodyLedger.Status.Decommissioned);
        vm.expectRevert(refusal);
        decommission(FAB, LOT, 2);
        vm.expectRevert(refusal);
        offer(FAB, LOT, 2, SHOP, false);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.AssetExists.selector, LOT));
        register(FAB, LOT, LOT_KIND, 1);
    }

    /// Neither who only holds a thing nor who only owns it can decommission it, and nobody a full unit.
    function test_RevertWhen_ItIsNotOnesOwnToDecommission() public {
        register(FAB, CHIP, ITEM_KIND, 0);
        handOver(FAB, CHIP, 1, SHOP, false);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotOwner.selector, CHIP, SHOP, FAB));
        decommission(SHOP, CHIP, 3);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotCustodian.selector, CHIP, FAB, SHOP));
        decommission(FAB, CHIP, 3);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.StaleVersion.selector, CHIP, 2, 3));
        decommission(SHOP, CHIP, 2);

        register(FAB, PALLET, UNIT_KIND, 0);
        aggregate(FAB, PALLET, 1, registerChildren(FAB, 1));
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.AlreadyPacked.selector, PALLET));
        decommission(FAB, PALLET, 2);
        register(FAB, "empty", UNIT_KIND, 0);
        decommission(FAB, "empty", 1);
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
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InvalidQuantity.selector, LOT, LOT_KIND, kilograms(0)));
        register(MINE, LOT, LOT_KIND, kilograms(0));
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InvalidQuantity.selector, CHIP, ITEM_KIND, kilograms(0)));
        register(MINE, CHIP, ITEM_KIND, kilograms(0));
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
        check(uint24(slot) == MINE, "owner");
        check(uint24(slot >> 24) == MINE, "custodian");
        check(uint24(slot >> 48) == FAB, "pending");
        check(uint24(slot >> 72) == MINE, "maker");
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

    function registerBatch(uint32 actor, ICustodyLedger.Output[] memory batch) private {
        vm.prank(key(actor));
        ledger.registerBatch(COMMAND, batch, HASH);
    }

    function decommission(uint32 actor, bytes32 asset, uint24 version) private {
        vm.prank(key(actor));
        ledger.decommission(COMMAND, asset, version, HASH);
    }

    /// @dev Keys, registry, confirmations, organisations and their bits come before the assets.
    function slotOf(bytes32 asset) private pure returns (bytes32) {
        return keccak256(abi.encode(asset, uint256(5)));
    }
}
