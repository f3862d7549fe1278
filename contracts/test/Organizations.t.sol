// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "../src/ICustodyLedger.sol";
import {LedgerTest} from "./LedgerTest.sol";
import {vm} from "./Vm.sol";

/// @dev Takes no value.
contract Miser {}

contract OrganizationsTest is LedgerTest {
    address private constant NEWCOMER = address(0xbeef);
    address private constant THIRD = address(0xcafe);

    /// Whoever deploys the ledger is its administrator, and the administrator's key is no organisation.
    function test_DeployerIsAdministrator() public view {
        check(ledger.isAdministrator(address(this)), "administrator");
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

    /// An organisation has any number of keys. Each acts for it, whoever added it, and gets the value sent along.
    function test_AddedKeysSpeakForTheOrganisation() public {
        vm.deal(key(FAB), 1 ether);
        vm.expectEmit();
        emit ICustodyLedger.KeyAdded(COMMAND, NEWCOMER, FAB, HASH);
        vm.prank(key(FAB));
        ledger.addKey{value: 1 ether}(COMMAND, NEWCOMER, HASH);
        check(ledger.organizationOf(NEWCOMER) == FAB && NEWCOMER.balance == 1 ether, "added");

        vm.prank(NEWCOMER);
        ledger.addKey(COMMAND, THIRD, HASH);
        vm.prank(THIRD);
        ledger.register(COMMAND, CHIP, ITEM_KIND, 0, HASH);
        checkAsset(CHIP, FAB, FAB, ICustodyLedger.Status.Active, 1);
        offer(FAB, CHIP, 1, SHOP, true);
        check(ledger.keyOf(FAB) == key(FAB), "the first key stays the main one");
    }

    /// A removed key does nothing more, and never speaks for anybody again.
    function test_ARemovedKeyIsUsedUp() public {
        addKey(FAB, NEWCOMER);
        vm.expectEmit();
        emit ICustodyLedger.KeyRemoved(COMMAND, key(FAB), FAB, HASH);
        vm.prank(NEWCOMER);
        ledger.removeKey(COMMAND, key(FAB), HASH);
        check(ledger.organizationOf(key(FAB)) == 0 && ledger.keyOf(FAB) == NEWCOMER, "the remover's is the main key");

        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotOrganization.selector, key(FAB)));
        register(FAB, CHIP, ITEM_KIND, 0);
        bytes memory refusal = abi.encodeWithSelector(ICustodyLedger.KeyInUse.selector, key(FAB), 0);
        vm.expectRevert(refusal);
        ledger.joinOrganization(COMMAND, key(FAB), "identity", HASH);
        vm.expectRevert(refusal);
        addKey(MINE, key(FAB));
    }

    /// Removing one of the other keys leaves the main key what it is.
    function test_RemovingAnotherKeyLeavesTheMainOne() public {
        addKey(FAB, NEWCOMER);
        vm.prank(key(FAB));
        ledger.removeKey(COMMAND, NEWCOMER, HASH);
        check(ledger.keyOf(FAB) == key(FAB) && ledger.organizationOf(NEWCOMER) == 0, "keys");
    }

    /// A new key takes the place of the one that names it, and its gas.
    function test_RotateReplacesTheSendersKey() public {
        vm.deal(key(FAB), 1 ether);
        vm.expectEmit();
        emit ICustodyLedger.KeyRotated(COMMAND, NEWCOMER, FAB, key(FAB), HASH);
        vm.prank(key(FAB));
        ledger.rotateKey{value: 1 ether}(COMMAND, NEWCOMER, HASH);
        check(ledger.organizationOf(NEWCOMER) == FAB && ledger.keyOf(FAB) == NEWCOMER, "the new key");
        check(ledger.organizationOf(key(FAB)) == 0 && NEWCOMER.balance == 1 ether, "the old one");

        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotOrganization.selector, key(FAB)));
        vm.prank(key(FAB));
        ledger.rotateKey(COMMAND, NEWCOMER, HASH);
    }

    /// An organisation cannot lose its last key: none removes itself, nor one of another's.
    function test_RevertWhen_AKeyRemovesItselfOrAnothers() public {
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.RemovesItself.selector, key(FAB)));
        vm.prank(key(FAB));
        ledger.removeKey(COMMAND, key(FAB), HASH);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotKeyOf.selector, key(SHOP), FAB));
        vm.prank(key(FAB));
        ledger.removeKey(COMMAND, key(SHOP), HASH);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotKeyOf.selector, NEWCOMER, FAB));
        vm.prank(key(FAB));
        ledger.removeKey(COMMAND, NEWCOMER, HASH);
    }

    /// Keys that are taken, nobody's or the administrator's are neither added nor rotated to.
    function test_RevertWhen_TheNewKeyCannotBeTaken() public {
        bytes memory refusal = abi.encodeWithSelector(ICustodyLedger.KeyInUse.selector, key(SHOP), SHOP);
        vm.expectRevert(refusal);
        addKey(FAB, key(SHOP));
        vm.expectRevert(refusal);
        vm.prank(key(FAB));
        ledger.rotateKey(COMMAND, key(SHOP), HASH);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.KeyInUse.selector, key(FAB), FAB));
        addKey(FAB, key(FAB));
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InvalidKey.selector, address(0)));
        addKey(FAB, address(0));
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InvalidKey.selector, address(this)));
        addKey(FAB, address(this));
    }

    /// Every call that acts for an organisation refuses a key that speaks for none, the administrator's included.
    function test_RevertWhen_TheKeySpeaksForNobody() public {
        bytes memory refusal = abi.encodeWithSelector(ICustodyLedger.NotOrganization.selector, address(this));
        vm.expectRevert(refusal);
        ledger.addKey(COMMAND, NEWCOMER, HASH);
        vm.expectRevert(refusal);
        ledger.removeKey(COMMAND, key(FAB), HASH);
        vm.expectRevert(refusal);
        ledger.rotateKey(COMMAND, NEWCOMER, HASH);
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
        vm.expectRevert(refusal);
        ledger.registerBatch(COMMAND, new ICustodyLedger.Output[](1), HASH);
        vm.expectRevert(refusal);
        ledger.expire(COMMAND, CHIP, 1, HASH);
        vm.expectRevert(refusal);
        ledger.transferOwnership(COMMAND, CHIP, 1, FAB, 0, HASH);
        vm.expectRevert(refusal);
        ledger.release(
            COMMAND,
            PALLET,
            1,
            MINE,
            MINE,
            ICustodyLedger.Child(CHIP, 1),
            ICustodyLedger.Membership(0, 1, new bytes32[](0)),
            HASH
        );
        vm.expectRevert(refusal);
        ledger.transformBalanced(
            COMMAND,
            new ICustodyLedger.Input[](1),
            new ICustodyLedger.Output[](0),
            0,
            ICustodyLedger.Model.Segregated,
            HASH
        );
        vm.expectRevert(refusal);
        ledger.consume(COMMAND, CHIP, 1, 0, HASH);
        vm.expectRevert(refusal);
        ledger.decommission(COMMAND, CHIP, 1, HASH);
        vm.expectRevert(refusal);
        ledger.openRecall(COMMAND, CHIP, 0, HASH);
        vm.expectRevert(refusal);
        ledger.closeRecall(COMMAND, CHIP, 0, HASH);
        vm.expectRevert(refusal);
        ledger.suspendCertificate(COMMAND, "certificate", 1, HASH);
        vm.expectRevert(refusal);
        ledger.reinstateCertificate(COMMAND, "certificate", 1, HASH);
        vm.expectRevert(refusal);
        ledger.declareError(COMMAND, CHIP, HASH, ICustodyLedger.ErrorReason.DidNotOccur, 0, HASH);
        vm.prank(key(NOBODY));
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotOrganization.selector, key(NOBODY)));
        ledger.anchor(COMMAND, "root", 1, HASH);
    }

    function addKey(uint32 actor, address newKey) private {
        vm.prank(key(actor));
        ledger.addKey(COMMAND, newKey, HASH);
    }
}
