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
    function test_Fuzz_ALotGivesNoMoreThanItHolds(uint56 quantity, uint56 first, uint56 second) public {
        vm.assume(quantity > 0 && first > 0 && second > 0 && first <= quantity);
        register(FAB, "ore", LOT_KIND, quantity);
        transform(FAB, one("ore", 1, first), new ICustodyLedger.Output[](0));

        uint56 rest = quantity - first;
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

    /// What goes into a balanced transformation comes out or is lost, and the model says how claims pass on.
    function test_Fuzz_ABalanceHolds(uint56 first, uint56 second, uint56 out) public {
        vm.assume(first > 0 && second > 0 && out > 0);
        uint256 sum = uint256(first) + second;
        vm.assume(out <= sum && sum - out <= type(uint56).max);
        ICustodyLedger.Input[] memory inputs = twoOres(first, second);
        ICustodyLedger.Output[] memory outputs = oneLot(kilograms(out));
        uint56 loss = uint56(sum - out);

        if (loss < type(uint56).max) {
            vm.expectRevert(
                abi.encodeWithSelector(ICustodyLedger.Unbalanced.selector, bytes3("KGM"), sum, out, loss + 1)
            );
            balance(inputs, outputs, kilograms(loss + 1));
        }
        vm.expectEmit();
        emit ICustodyLedger.MassBalanced(COMMAND, FAB, ICustodyLedger.Model.MassBalance, "KGM", sum, out, loss, HASH);
        balance(inputs, outputs, kilograms(loss));
        check(contentOf("metal") == kilograms(out), "what came out");
        checkAsset("ore", FAB, FAB, ICustodyLedger.Status.Consumed, 2);
    }

    /// What is measured otherwise, or counted, goes in and comes out beside the balance.
    function test_OtherMeasuresAreNotBalanced() public {
        ICustodyLedger.Input[] memory inputs = new ICustodyLedger.Input[](3);
        register(FAB, "ore", LOT_KIND, kilograms(10));
        register(FAB, "acid", LOT_KIND, amount("LTR", 7));
        inputs[0] = ICustodyLedger.Input("ore", 1, kilograms(10));
        inputs[1] = ICustodyLedger.Input("acid", 1, amount("LTR", 7));
        inputs[2] = ICustodyLedger.Input(CHIP, 1, 0);
        ICustodyLedger.Output[] memory outputs = new ICustodyLedger.Output[](2);
        outputs[0] = ICustodyLedger.Output("metal", LOT_KIND, kilograms(10));
        outputs[1] = ICustodyLedger.Output("screws", LOT_KIND, amount("H87", 300));
        balance(inputs, outputs, kilograms(0));
        check(contentOf("screws") == amount("H87", 300), "screws");
    }

    /// More than went in cannot come out.
    function test_RevertWhen_MoreComesOutThanWentIn() public {
        ICustodyLedger.Input[] memory inputs = twoOres(1, 2);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.Unbalanced.selector, bytes3("KGM"), 3, 4, 0));
        balance(inputs, oneLot(kilograms(4)), kilograms(0));
    }

    /// A balance in no measure, or in one that nothing came in with, would prove nothing.
    function test_RevertWhen_ThereIsNothingToBalance() public {
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NothingToBalance.selector, bytes3(0)));
        balance(one(LOT, 1, 5), oneLot(5), 0);
        ICustodyLedger.Input[] memory inputs = twoOres(1, 2);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NothingToBalance.selector, bytes3("LTR")));
        balance(inputs, oneLot(kilograms(3)), amount("LTR", 0));
    }

    function test_RevertWhen_ThereIsNoModel() public {
        vm.prank(key(FAB));
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NoModel.selector));
        ledger.transformBalanced(COMMAND, one(LOT, 1, 5), oneLot(5), kilograms(0), ICustodyLedger.Model.None, HASH);
    }

    /// A lot is used up in its own measure only.
    function test_RevertWhen_TheMeasureIsAnother() public {
        register(FAB, "ore", LOT_KIND, kilograms(10));
        vm.expectRevert(
            abi.encodeWithSelector(ICustodyLedger.OtherMeasure.selector, bytes32("ore"), bytes3(0), bytes3("KGM"))
        );
        transform(FAB, one("ore", 1, 1), new ICustodyLedger.Output[](0));
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.OtherMeasure.selector, LOT, bytes3("KGM"), bytes3(0)));
        transform(FAB, one(LOT, 1, kilograms(1)), new ICustodyLedger.Output[](0));
        transform(FAB, one("ore", 1, kilograms(4)), new ICustodyLedger.Output[](0));
        check(contentOf("ore") == kilograms(6), "rest");
    }

    /// Something is used up for what nobody records.
    function test_Consume() public {
        vm.expectEmit();
        emit ICustodyLedger.InputConsumed(COMMAND, LOT, FAB, 300, 700, 2, HASH);
        consume(LOT, 1, 300);
        consume(CHIP, 1, 0);
        checkAsset(CHIP, FAB, FAB, ICustodyLedger.Status.Consumed, 2);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InsufficientQuantity.selector, LOT, 701, 700));
        consume(LOT, 2, 701);
        consume(LOT, 2, 700);
        checkAsset(LOT, FAB, FAB, ICustodyLedger.Status.Consumed, 3);
    }

    function consume(bytes32 asset, uint24 version, uint80 quantity) private {
        vm.prank(key(FAB));
        ledger.consume(COMMAND, asset, version, quantity, HASH);
    }

    function balance(ICustodyLedger.Input[] memory inputs, ICustodyLedger.Output[] memory outputs, uint80 loss)
        private
    {
        vm.prank(key(FAB));
        ledger.transformBalanced(COMMAND, inputs, outputs, loss, ICustodyLedger.Model.MassBalance, HASH);
    }

    /// @dev Two lots in kilograms, to be used up whole.
    function twoOres(uint56 first, uint56 second) private returns (ICustodyLedger.Input[] memory inputs) {
        register(FAB, "ore", LOT_KIND, kilograms(first));
        register(FAB, "scrap", LOT_KIND, kilograms(second));
        inputs = new ICustodyLedger.Input[](2);
        inputs[0] = ICustodyLedger.Input("ore", 1, kilograms(first));
        inputs[1] = ICustodyLedger.Input("scrap", 1, kilograms(second));
    }

    function oneLot(uint80 quantity) private pure returns (ICustodyLedger.Output[] memory outputs) {
        outputs = new ICustodyLedger.Output[](1);
        outputs[0] = ICustodyLedger.Output("metal", LOT_KIND, quantity);
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
