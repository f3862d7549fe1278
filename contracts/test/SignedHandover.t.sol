// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "../src/ICustodyLedger.sol";
import {LedgerTest} from "./LedgerTest.sol";
import {vm} from "./Vm.sol";

/// @dev A contract as an organisation's key: it signs what it was told to, and answers as it was told to.
contract Wallet {
    mapping(bytes32 digest => bytes answer) private _answers;

    function answer(bytes32 digest, bytes calldata with) external {
        _answers[digest] = with;
    }

    function isValidSignature(bytes32 digest, bytes calldata) external view {
        bytes memory with = _answers[digest];
        require(with.length != 0, "never heard of it");
        assembly {
            return(add(with, 32), mload(with))
        }
    }
}

contract SignedHandoverTest is LedgerTest {
    uint256 private constant FAB_SIGNS = 0xfab;
    uint256 private constant SHOP_SIGNS = 0x5409;
    bytes32 private constant DOMAIN_TYPE =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");

    function setUp() public override {
        super.setUp();
        register(FAB, CHIP, ITEM_KIND, 0);
        addKey(FAB, vm.addr(FAB_SIGNS));
        addKey(SHOP, vm.addr(SHOP_SIGNS));
    }

    /// Both sign, anybody sends it, and custody passes at once.
    function test_HandoverOfCustodyAlone() public {
        ICustodyLedger.Handover memory agreed = chipToShop(false);
        vm.expectEmit();
        emit ICustodyLedger.CustodyHandedOver(COMMAND, CHIP, SHOP, FAB, false, 2, HASH);
        send(agreed);
        checkAsset(CHIP, FAB, SHOP, ICustodyLedger.Status.Active, 2);
    }

    /// Any number of assets goes over at once with one pair of signatures, with ownership if both say so.
    function test_Fuzz_HandoverOfMany(uint8 count, bool withOwnership) public {
        vm.assume(count > 0 && count <= 20);
        ICustodyLedger.Handover memory agreed = chipToShop(withOwnership);
        agreed.assets = new ICustodyLedger.AssetVersion[](count);
        ICustodyLedger.Child[] memory made = registerChildren(FAB, count);
        for (uint256 i = 0; i < count; i++) {
            agreed.assets[i] = ICustodyLedger.AssetVersion(made[i].asset, 1);
        }
        send(agreed);
        for (uint256 i = 0; i < count; i++) {
            checkAsset(made[i].asset, withOwnership ? SHOP : FAB, SHOP, ICustodyLedger.Status.Active, 2);
        }
    }

    /// What is signed is the typed data that any wallet shows.
    function test_TheDigestIsThatOfTheStandard() public {
        ICustodyLedger.Handover memory agreed = chipToShop(true);
        agreed.deadline = START + 60;
        bytes32 asset = keccak256(abi.encode(keccak256("AssetVersion(bytes32 asset,uint24 version)"), CHIP, uint256(1)));
        bytes32 message = keccak256(
            abi.encode(
                keccak256(
                    "Handover(bytes32 commandId,AssetVersion[] assets,uint32 from,uint32 to,bool withOwnership,"
                    "uint40 deadline,bytes32 eventHash)AssetVersion(bytes32 asset,uint24 version)"
                ),
                COMMAND,
                keccak256(abi.encode(asset)),
                FAB,
                SHOP,
                true,
                START + 60,
                HASH
            )
        );
        check(ledger.handoverDigest(agreed) == keccak256(abi.encodePacked(hex"1901", domain(), message)), "digest");
        bytes32 here = ledger.handoverDigest(agreed);
        vm.chainId(99);
        check(ledger.handoverDigest(agreed) != here, "another chain, another digest");
    }

    /// A contract signs by ERC-1271, and only its exact answer counts.
    function test_AContractCanSign() public {
        Wallet wallet = new Wallet();
        addKey(SHOP, address(wallet));
        ICustodyLedger.Handover memory agreed = chipToShop(true);
        bytes32 digest = ledger.handoverDigest(agreed);
        ICustodyLedger.Signature memory byFab = sign(FAB_SIGNS, digest);
        ICustodyLedger.Signature memory byShop = ICustodyLedger.Signature(address(wallet), "anything");
        bytes memory refusal = abi.encodeWithSelector(ICustodyLedger.InvalidSignature.selector, address(wallet));

        vm.expectRevert(refusal);
        ledger.handover(agreed, byFab, byShop);
        bytes[3] memory wrong = [abi.encode(bytes4(0xffffffff)), abi.encodePacked(bytes4(0x1626ba7e)), new bytes(64)];
        for (uint256 i = 0; i < wrong.length; i++) {
            wallet.answer(digest, wrong[i]);
            vm.expectRevert(refusal);
            ledger.handover(agreed, byFab, byShop);
        }
        wallet.answer(digest, abi.encode(bytes4(0x1626ba7e)));
        ledger.handover(agreed, byFab, byShop);
        checkAsset(CHIP, SHOP, SHOP, ICustodyLedger.Status.Active, 2);
    }

    /// A handover happens once: then the asset has another version than was signed.
    function test_RevertWhen_Repeated() public {
        ICustodyLedger.Handover memory agreed = chipToShop(true);
        send(agreed);
        handOver(SHOP, CHIP, 2, FAB, true);
        refuse(abi.encodeWithSelector(ICustodyLedger.StaleVersion.selector, CHIP, 1, 4), agreed);
    }

    /// What one side did not sign, in every part of it, does not happen.
    function test_RevertWhen_AnythingElseWasSigned() public {
        ICustodyLedger.Handover memory agreed = chipToShop(false);
        bytes32 digest = ledger.handoverDigest(agreed);
        ICustodyLedger.Signature memory byFab = sign(FAB_SIGNS, digest);
        ICustodyLedger.Signature memory byShop = sign(SHOP_SIGNS, digest);
        bytes memory fabDidNot = abi.encodeWithSelector(ICustodyLedger.InvalidSignature.selector, vm.addr(FAB_SIGNS));
        for (uint256 part = 0; part < 6; part++) {
            ICustodyLedger.Handover memory other = chipToShop(false);
            if (part == 0) other.commandId = "other";
            if (part == 1) other.assets[0].asset = PALLET;
            if (part == 2) other.assets[0].version = 2;
            if (part == 3) other.withOwnership = true;
            if (part == 4) other.deadline = START + 60;
            if (part == 5) other.eventHash = "other";
            vm.expectRevert(fabDidNot);
            ledger.handover(other, byFab, byShop);
        }
        byShop.signature[40] ^= 0x01;
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InvalidSignature.selector, vm.addr(SHOP_SIGNS)));
        ledger.handover(agreed, byFab, byShop);
        byFab.signature = new bytes(65);
        vm.expectRevert(fabDidNot);
        ledger.handover(agreed, byFab, byShop);
        byFab.signature = new bytes(64);
        vm.expectRevert(fabDidNot);
        ledger.handover(agreed, byFab, byShop);
    }

    /// Each side signs with a key of its own: not with the other's, nor with one that is nobody's or was removed.
    function test_RevertWhen_AKeySpeaksForAnother() public {
        ICustodyLedger.Handover memory agreed = chipToShop(false);
        bytes32 digest = ledger.handoverDigest(agreed);
        ICustodyLedger.Signature memory byFab = sign(FAB_SIGNS, digest);
        ICustodyLedger.Signature memory byShop = sign(SHOP_SIGNS, digest);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotKeyOf.selector, byShop.key, FAB));
        ledger.handover(agreed, byShop, byShop);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotKeyOf.selector, byFab.key, SHOP));
        ledger.handover(agreed, byFab, byFab);
        vm.prank(key(FAB));
        ledger.removeKey(COMMAND, byFab.key, HASH);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotKeyOf.selector, byFab.key, FAB));
        ledger.handover(agreed, byFab, byShop);
        agreed.from = 0;
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotKeyOf.selector, byFab.key, 0));
        ledger.handover(agreed, byFab, byShop);
    }

    /// Only the holder hands over, only the owner with ownership, only what is active, to somebody else, and in time.
    function test_RevertWhen_TheGoodsDoNotAllowIt() public {
        ICustodyLedger.Handover memory agreed = chipToShop(true);
        agreed.to = FAB;
        bytes32 digest = ledger.handoverDigest(agreed);
        ICustodyLedger.Signature memory byFab = sign(FAB_SIGNS, digest);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.OfferToSelf.selector, CHIP, FAB));
        ledger.handover(agreed, byFab, byFab);

        agreed = chipToShop(true);
        agreed.deadline = START - 1;
        refuse(abi.encodeWithSelector(ICustodyLedger.DeadlinePassed.selector, CHIP, START - 1), agreed);
        agreed.assets = new ICustodyLedger.AssetVersion[](0);
        refuse(abi.encodeWithSelector(ICustodyLedger.NothingHandedOver.selector), agreed);

        agreed = chipToShop(true);
        offer(FAB, CHIP, 1, SHOP, false);
        agreed.assets[0].version = 2;
        refuse(abi.encodeWithSelector(ICustodyLedger.NotActive.selector, CHIP, ICustodyLedger.Status.Offered), agreed);
        accept(SHOP, CHIP, 2);
        agreed.assets[0].version = 3;
        refuse(abi.encodeWithSelector(ICustodyLedger.NotCustodian.selector, CHIP, FAB, SHOP), agreed);
        (agreed.from, agreed.to) = (SHOP, FAB);
        digest = ledger.handoverDigest(agreed);
        byFab = sign(FAB_SIGNS, digest);
        ICustodyLedger.Signature memory byShop = sign(SHOP_SIGNS, digest);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotOwner.selector, CHIP, SHOP, FAB));
        ledger.handover(agreed, byShop, byFab);
    }

    /// Neither side may be suspended, nor the ledger paused.
    function test_RevertWhen_ASideMayNotAct() public {
        ICustodyLedger.Handover memory agreed = chipToShop(true);
        for (uint32 side = FAB; side <= SHOP; side++) {
            ledger.setOrganizationStatus(COMMAND, side, 1, ICustodyLedger.OrganizationStatus.Suspended, HASH);
            refuse(abi.encodeWithSelector(ICustodyLedger.OrganizationSuspended.selector, side), agreed);
            ledger.setOrganizationStatus(COMMAND, side, 2, ICustodyLedger.OrganizationStatus.Active, HASH);
        }
        ledger.pause(COMMAND, 1, HASH);
        refuse(abi.encodeWithSelector(ICustodyLedger.LedgerPaused.selector), agreed);
    }

    function chipToShop(bool withOwnership) private pure returns (ICustodyLedger.Handover memory) {
        ICustodyLedger.AssetVersion[] memory assets = new ICustodyLedger.AssetVersion[](1);
        assets[0] = ICustodyLedger.AssetVersion(CHIP, 1);
        return ICustodyLedger.Handover(COMMAND, assets, FAB, SHOP, withOwnership, 0, HASH);
    }

    function send(ICustodyLedger.Handover memory agreed) private {
        refuse("", agreed);
    }

    /// @dev Expects the refusal, unless it is empty, of what fab and shop both signed.
    function refuse(bytes memory refusal, ICustodyLedger.Handover memory agreed) private {
        bytes32 digest = ledger.handoverDigest(agreed);
        ICustodyLedger.Signature memory byFab = sign(FAB_SIGNS, digest);
        ICustodyLedger.Signature memory byShop = sign(SHOP_SIGNS, digest);
        if (refusal.length != 0) vm.expectRevert(refusal);
        ledger.handover(agreed, byFab, byShop);
    }

    function sign(uint256 privateKey, bytes32 digest) private pure returns (ICustodyLedger.Signature memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(privateKey, digest);
        return ICustodyLedger.Signature(vm.addr(privateKey), abi.encodePacked(r, s, v));
    }

    function addKey(uint32 actor, address newKey) private {
        vm.prank(key(actor));
        ledger.addKey(COMMAND, newKey, HASH);
    }

    /// @dev From what the contract says of its own domain.
    function domain() private view returns (bytes32) {
        (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        ) = ledger.eip712Domain();
        check(fields == 0x0f && salt == 0 && extensions.length == 0, "name, version, chain and contract");
        check(chainId == block.chainid && verifyingContract == address(ledger), "this contract");
        return keccak256(
            abi.encode(DOMAIN_TYPE, keccak256(bytes(name)), keccak256(bytes(version)), chainId, verifyingContract)
        );
    }
}
