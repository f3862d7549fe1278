// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev ERC-1271: how a contract says that it signed.
interface IERC1271 {
    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4);
}

/// @title Signatures of accounts and of contracts
library Signatures {
    /// @notice Whether the key signed the digest.
    /// @dev An account that runs a contract's code (EIP-7702) can sign either way. A signature of an account has a twin
    /// with another s; neither does anything twice, since what is signed has versions.
    function isBy(address key, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        if (signature.length == 65) {
            address signer =
                ecrecover(digest, uint8(signature[64]), bytes32(signature[0:32]), bytes32(signature[32:64]));
            if (signer == key && key != address(0)) return true;
        }
        if (key.code.length == 0) return false;
        (bool answered, bytes memory answer) =
            key.staticcall(abi.encodeCall(IERC1271.isValidSignature, (digest, signature)));
        // The answer is the function's own selector, in a word of its own.
        return answered && answer.length == 32 && bytes32(answer) == bytes32(IERC1271.isValidSignature.selector);
    }
}
