// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CustodyTokenView} from "../src/CustodyTokenView.sol";
import {LedgerTest} from "./LedgerTest.sol";
import {vm} from "./Vm.sol";

contract TokenViewTest is LedgerTest {
    CustodyTokenView private _view;

    function setUp() public override {
        super.setUp();
        _view = new CustodyTokenView(ledger, "https://trace.example/");
    }

    /// A token is its owner's, whoever holds the asset, and says where to read more.
    function test_ATokenIsItsOwners() public {
        bytes32 asset = bytes32(uint256(0xabc));
        register(FAB, asset, ITEM_KIND, 0);
        check(_view.ownerOf(uint256(asset)) == key(FAB), "the fab's");
        handOver(FAB, asset, 1, SHOP, false);
        check(_view.ownerOf(uint256(asset)) == key(FAB), "still the fab's");
        handOver(SHOP, asset, 3, FAB, false);
        handOver(FAB, asset, 5, SHOP, true);
        check(_view.ownerOf(uint256(asset)) == key(SHOP), "the shop's");
        string memory want = "https://trace.example/0000000000000000000000000000000000000000000000000000000000000abc";
        check(keccak256(bytes(_view.tokenURI(uint256(asset)))) == keccak256(bytes(want)), "where to read more");
    }

    /// What is not in being is no token: never registered, used up or decommissioned.
    function test_RevertWhen_TheAssetIsNotInBeing() public {
        refuse(CHIP);
        register(FAB, CHIP, ITEM_KIND, 0);
        vm.prank(key(FAB));
        ledger.consume(COMMAND, CHIP, 1, 0, HASH);
        refuse(CHIP);
        register(FAB, PALLET, UNIT_KIND, 0);
        vm.prank(key(FAB));
        ledger.decommission(COMMAND, PALLET, 1, HASH);
        refuse(PALLET);
    }

    /// It claims to be no more than it is.
    function test_OnlyReadingIsClaimed() public view {
        check(_view.supportsInterface(0x01ffc9a7) && _view.supportsInterface(0x5b5e139f), "ERC-165 and metadata");
        check(!_view.supportsInterface(0x80ac58cd) && !_view.supportsInterface(0xffffffff), "not transfers");
        check(bytes(_view.name()).length != 0 && bytes(_view.symbol()).length != 0, "name and symbol");
        check(address(_view.ledger()) == address(ledger), "ledger");
    }

    function refuse(bytes32 asset) private {
        bytes memory refusal = abi.encodeWithSelector(CustodyTokenView.ERC721NonexistentToken.selector, uint256(asset));
        vm.expectRevert(refusal);
        _view.ownerOf(uint256(asset));
        vm.expectRevert(refusal);
        _view.tokenURI(uint256(asset));
    }
}
