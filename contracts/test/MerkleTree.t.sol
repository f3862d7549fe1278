// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {LedgerTest} from "./LedgerTest.sol";
import {MerkleTree} from "../src/MerkleTree.sol";
import {vm} from "./Vm.sol";

contract MerkleTreeTest is LedgerTest {
    /// Roots and proofs are those that another implementation gives; test/vectors/merkle.json says which.
    function test_RootsAndProofsOfTheVectors() public view {
        string memory json = vm.readFile("test/vectors/merkle.json");
        uint256 count = 0;
        for (; vm.keyExistsJson(json, path(count, "root")); count++) {
            bytes32[] memory leaves = leavesOf(json, count);
            uint64 index = uint64(vm.parseJsonUint(json, path(count, "index")));
            bytes32 leaf = leaves[index];
            uint64 size = uint64(leaves.length);
            bytes32 root = vm.parseJsonBytes32(json, path(count, "root"));
            bytes32[] memory proof = vm.parseJsonBytes32Array(json, path(count, "proof"));

            check(MerkleTree.root(leaves) == root, "root");
            check(ledger.verifyInclusion(root, leaf, index, size, proof), "proof");
        }
        check(count >= 8, "all vectors were read");
    }

    /// The empty tree of RFC 9162, section 2.1.1.
    function test_RootOfNothing() public pure {
        check(MerkleTree.root(new bytes32[](0)) == sha256(""), "root of nothing");
    }

    /// Every leaf of every tree is proven at its own place, and a changed proof proves nothing.
    function test_Fuzz_InclusionIsProvenOnlyWhereItIs(uint8 width, uint8 place, uint8 flipped) public view {
        uint64 size = 1 + width % 64;
        uint64 index = place % size;
        bytes32[] memory leaves = new bytes32[](size);
        for (uint256 i = 0; i < size; i++) {
            leaves[i] = MerkleTree.leafHash(abi.encode(i));
        }
        bytes32 leaf = leaves[index];
        bytes32[] memory proof = proofOf(leaves, index);
        bytes32 root = rootBySplitting(leaves, 0, size);

        check(MerkleTree.root(copyOf(leaves)) == root, "pairing by levels gives the root of splitting");
        check(ledger.verifyInclusion(root, leaf, index, size, proof), "at its place");
        check(!ledger.verifyInclusion(root, leaf, size, size, proof), "not outside of the tree");
        check(!ledger.verifyInclusion(root, ~leaf, index, size, proof), "no other leaf");
        check(!ledger.verifyInclusion(~root, leaf, index, size, proof), "no other root");
        if (proof.length > 0) {
            check(!ledger.verifyInclusion(root, leaf, index ^ 1, size, proof), "not at its neighbour's place");
            proof[flipped % proof.length] ^= bytes32(uint256(1));
            check(!ledger.verifyInclusion(root, leaf, index, size, proof), "not with another proof");
        }
        check(!ledger.verifyInclusion(root, leaf, index, size, new bytes32[](proof.length + 1)), "not a longer one");
    }

    /// @dev Section 2.1.1 to the letter: the left part is the largest power of two below the width.
    function rootBySplitting(bytes32[] memory leaves, uint256 from, uint256 to) private pure returns (bytes32) {
        if (to - from == 1) return leaves[from];
        uint256 middle = from + powerBelow(to - from);
        return MerkleTree.nodeHash(rootBySplitting(leaves, from, middle), rootBySplitting(leaves, middle, to));
    }

    /// @dev Section 2.1.3.1 to the letter, from the root down; the proof lists the lowest sibling first.
    function proofOf(bytes32[] memory leaves, uint256 index) private pure returns (bytes32[] memory proof) {
        bytes32[] memory siblings = new bytes32[](8);
        uint256 depth = 0;
        (uint256 from, uint256 to) = (0, leaves.length);
        while (to - from > 1) {
            uint256 middle = from + powerBelow(to - from);
            if (index < middle) {
                siblings[depth++] = rootBySplitting(leaves, middle, to);
                to = middle;
            } else {
                siblings[depth++] = rootBySplitting(leaves, from, middle);
                from = middle;
            }
        }
        proof = new bytes32[](depth);
        for (uint256 i = 0; i < depth; i++) {
            proof[i] = siblings[depth - 1 - i];
        }
    }

    function powerBelow(uint256 width) private pure returns (uint256 power) {
        power = 1;
        while (power * 2 < width) power *= 2;
    }

    function copyOf(bytes32[] memory from) private pure returns (bytes32[] memory to) {
        to = new bytes32[](from.length);
        for (uint256 i = 0; i < from.length; i++) {
            to[i] = from[i];
        }
    }

    function leavesOf(string memory json, uint256 vector) private pure returns (bytes32[] memory leaves) {
        bytes32[] memory assets = vm.parseJsonBytes32Array(json, path(vector, "assets"));
        uint256[] memory versions = vm.parseJsonUintArray(json, path(vector, "versions"));
        leaves = new bytes32[](assets.length);
        for (uint256 i = 0; i < assets.length; i++) {
            leaves[i] = MerkleTree.leafHash(abi.encodePacked(assets[i], uint24(versions[i])));
        }
    }

    function path(uint256 vector, string memory field) private pure returns (string memory) {
        return string.concat(".vectors[", vm.toString(vector), "].", field);
    }
}
