// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "../src/ICustodyLedger.sol";
import {LedgerTest} from "./LedgerTest.sol";
import {vm} from "./Vm.sol";

contract TransformationTest is LedgerTest {
    function setUp() public override {
        super.setUp();
        register(FAB, LOT, LOT_KIND, 1000);
        register(FAB, CHIP, ITEM_KIND, 0);
    }

    /// A board of one chip and some of a lot: the chip is gone, the rest of the lot stays, the board is the maker's.
    function test_TransformUsesUpInputsAndMakesOutputs() public {
        ICustodyLedger.Input[] memory inputs = new ICustodyLedger.Input[](2);
        inputs[0] = ICustodyLedger.Input(LOT, 1, 400);
        inputs[1] = ICustodyLedger.Input(CHIP, 1, 0);
        ICustodyLedger.Output[] memory outputs = new ICustodyLedger.Output[](1);
        outputs[0] = ICustodyLedger.Output("board", ITEM_KIND, 0);

        vm.expectEmit();
        emit ICustodyLedger.InputConsumed(COMMAND, LOT, FAB, 400, 600, 2, HASH);
        vm.expectEmit();
        emit ICustodyLedger.InputConsumed(COMMAND, CHIP, FAB, 0, 0, 2, HASH);
        vm.expectEmit();
        emit ICustodyLedger.AssetRegistered(COMMAND, "board", FAB, ITEM_KIND, 0, 1, HASH);
        vm.expectEmit();
        emit ICustodyLedger.Transformed(COMMAND, FAB, 2, 1, HASH);
        transform(FAB, inputs, outputs);

        checkAsset(LOT, FAB, FAB, ICustodyLedger.Status.Active, 2);
        check(contentOf(LOT) == 600, "rest");
        checkAsset(CHIP, FAB, FAB, ICustodyLedger.Status.Consumed, 2);
        checkAsset("board", FAB, FAB, ICustodyLedger.Status.Active, 1);
    }

    /// Whatever parts a lot is taken in, they never add up to more than it held.
    function test_Fuzz_ALotGivesNoMoreThanItHolds(uint80 quantity, uint80 first, uint80 second) public {
        vm.assume(quantity > 0 && first > 0 && second > 0 && first <= quantity);
        register(FAB, "ore", LOT_KIND, quantity);
        transform(FAB, one("ore", 1, first), new ICustodyLedger.Output[](0));

        uint80 rest = quantity - first;
        if (rest == 0) {
            checkAsset("ore", FAB, FAB, ICustodyLedger.Status.Consumed, 2);
            vm.expectRevert(
                abi.encodeWithSelector(
                    ICustodyLedger.NotActive.selector, bytes32("ore"), ICustodyLedger.Status.Consumed
                )
            );
        } else if (second > rest) {
            vm.expectRevert(
                abi.encodeWithSelector(ICustodyLedger.InsufficientQuantity.selector, bytes32("ore"), second, rest)
            );
        }
        transform(FAB, one("ore", 2, second), new ICustodyLedger.Output[](0));
        check(contentOf("ore") == (second > rest ? rest : rest - second), "rest");
    }

    function test_RevertWhen_NothingIsUsedUp() public {
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NoInputs.selector));
        transform(FAB, new ICustodyLedger.Input[](0), new ICustodyLedger.Output[](1));
    }

    function test_RevertWhen_AnInputIsAnothersOrOnOffer() public {
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotCustodian.selector, LOT, SHOP, FAB));
        transform(SHOP, one(LOT, 1, 1), new ICustodyLedger.Output[](0));
        offer(FAB, LOT, 1, SHOP, true);
        vm.expectRevert(
            abi.encodeWithSelector(ICustodyLedger.NotActive.selector, LOT, ICustodyLedger.Status.OfferedWithOwnership)
        );
        transform(FAB, one(LOT, 2, 1), new ICustodyLedger.Output[](0));
    }

    /// Who only holds a thing cannot use it up. Once its owner has passed on the ownership, it can.
    function test_RevertWhen_AnInputBelongsToAnother() public {
        handOver(FAB, LOT, 1, SHOP, false);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotOwner.selector, LOT, SHOP, FAB));
        transform(SHOP, one(LOT, 3, 1), new ICustodyLedger.Output[](0));
        checkAsset(LOT, FAB, SHOP, ICustodyLedger.Status.Active, 3);

        handOver(SHOP, LOT, 3, FAB, false);
        handOver(FAB, LOT, 5, SHOP, true);
        transform(SHOP, one(LOT, 7, 1), new ICustodyLedger.Output[](0));
        check(contentOf(LOT) == 999, "rest");
    }

    function test_RevertWhen_AnInputIsAUnit() public {
        register(FAB, PALLET, UNIT_KIND, 0);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InvalidKind.selector, PALLET, UNIT_KIND));
        transform(FAB, one(PALLET, 1, 0), new ICustodyLedger.Output[](0));
    }

    function test_RevertWhen_TheQuantityDoesNotFitTheKind() public {
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InvalidQuantity.selector, LOT, LOT_KIND, 0));
        transform(FAB, one(LOT, 1, 0), new ICustodyLedger.Output[](0));
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InvalidQuantity.selector, CHIP, ITEM_KIND, 1));
        transform(FAB, one(CHIP, 1, 1), new ICustodyLedger.Output[](0));
    }

    /// The same input twice in one transformation is stale the second time.
    function test_RevertWhen_AnInputIsListedTwice() public {
        ICustodyLedger.Input[] memory inputs = new ICustodyLedger.Input[](2);
        inputs[0] = ICustodyLedger.Input(LOT, 1, 600);
        inputs[1] = inputs[0];
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.StaleVersion.selector, LOT, 1, 2));
        transform(FAB, inputs, new ICustodyLedger.Output[](0));
    }

    /// An output that exists, or that is an input, undoes the whole transformation.
    function test_RevertWhen_AnOutputExists() public {
        ICustodyLedger.Output[] memory outputs = new ICustodyLedger.Output[](1);
        outputs[0] = ICustodyLedger.Output(CHIP, ITEM_KIND, 0);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.AssetExists.selector, CHIP));
        transform(FAB, one(CHIP, 1, 0), outputs);
        checkAsset(CHIP, FAB, FAB, ICustodyLedger.Status.Active, 1);
    }

    function one(bytes32 asset, uint24 version, uint80 quantity)
        private
        pure
        returns (ICustodyLedger.Input[] memory inputs)
    {
        inputs = new ICustodyLedger.Input[](1);
        inputs[0] = ICustodyLedger.Input(asset, version, quantity);
    }

    function transform(uint32 actor, ICustodyLedger.Input[] memory inputs, ICustodyLedger.Output[] memory outputs)
        private
    {
        vm.prank(key(actor));
        ledger.transform(COMMAND, inputs, outputs, HASH);
    }
}
