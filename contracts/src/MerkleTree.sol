// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Merkle trees of RFC 9162 over SHA-256
/// @notice The same trees as those of Certificate Transparency, so that any tool for those can check ours.
/// @dev Leaves and nodes have different prefixes (section 2.1.1), so that no node passes for a leaf.
library MerkleTree {
    /// @notice The hash of a leaf: SHA-256(0x00 || data).
    function leafHash(bytes memory data) internal pure returns (bytes32) {
        return sha256(abi.encodePacked(bytes1(0x00), data));
    }

    /// @notice The hash of a node: SHA-256(0x01 || left || right).
    function nodeHash(bytes32 left, bytes32 right) internal pure returns (bytes32) {
        return sha256(abi.encodePacked(bytes1(0x01), left, right));
    }

    /// @notice The root over leaf hashes, which are overwritten. The root of no leaves is SHA-256 of nothing.
    /// @dev Pairs neighbours level by level and carries an odd last one up unchanged. This is the tree of section
    /// 2.1.1, which splits at the largest power of two: a left subtree there is always full.
    function root(bytes32[] memory hashes) internal pure returns (bytes32) {
        uint256 width = hashes.length;
        if (width == 0) return sha256("");
        while (width > 1) {
            uint256 pairs = width / 2;
            for (uint256 i = 0; i < pairs; i++) {
                hashes[i] = nodeHash(hashes[2 * i], hashes[2 * i + 1]);
            }
            if (width % 2 == 1) hashes[pairs] = hashes[width - 1];
            width = pairs + width % 2;
        }
        return hashes[0];
    }

    /// @notice Whether a leaf hash is at `index` of the tree of `size` leaves with that root, by section 2.1.3.2.
    function includes(bytes32 treeRoot, bytes32 leaf, uint64 index, uint64 size, bytes32[] calldata proof)
        internal
        pure
        returns (bool)
    {
        (bool complete, bytes32 hash) = climb(leaf, index, size, proof);
        return complete && hash == treeRoot;
    }

    /// @notice The root that a proof leads to from a leaf hash, by section 2.1.3.2, and whether the proof has the length
    /// that such a tree asks for.
    function climb(bytes32 leaf, uint64 index, uint64 size, bytes32[] calldata proof)
        internal
        pure
        returns (bool complete, bytes32 hash)
    {
        hash = leaf;
        if (index >= size) return (false, hash);
        uint64 node = index; // position of `hash` in its level, "fn" in the RFC
        uint64 last = size - 1; // last position of that level, "sn"
        for (uint256 i = 0; i < proof.length; i++) {
            if (last == 0) return (false, hash);
            if (node % 2 == 1 || node == last) {
                hash = nodeHash(proof[i], hash);
                // A last node without a right neighbour goes up unchanged until it is a right one.
                while (node % 2 == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = nodeHash(hash, proof[i]);
            }
            node >>= 1;
            last >>= 1;
        }
        return (last == 0, hash);
    }
}
