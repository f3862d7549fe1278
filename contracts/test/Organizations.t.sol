// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "../src/ICustodyLedger.sol";
import {LedgerTest} from "./LedgerTest.sol";
import {vm} from "./Vm.sol";

/// @dev Takes no value.
contract Miser {}

contract OrganizationsTest is LedgerTest {
    address private constant NEWCOMER = address(0xbeef);

    /// Whoever deploys the ledger is its administrator, and the administrator's key is no organisation.
    function test_DeployerIsAdministrator() public view {
        check(ledger.administrator() == address(this), "administrator");
        check(ledger.organizationOf(address(this)) == 0, "the administrator is no organisation");
    }

    /// A newcomer gets the next number and the value sent along.
    function test_JoinGivesTheNextNumberAndTheGrant() public {
        vm.deal(address(this), 5 ether);
        vm.expectEmit();
        emit ICustodyLedger.OrganizationJoined(COMMAND, 4, NEWCOMER, "identity", HASH);
        uint32 number = ledger.joinOrganization{value: 2 ether}(COMMAND, NEWCOMER, "identity", HASH);
        check(number == 4, "number");
        check(ledger.organizationOf(NEWCOMER) == 4, "key to number");
        check(NEWCOMER.balance == 2 ether, "grant");
        check(address(ledger).balance == 0, "nothing stays behind");
    }

    function test_RevertWhen_JoinIsNotByTheAdministrator() public {
        vm.prank(key(MINE));
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotAdministrator.selector, key(MINE)));
        ledger.joinOrganization(COMMAND, NEWCOMER, "identity", HASH);
    }

    function test_RevertWhen_TheKeyIsZeroOrTheAdministrators() public {
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InvalidKey.selector, address(0)));
        ledger.joinOrganization(COMMAND, address(0), "identity", HASH);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InvalidKey.selector, address(this)));
        ledger.joinOrganization(COMMAND, address(this), "identity", HASH);
    }

    function test_RevertWhen_TheKeyJoinsTwice() public {
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.KeyInUse.selector, key(FAB), FAB));
        ledger.joinOrganization(COMMAND, key(FAB), "identity", HASH);
    }

    /// A grant that is not taken undoes the joining.
    function test_RevertWhen_TheGrantIsNotTaken() public {
        vm.deal(address(this), 1 ether);
        address miser = address(new Miser());
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.GrantFailed.selector, miser, 1 ether));
        ledger.joinOrganization{value: 1 ether}(COMMAND, miser, "identity", HASH);
        check(ledger.organizationOf(miser) == 0, "not joined");
    }

    /// Every call that acts for an organisation refuses a key that speaks for none, the administrator's included.
    function test_RevertWhen_TheKeySpeaksForNobody() public {
        bytes memory refusal = abi.encodeWithSelector(ICustodyLedger.NotOrganization.selector, address(this));
        vm.expectRevert(refusal);
        ledger.register(COMMAND, CHIP, ITEM_KIND, 0, HASH);
        vm.expectRevert(refusal);
        ledger.offer(COMMAND, CHIP, 1, FAB, false, 0, HASH);
        vm.expectRevert(refusal);
        ledger.accept(COMMAND, CHIP, 1, HASH);
        vm.expectRevert(refusal);
        ledger.reject(COMMAND, CHIP, 1, HASH);
        vm.expectRevert(refusal);
        ledger.cancel(COMMAND, CHIP, 1, HASH);
        vm.expectRevert(refusal);
        ledger.aggregate(COMMAND, PALLET, 1, "root", 1, HASH);
        vm.expectRevert(refusal);
        ledger.disaggregate(COMMAND, PALLET, 1, MINE, MINE, new ICustodyLedger.Child[](1), HASH);
        vm.expectRevert(refusal);
        ledger.transform(COMMAND, new ICustodyLedger.Input[](1), new ICustodyLedger.Output[](0), HASH);
        vm.expectRevert(refusal);
        ledger.issueCertificate(COMMAND, "certificate", 1, 0, HASH);
        vm.expectRevert(refusal);
        ledger.revokeCertificate(COMMAND, "certificate", HASH);
        vm.expectRevert(refusal);
        ledger.recordEvent(COMMAND, CHIP, HASH);
        vm.prank(key(NOBODY));
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotOrganization.selector, key(NOBODY)));
        ledger.anchor(COMMAND, "root", 1, HASH);
    }
}
