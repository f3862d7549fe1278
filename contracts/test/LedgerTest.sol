// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "../src/ICustodyLedger.sol";
import {MerkleTree} from "../src/MerkleTree.sol";
import {vm} from "./Vm.sol";

/// @dev A ledger with a mine, a fab and a shop. The test itself is the administrator.
abstract contract LedgerTest {
    uint32 internal constant MINE = 1;
    uint32 internal constant FAB = 2;
    uint32 internal constant SHOP = 3;
    uint32 internal constant NOBODY = 4;

    /// @dev The time of the first block. Read `block.timestamp` at most once: the compiler takes it for a constant.
    uint40 internal constant START = 1_700_000_000;

    /// @dev Hashes, as in earnest: a zero byte would cost less.
    bytes32 internal constant COMMAND = keccak256("command");
    bytes32 internal constant HASH = keccak256("event hash");
    bytes32 internal constant LOT = keccak256("lot");
    bytes32 internal constant CHIP = keccak256("chip");
    bytes32 internal constant PALLET = keccak256("pallet");

    ICustodyLedger.Kind internal constant ITEM_KIND = ICustodyLedger.Kind.Item;
    ICustodyLedger.Kind internal constant LOT_KIND = ICustodyLedger.Kind.Lot;
    ICustodyLedger.Kind internal constant UNIT_KIND = ICustodyLedger.Kind.Unit;

    ICustodyLedger internal ledger;

    function setUp() public virtual {
        // By name: with `new`, each test contract would contain the ledger, and compile it anew.
        ledger = ICustodyLedger(vm.deployCode("CustodyLedger.sol:CustodyLedger"));
        for (uint32 organization = MINE; organization <= SHOP; organization++) {
            ledger.joinOrganization(COMMAND, key(organization), "identity", HASH);
        }
        vm.warp(START);
    }

    function key(uint32 organization) internal pure returns (address) {
        return address(uint160(0x1000 + organization));
    }

    function register(uint32 actor, bytes32 asset, ICustodyLedger.Kind kind, uint80 quantity) internal {
        vm.prank(key(actor));
        ledger.register(COMMAND, asset, kind, quantity, HASH);
    }

    function offer(uint32 actor, bytes32 asset, uint24 version, uint32 to, bool withOwnership) internal {
        vm.prank(key(actor));
        ledger.offer(COMMAND, asset, version, to, withOwnership, 0, HASH);
    }

    function accept(uint32 actor, bytes32 asset, uint24 version) internal {
        vm.prank(key(actor));
        ledger.accept(COMMAND, asset, version, HASH);
    }

    function handOver(uint32 from, bytes32 asset, uint24 version, uint32 to, bool withOwnership) internal {
        offer(from, asset, version, to, withOwnership);
        accept(to, asset, version + 1);
    }

    function aggregate(uint32 actor, bytes32 parent, uint24 version, ICustodyLedger.Child[] memory children) internal {
        bytes32 root = rootOf(children);
        vm.prank(key(actor));
        ledger.aggregate(COMMAND, parent, version, root, uint32(children.length), HASH);
    }

    /// @dev Registers `count` items, numbered names, and gives them as children at version 1.
    function registerChildren(uint32 actor, uint256 count) internal returns (ICustodyLedger.Child[] memory children) {
        children = new ICustodyLedger.Child[](count);
        for (uint256 i = 0; i < count; i++) {
            children[i] = ICustodyLedger.Child(keccak256(abi.encode("child", i)), 1);
            register(actor, children[i].asset, ITEM_KIND, 0);
        }
    }

    function rootOf(ICustodyLedger.Child[] memory children) internal pure returns (bytes32) {
        bytes32[] memory leaves = new bytes32[](children.length);
        for (uint256 i = 0; i < children.length; i++) {
            leaves[i] = MerkleTree.leafHash(abi.encodePacked(children[i].asset, children[i].version));
        }
        return MerkleTree.root(leaves);
    }

    /// @dev An amount of some thousandths of kilograms.
    function kilograms(uint56 thousandths) internal pure returns (uint80) {
        return amount("KGM", thousandths);
    }

    function amount(bytes3 measure, uint56 thousandths) internal pure returns (uint80) {
        return (uint80(uint24(measure)) << 56) | thousandths;
    }

    function checkAsset(bytes32 asset, uint32 owner, uint32 custodian, ICustodyLedger.Status status, uint24 version)
        internal
        view
    {
        (uint32 o, uint32 c, uint32 p, ICustodyLedger.Status s,, uint24 v, uint40 d,,) = ledger.assetOf(asset);
        check(o == owner, "owner");
        check(c == custodian, "custodian");
        check(s == status, "status");
        check(v == version, "version");
        bool offered = s == ICustodyLedger.Status.Offered || s == ICustodyLedger.Status.OfferedWithOwnership
            || s == ICustodyLedger.Status.OwnershipOffered;
        check(offered == (p != 0), "an organisation is pending if and only if there is an offer");
        check(offered || d == 0, "no deadline without an offer");
    }

    function versionOf(bytes32 asset) internal view returns (uint24 version) {
        (,,,,, version,,,) = ledger.assetOf(asset);
    }

    function contentOf(bytes32 asset) internal view returns (uint80 content) {
        (,,,,,,, content,) = ledger.assetOf(asset);
    }

    function check(bool holds, string memory what) internal pure {
        require(holds, what);
    }
}
