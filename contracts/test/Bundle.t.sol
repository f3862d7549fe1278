// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "../src/ICustodyLedger.sol";
import {LedgerTest} from "./LedgerTest.sol";
import {vm} from "./Vm.sol";

contract BundleTest is LedgerTest {
    function setUp() public override {
        super.setUp();
        register(FAB, PALLET, UNIT_KIND, 0);
    }

    /// Packing touches the parent alone, and its slot keeps a commitment to root, packer and owner.
    function test_AggregateCommitsToTheChildren() public {
        ICustodyLedger.Child[] memory children = registerChildren(FAB, 3);
        bytes32 root = rootOf(children);
        vm.expectEmit();
        emit ICustodyLedger.Aggregated(COMMAND, PALLET, FAB, root, 3, 2, HASH);
        aggregate(FAB, PALLET, 1, children);

        checkAsset(PALLET, FAB, FAB, ICustodyLedger.Status.Active, 2);
        checkAsset(children[0].asset, FAB, FAB, ICustodyLedger.Status.Active, 1);
        bytes32 sum = sha256(abi.encodePacked(root, uint32(FAB), uint32(FAB)));
        check(contentOf(PALLET) == uint80(uint256(sum) >> 176), "commitment");
    }

    /// Children follow the parent through a handover and get its holder and owner when they come out.
    function test_Fuzz_ChildrenFollowTheParent(uint8 size, bool withOwnership) public {
        uint256 count = 1 + size % 40;
        ICustodyLedger.Child[] memory children = registerChildren(FAB, count);
        aggregate(FAB, PALLET, 1, children);
        handOver(FAB, PALLET, 2, SHOP, withOwnership);

        vm.expectEmit();
        emit ICustodyLedger.ChildReleased(COMMAND, children[0].asset, SHOP, PALLET, 2, HASH);
        disaggregate(SHOP, 4, FAB, FAB, children);

        uint32 owner = withOwnership ? SHOP : FAB;
        for (uint256 i = 0; i < count; i++) {
            checkAsset(children[i].asset, owner, SHOP, ICustodyLedger.Status.Active, 2);
        }
        checkAsset(PALLET, owner, SHOP, ICustodyLedger.Status.Active, 5);
        check(contentOf(PALLET) == 0, "empty");
    }

    /// A unit that holds a bundle is a child like any other, and its own bundle stays whole.
    function test_BundlesNest() public {
        bytes32 tray = "tray";
        register(FAB, tray, UNIT_KIND, 0);
        ICustodyLedger.Child[] memory chips = registerChildren(FAB, 2);
        aggregate(FAB, tray, 1, chips);
        ICustodyLedger.Child[] memory trays = new ICustodyLedger.Child[](1);
        trays[0] = ICustodyLedger.Child(tray, 2);
        aggregate(FAB, PALLET, 1, trays);
        handOver(FAB, PALLET, 2, SHOP, true);

        disaggregate(SHOP, 4, FAB, FAB, trays);
        checkAsset(tray, SHOP, SHOP, ICustodyLedger.Status.Active, 3);
        vm.prank(key(SHOP));
        ledger.disaggregate(COMMAND, tray, 3, FAB, FAB, chips, HASH);
        checkAsset(chips[1].asset, SHOP, SHOP, ICustodyLedger.Status.Active, 2);
    }

    function test_RevertWhen_TheParentIsNoUnit() public {
        register(FAB, CHIP, ITEM_KIND, 0);
        bytes memory refusal = abi.encodeWithSelector(ICustodyLedger.InvalidKind.selector, CHIP, ITEM_KIND);
        vm.expectRevert(refusal);
        vm.prank(key(FAB));
        ledger.aggregate(COMMAND, CHIP, 1, "root", 1, HASH);
        vm.expectRevert(refusal);
        vm.prank(key(FAB));
        ledger.disaggregate(COMMAND, CHIP, 1, FAB, FAB, new ICustodyLedger.Child[](1), HASH);
    }

    function test_RevertWhen_TheParentIsNotHeldOrNotActive() public {
        ICustodyLedger.Child[] memory children = registerChildren(FAB, 2);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotCustodian.selector, PALLET, SHOP, FAB));
        aggregateAny(SHOP, 1);
        aggregate(FAB, PALLET, 1, children);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotCustodian.selector, PALLET, SHOP, FAB));
        disaggregate(SHOP, 2, FAB, FAB, children);

        offer(FAB, PALLET, 2, SHOP, false);
        bytes memory refusal =
            abi.encodeWithSelector(ICustodyLedger.NotActive.selector, PALLET, ICustodyLedger.Status.Offered);
        vm.expectRevert(refusal);
        aggregateAny(FAB, 3);
        vm.expectRevert(refusal);
        disaggregate(FAB, 3, FAB, FAB, children);
    }

    function test_RevertWhen_PackedTwiceOrUnpackedTwice() public {
        ICustodyLedger.Child[] memory children = registerChildren(FAB, 2);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotPacked.selector, PALLET));
        disaggregate(FAB, 1, FAB, FAB, children);
        aggregate(FAB, PALLET, 1, children);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.AlreadyPacked.selector, PALLET));
        aggregateAny(FAB, 2);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.StaleVersion.selector, PALLET, 1, 2));
        aggregateAny(FAB, 1);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.StaleVersion.selector, PALLET, 1, 2));
        disaggregate(FAB, 1, FAB, FAB, children);
    }

    function test_RevertWhen_TheCountIsOutOfBounds() public {
        for (uint32 count = 0; count <= 513; count += 513) {
            vm.prank(key(FAB));
            vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InvalidCount.selector, PALLET, count));
            ledger.aggregate(COMMAND, PALLET, 1, "root", count, HASH);
        }
        aggregate(FAB, PALLET, 1, registerChildren(FAB, 1));
        for (uint256 count = 0; count <= 513; count += 513) {
            vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InvalidCount.selector, PALLET, count));
            disaggregate(FAB, 2, FAB, FAB, new ICustodyLedger.Child[](count));
        }
    }

    /// Other children, another order, another packer or another owner than at packing do not fit the commitment.
    function test_RevertWhen_TheContentsAreOthers() public {
        ICustodyLedger.Child[] memory children = registerChildren(FAB, 2);
        aggregate(FAB, PALLET, 1, children);
        bytes memory refusal =
            abi.encodeWithSelector(ICustodyLedger.ContentsMismatch.selector, PALLET, rootOf(children));
        vm.expectRevert(refusal);
        disaggregate(FAB, 2, SHOP, FAB, children);
        vm.expectRevert(refusal);
        disaggregate(FAB, 2, FAB, SHOP, children);

        (children[0], children[1]) = (children[1], children[0]);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.ContentsMismatch.selector, PALLET, rootOf(children)));
        disaggregate(FAB, 2, FAB, FAB, children);
    }

    /// A child that was moved although it was packed keeps the bundle shut.
    function test_RevertWhen_AChildChangedAfterPacking() public {
        ICustodyLedger.Child[] memory children = registerChildren(FAB, 2);
        aggregate(FAB, PALLET, 1, children);
        offer(FAB, children[1].asset, 1, SHOP, false);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.StaleVersion.selector, children[1].asset, 1, 2));
        disaggregate(FAB, 2, FAB, FAB, children);
    }

    /// Nobody gets another's goods by listing them as children.
    function test_RevertWhen_AChildWasNotThePackers() public {
        ICustodyLedger.Child[] memory children = registerChildren(FAB, 2);
        bytes memory refusal =
            abi.encodeWithSelector(ICustodyLedger.ChildNotReleasable.selector, PALLET, children[1].asset);

        handOver(FAB, children[1].asset, 1, SHOP, true); // held and owned by the shop
        children[1].version = 3;
        aggregate(FAB, PALLET, 1, children);
        vm.expectRevert(refusal);
        disaggregate(FAB, 2, FAB, FAB, children);

        handOver(SHOP, children[1].asset, 3, FAB, false); // held by the fab, owned by the shop
        register(FAB, "other", UNIT_KIND, 0);
        children[1].version = 5;
        aggregate(FAB, "other", 1, children);
        vm.prank(key(FAB));
        vm.expectRevert(
            abi.encodeWithSelector(ICustodyLedger.ChildNotReleasable.selector, bytes32("other"), children[1].asset)
        );
        ledger.disaggregate(COMMAND, "other", 2, FAB, FAB, children, HASH);
    }

    /// A child on offer, foreseen at the version it would have, is not released, nor is the parent as its own child.
    function test_RevertWhen_AChildIsOnOfferOrTheParent() public {
        ICustodyLedger.Child[] memory children = registerChildren(FAB, 1);
        children[0].version = 2;
        aggregate(FAB, PALLET, 1, children);
        offer(FAB, children[0].asset, 1, SHOP, false);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.ChildNotReleasable.selector, PALLET, children[0].asset));
        disaggregate(FAB, 2, FAB, FAB, children);

        register(FAB, "ring", UNIT_KIND, 0);
        children[0] = ICustodyLedger.Child("ring", 2);
        aggregate(FAB, "ring", 1, children);
        vm.prank(key(FAB));
        vm.expectRevert(
            abi.encodeWithSelector(ICustodyLedger.ChildNotReleasable.selector, bytes32("ring"), bytes32("ring"))
        );
        ledger.disaggregate(COMMAND, "ring", 2, FAB, FAB, children, HASH);
    }

    /// @dev One call and no more, so that it is the one that `expectRevert` looks at: hashing is a call too.
    function aggregateAny(uint32 actor, uint24 version) private {
        vm.prank(key(actor));
        ledger.aggregate(COMMAND, PALLET, version, "root", 2, HASH);
    }

    function disaggregate(
        uint32 actor,
        uint24 version,
        uint32 packedBy,
        uint32 packedOwner,
        ICustodyLedger.Child[] memory children
    ) private {
        vm.prank(key(actor));
        ledger.disaggregate(COMMAND, PALLET, version, packedBy, packedOwner, children, HASH);
    }
}
