// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "../src/ICustodyLedger.sol";
import {LedgerTest} from "./LedgerTest.sol";
import {MerkleTree} from "../src/MerkleTree.sol";
import {vm} from "./Vm.sol";

/// @dev Writes snapshots/CustodyLedger.json: gas of whole transactions, so that a rise shows in the diff.
contract GasTest is LedgerTest {
    bytes32 private constant IDENTITY = keccak256("identity");

    function test_Gas_JoinOrganization() public {
        ledger.joinOrganization(COMMAND, key(NOBODY), IDENTITY, HASH);
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

    function test_Gas_OneStepHandover() public {
        (uint256 fab, uint256 shop) = (0xfab, 0x5409);
        vm.prank(key(FAB));
        ledger.addKey(COMMAND, vm.addr(fab), HASH);
        snapshot("addKey");
        vm.prank(key(FAB));
        ledger.addKey(COMMAND, key(NOBODY), HASH);
        vm.prank(key(FAB));
        ledger.removeKey(COMMAND, key(NOBODY), HASH);
        snapshot("removeKey");
        vm.prank(key(SHOP));
        ledger.rotateKey(COMMAND, vm.addr(shop), HASH);
        snapshot("rotateKey");
        register(FAB, CHIP, ITEM_KIND, 0);
        handOverSigned(CHIP, 1, fab, shop);
        snapshot("handoverSigned");

        registerChildren(FAB, 50);
        ICustodyLedger.AssetVersion[] memory assets = new ICustodyLedger.AssetVersion[](50);
        for (uint256 i = 0; i < 50; i++) {
            assets[i] = ICustodyLedger.AssetVersion(keccak256(abi.encode("child", i)), 1);
        }
        handOverSigned(assets, fab, shop);
        snapshot("handoverSigned50");
    }

    function test_Gas_Ownership() public {
        register(MINE, CHIP, ITEM_KIND, 0);
        vm.prank(key(MINE));
        ledger.transferOwnership(COMMAND, CHIP, 1, FAB, START + 60, HASH);
        snapshot("transferOwnership");
        accept(FAB, CHIP, 2);
        snapshot("acceptOwnership");
        handOver(MINE, CHIP, 3, FAB, false);
        vm.prank(key(FAB));
        ledger.offer(COMMAND, CHIP, 5, SHOP, true, START + 60, HASH);
        vm.warp(START + 61);
        vm.prank(key(MINE));
        ledger.expire(COMMAND, CHIP, 6, HASH);
        snapshot("expire");
        vm.prank(key(FAB));
        ledger.decommission(COMMAND, CHIP, 7, HASH);
        snapshot("decommission");
    }

    function test_Gas_RegisterBatch() public {
        ICustodyLedger.Output[] memory batch = new ICustodyLedger.Output[](50);
        for (uint256 i = 0; i < 50; i++) {
            batch[i] = ICustodyLedger.Output(keccak256(abi.encode(i)), ITEM_KIND, 0);
        }
        vm.prank(key(FAB));
        ledger.registerBatch(COMMAND, batch, HASH);
        snapshot("registerBatch50");
    }

    function test_Gas_Administration() public {
        ledger.setOrganizationStatus(COMMAND, FAB, 1, ICustodyLedger.OrganizationStatus.Suspended, HASH);
        snapshot("setOrganizationStatus");
        ledger.pause(COMMAND, 1, HASH);
        snapshot("pause");
        ledger.unpause(COMMAND, 2, HASH);
        snapshot("unpause");
        address[] memory keys = new address[](3);
        (keys[0], keys[1], keys[2]) = (address(0xa), address(0xb), address(0xc));
        ledger.setAdministrators(COMMAND, 1, keys, 2, HASH);
        snapshot("setAdministrators3");
        vm.prank(keys[0]);
        ledger.joinOrganization(COMMAND, key(NOBODY), IDENTITY, HASH);
        snapshot("confirm");
        vm.prank(keys[1]);
        ledger.joinOrganization(COMMAND, key(NOBODY), IDENTITY, HASH);
        snapshot("joinOrganization2of3");
        vm.prank(keys[0]);
        ledger.joinOrganization(COMMAND, key(NOBODY), IDENTITY, HASH);
        vm.prank(keys[0]);
        ledger.withdraw(
            COMMAND,
            keccak256(
                abi.encodePacked(
                    uint24(2), abi.encodeCall(ledger.joinOrganization, (COMMAND, key(NOBODY), IDENTITY, HASH))
                )
            )
        );
        snapshot("withdraw");
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
        outputs[0] = ICustodyLedger.Output(keccak256("board"), ITEM_KIND, 0);
        vm.prank(key(FAB));
        ledger.transform(COMMAND, inputs, outputs, HASH);
        snapshot("transform");
    }

    function test_Gas_TransformBalanced() public {
        register(FAB, LOT, LOT_KIND, kilograms(1000));
        ICustodyLedger.Input[] memory inputs = new ICustodyLedger.Input[](1);
        inputs[0] = ICustodyLedger.Input(LOT, 1, kilograms(400));
        ICustodyLedger.Output[] memory outputs = new ICustodyLedger.Output[](1);
        outputs[0] = ICustodyLedger.Output(CHIP, LOT_KIND, kilograms(390));
        vm.prank(key(FAB));
        ledger.transformBalanced(COMMAND, inputs, outputs, kilograms(10), ICustodyLedger.Model.MassBalance, HASH);
        snapshot("transformBalanced");
        vm.prank(key(FAB));
        ledger.consume(COMMAND, LOT, 2, kilograms(100), HASH);
        snapshot("consume");
    }

    function test_Gas_Recall() public {
        register(MINE, LOT, LOT_KIND, 1000);
        vm.prank(key(MINE));
        ledger.openRecall(COMMAND, LOT, 0, HASH);
        snapshot("openRecall");
        vm.prank(key(MINE));
        ledger.closeRecall(COMMAND, LOT, 1, HASH);
        snapshot("closeRecall");
    }

    function test_Gas_Certificate() public {
        bytes32 certificate = keccak256("certificate");
        vm.prank(key(MINE));
        ledger.issueCertificate(COMMAND, certificate, 1, 1_900_000_000, HASH);
        snapshot("issueCertificate");
        vm.prank(key(MINE));
        ledger.suspendCertificate(COMMAND, certificate, 1, HASH);
        snapshot("suspendCertificate");
        vm.prank(key(MINE));
        ledger.reinstateCertificate(COMMAND, certificate, 2, HASH);
        snapshot("reinstateCertificate");
        vm.prank(key(MINE));
        ledger.revokeCertificate(COMMAND, certificate, HASH);
        snapshot("revokeCertificate");
    }

    function test_Gas_Record() public {
        vm.prank(key(MINE));
        ledger.recordEvent(COMMAND, CHIP, HASH);
        snapshot("recordEvent");
        vm.prank(key(MINE));
        ledger.declareError(COMMAND, CHIP, HASH, ICustodyLedger.ErrorReason.DidNotOccur, 0, HASH);
        snapshot("declareError");
    }

    function test_Gas_Anchor() public {
        ledger.anchor(COMMAND, keccak256("first"), 1000, HASH);
        ledger.anchor(COMMAND, keccak256("root"), 1024, HASH);
        snapshot("anchor1024");
        vm.prank(key(MINE));
        ledger.anchor(COMMAND, keccak256("first"), 1000, HASH);
        vm.prank(key(MINE));
        ledger.anchor(COMMAND, keccak256("root"), 1024, HASH);
        snapshot("anchor1024ByOrganization");
    }

    /// @dev Takes the first child out, on a copy of the chain that is thrown away: the bundle stays.
    function releaseFirst(ICustodyLedger.Child[] memory children) private {
        uint256 copy = vm.snapshotState();
        bytes32[] memory level = new bytes32[](children.length);
        for (uint256 i = 0; i < children.length; i++) {
            level[i] = MerkleTree.leafHash(abi.encodePacked(children[i].asset, children[i].version));
        }
        bytes32[] memory path = new bytes32[](5);
        uint256 depth = 0;
        for (uint256 width = level.length; width > 1; width = (width + 1) / 2) {
            path[depth++] = level[1];
            for (uint256 i = 0; i < width / 2; i++) {
                level[i] = MerkleTree.nodeHash(level[2 * i], level[2 * i + 1]);
            }
            if (width % 2 == 1) level[width / 2] = level[width - 1];
        }
        ICustodyLedger.Membership memory membership = ICustodyLedger.Membership(0, uint64(children.length), path);
        vm.prank(key(SHOP));
        ledger.release(COMMAND, PALLET, 4, FAB, FAB, children[0], membership, HASH);
        snapshot("release1of24");
        vm.revertToState(copy);
    }

    function handOverSigned(bytes32 asset, uint24 version, uint256 from, uint256 to) private {
        ICustodyLedger.AssetVersion[] memory assets = new ICustodyLedger.AssetVersion[](1);
        assets[0] = ICustodyLedger.AssetVersion(asset, version);
        handOverSigned(assets, from, to);
    }

    function handOverSigned(ICustodyLedger.AssetVersion[] memory assets, uint256 from, uint256 to) private {
        ICustodyLedger.Handover memory agreed =
            ICustodyLedger.Handover(COMMAND, assets, FAB, SHOP, true, START + 60, HASH);
        bytes32 digest = ledger.handoverDigest(agreed);
        ledger.handover(agreed, sign(from, digest), sign(to, digest));
    }

    function sign(uint256 privateKey, bytes32 digest) private pure returns (ICustodyLedger.Signature memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(privateKey, digest);
        return ICustodyLedger.Signature(vm.addr(privateKey), abi.encodePacked(r, s, v));
    }

    function bundle(uint256 count, string memory name) private returns (uint256) {
        register(FAB, PALLET, UNIT_KIND, 0);
        ICustodyLedger.Child[] memory children = registerChildren(FAB, count);
        aggregate(FAB, PALLET, 1, children);
        snapshot("aggregate");
        handOver(FAB, PALLET, 2, SHOP, true);
        if (count == 24) releaseFirst(children);
        vm.prank(key(SHOP));
        ledger.disaggregate(COMMAND, PALLET, 4, FAB, FAB, children, HASH);
        return snapshot(name);
    }

    function snapshot(string memory name) private returns (uint256) {
        return vm.snapshotGasLastCall("CustodyLedger", name);
    }
}
