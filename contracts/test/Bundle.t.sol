// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "../src/ICustodyLedger.sol";
import {LedgerTest} from "./LedgerTest.sol";
import {MerkleTree} from "../src/MerkleTree.sol";
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

    /// A child that was moved although it was packed stays where it went, and everybody sees that it was not there.
    function test_AChildThatChangedAfterPackingIsSkipped() public {
        ICustodyLedger.Child[] memory children = registerChildren(FAB, 2);
        aggregate(FAB, PALLET, 1, children);
        handOver(FAB, PALLET, 2, SHOP, true);
        handOver(FAB, children[1].asset, 1, MINE, true);
        vm.expectEmit();
        emit ICustodyLedger.ChildReleased(COMMAND, children[0].asset, SHOP, PALLET, 2, HASH);
        vm.expectEmit();
        emit ICustodyLedger.ChildSkipped(COMMAND, children[1].asset, SHOP, PALLET, 3, HASH);
        disaggregate(SHOP, 4, FAB, FAB, children);
        checkAsset(children[0].asset, SHOP, SHOP, ICustodyLedger.Status.Active, 2);
        checkAsset(children[1].asset, MINE, MINE, ICustodyLedger.Status.Active, 3);
        check(contentOf(PALLET) == 0, "empty");
    }

    /// Nobody gets another's goods by listing them as children.
    function test_AChildThatWasNotThePackersIsSkipped() public {
        ICustodyLedger.Child[] memory children = registerChildren(FAB, 2);
        bytes32 foreign = children[1].asset;

        handOver(FAB, foreign, 1, SHOP, true); // held and owned by the shop
        children[1].version = 3;
        aggregate(FAB, PALLET, 1, children);
        disaggregate(FAB, 2, FAB, FAB, children);
        checkAsset(foreign, SHOP, SHOP, ICustodyLedger.Status.Active, 3);

        handOver(SHOP, foreign, 3, FAB, false); // held by the fab, owned by the shop
        children[0].version = 2;
        children[1].version = 5;
        aggregate(FAB, PALLET, 3, children);
        disaggregate(FAB, 4, FAB, FAB, children);
        checkAsset(foreign, SHOP, FAB, ICustodyLedger.Status.Active, 5);
    }

    /// A child on offer, foreseen at the version it would have, stays as it is, as do a parent that is its own child and
    /// what was never registered.
    function test_WhatCannotBeAChildIsSkipped() public {
        ICustodyLedger.Child[] memory children = registerChildren(FAB, 3);
        bytes32 offered = children[0].asset;
        children[0].version = 2;
        children[1] = ICustodyLedger.Child(PALLET, 2);
        children[2] = ICustodyLedger.Child("nothing", 0);
        aggregate(FAB, PALLET, 1, children);
        offer(FAB, offered, 1, SHOP, false);
        for (uint256 i = 0; i < 3; i++) {
            vm.expectEmit();
            emit ICustodyLedger.ChildSkipped(COMMAND, children[i].asset, FAB, PALLET, children[i].version, HASH);
        }
        disaggregate(FAB, 2, FAB, FAB, children);
        checkAsset(offered, FAB, FAB, ICustodyLedger.Status.Offered, 2);
        checkAsset(PALLET, FAB, FAB, ICustodyLedger.Status.Active, 3);
        checkAsset("nothing", 0, 0, ICustodyLedger.Status.None, 0);
    }

    /// One child comes out by proof and gets the parent's holder and owner, once; the others stay in.
    function test_ReleaseTakesOneChildOut() public {
        ICustodyLedger.Child[] memory children = registerChildren(FAB, 3);
        aggregate(FAB, PALLET, 1, children);
        handOver(FAB, PALLET, 2, SHOP, true);
        vm.expectEmit();
        emit ICustodyLedger.ChildReleased(COMMAND, children[2].asset, SHOP, PALLET, 2, HASH);
        release(SHOP, 4, FAB, FAB, children, 2);
        checkAsset(children[2].asset, SHOP, SHOP, ICustodyLedger.Status.Active, 2);
        checkAsset(children[0].asset, FAB, FAB, ICustodyLedger.Status.Active, 1);
        checkAsset(PALLET, SHOP, SHOP, ICustodyLedger.Status.Active, 4);

        refuseRelease(
            abi.encodeWithSelector(ICustodyLedger.ChildNotReleasable.selector, PALLET, children[2].asset),
            SHOP,
            4,
            FAB,
            FAB,
            children,
            2
        );
        release(SHOP, 4, FAB, FAB, children, 0);
        vm.expectEmit();
        emit ICustodyLedger.ChildSkipped(COMMAND, children[0].asset, SHOP, PALLET, 2, HASH);
        disaggregate(SHOP, 4, FAB, FAB, children);
        checkAsset(children[1].asset, SHOP, SHOP, ICustodyLedger.Status.Active, 2);
    }

    /// Another child, place, packer or owner than at packing is not in the bundle; nor is anything in an empty unit, in
    /// one that another holds, or at an earlier version.
    function test_RevertWhen_TheChildIsNotInTheBundle() public {
        ICustodyLedger.Child[] memory children = registerChildren(FAB, 2);
        refuseRelease(abi.encodeWithSelector(ICustodyLedger.NotPacked.selector, PALLET), FAB, 1, FAB, FAB, children, 0);
        aggregate(FAB, PALLET, 1, children);
        bytes memory refusal =
            abi.encodeWithSelector(ICustodyLedger.ContentsMismatch.selector, PALLET, rootOf(children));
        refuseRelease(refusal, FAB, 2, SHOP, FAB, children, 0);
        refuseRelease(refusal, FAB, 2, FAB, SHOP, children, 0);
        refuseRelease(
            abi.encodeWithSelector(ICustodyLedger.NotCustodian.selector, PALLET, SHOP, FAB),
            SHOP,
            2,
            FAB,
            FAB,
            children,
            0
        );
        refuseRelease(
            abi.encodeWithSelector(ICustodyLedger.StaleVersion.selector, PALLET, 1, 2), FAB, 1, FAB, FAB, children, 0
        );

        ICustodyLedger.Membership memory outside = ICustodyLedger.Membership(2, 2, new bytes32[](0));
        bytes32 leaf = leafOf(children[0]);
        vm.prank(key(FAB));
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.ContentsMismatch.selector, PALLET, leaf));
        ledger.release(COMMAND, PALLET, 2, FAB, FAB, children[0], outside, HASH);
        children[0].version++;
        refuseRelease(
            abi.encodeWithSelector(ICustodyLedger.ContentsMismatch.selector, PALLET, rootOf(children)),
            FAB,
            2,
            FAB,
            FAB,
            children,
            0
        );
    }

    function release(
        uint32 actor,
        uint24 version,
        uint32 packedBy,
        uint32 packedOwner,
        ICustodyLedger.Child[] memory children,
        uint64 index
    ) private {
        refuseRelease("", actor, version, packedBy, packedOwner, children, index);
    }

    /// @dev Expects the refusal, unless it is empty, after the hashing of the proof, which is a call too. There are up
    /// to three children.
    function refuseRelease(
        bytes memory refusal,
        uint32 actor,
        uint24 version,
        uint32 packedBy,
        uint32 packedOwner,
        ICustodyLedger.Child[] memory children,
        uint64 index
    ) private {
        bytes32[] memory path;
        if (index == 2) {
            path = new bytes32[](1);
            path[0] = MerkleTree.nodeHash(leafOf(children[0]), leafOf(children[1]));
        } else {
            path = new bytes32[](children.length - 1);
            path[0] = leafOf(children[1 - index]);
            if (children.length == 3) path[1] = leafOf(children[2]);
        }
        ICustodyLedger.Membership memory membership = ICustodyLedger.Membership(index, uint64(children.length), path);
        vm.prank(key(actor));
        if (refusal.length != 0) vm.expectRevert(refusal);
        ledger.release(COMMAND, PALLET, version, packedBy, packedOwner, children[index], membership, HASH);
    }

    function leafOf(ICustodyLedger.Child memory child) private pure returns (bytes32) {
        return MerkleTree.leafHash(abi.encodePacked(child.asset, child.version));
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
