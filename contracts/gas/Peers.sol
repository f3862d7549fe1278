// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.29;

import {EAS} from "@ethereum-attestation-service/eas-contracts/contracts/EAS.sol";
import {SchemaRegistry} from "@ethereum-attestation-service/eas-contracts/contracts/SchemaRegistry.sol";
import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {RMRKNestable} from "@rmrk-team/evm-contracts/contracts/RMRK/nestable/RMRKNestable.sol";

/// @dev The least that makes each standard's reference implementation usable. Anybody can mint: a check would cost more.
contract Token721 is ERC721("", "") {
    function mint(address to, uint256 id) external {
        _mint(to, id);
    }
}

contract Token1155 is ERC1155("") {
    function mint(address to, uint256 id, uint256 amount) external {
        _mint(to, id, amount, "");
    }
}

contract Token7401 is RMRKNestable {
    function mint(address to, uint256 id) external {
        _mint(to, id, "");
    }

    function nestMint(address to, uint256 id, uint256 parent) external {
        _nestMint(to, id, parent, "");
    }
}

contract Schemas is SchemaRegistry {}

contract Attestations is EAS {
    constructor(SchemaRegistry registry) EAS(registry) {}
}
