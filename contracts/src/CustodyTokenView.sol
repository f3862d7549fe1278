// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "./ICustodyLedger.sol";

/// @title The ledger's assets as tokens that wallets and explorers can look at
/// @notice Answers what a token of ERC-721 can be asked and the ledger can answer in truth: whose it is, and where to read
/// more. Nothing can be transferred, approved or counted here, so only ERC-165 and the metadata extension are claimed.
/// @dev A token's id is its asset's key. Anybody can deploy a view; the ledger does not know of it.
contract CustodyTokenView {
    ICustodyLedger public immutable ledger;
    string private _base;

    /// @notice Thrown when no such asset is in being: never registered, used up or decommissioned. As in ERC-6093.
    error ERC721NonexistentToken(uint256 tokenId);

    /// @param base what comes before an asset's key, 64 hexadecimal digits, in the address of its description
    constructor(ICustodyLedger ledger_, string memory base) {
        ledger = ledger_;
        _base = base;
    }

    /// @notice The main key of the organisation that owns the asset. Another may hold it: the ledger's `assetOf` says who.
    function ownerOf(uint256 tokenId) external view returns (address) {
        return ledger.keyOf(_owner(tokenId));
    }

    /// @notice Where the asset is described.
    function tokenURI(uint256 tokenId) external view returns (string memory) {
        _owner(tokenId);
        bytes memory digits = new bytes(64);
        for (uint256 i = 64; i > 0; tokenId >>= 4) {
            digits[--i] = bytes16("0123456789abcdef")[tokenId & 0x0f];
        }
        return string.concat(_base, string(digits));
    }

    function name() external pure returns (string memory) {
        return "Custody";
    }

    function symbol() external pure returns (string memory) {
        return "CUSTODY";
    }

    /// @notice Whether it is ERC-165 or the metadata extension of ERC-721.
    function supportsInterface(bytes4 id) external pure returns (bool) {
        return id == 0x01ffc9a7 || id == 0x5b5e139f;
    }

    function _owner(uint256 tokenId) private view returns (uint32 owner) {
        ICustodyLedger.Status status;
        (owner,,, status,,,,,) = ledger.assetOf(bytes32(tokenId));
        if (
            status == ICustodyLedger.Status.None || status == ICustodyLedger.Status.Consumed
                || status == ICustodyLedger.Status.Decommissioned
        ) revert ERC721NonexistentToken(tokenId);
    }
}
