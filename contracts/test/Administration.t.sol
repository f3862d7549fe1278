// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "../src/ICustodyLedger.sol";
import {LedgerTest} from "./LedgerTest.sol";
import {vm} from "./Vm.sol";

contract AdministrationTest is LedgerTest {
    address private constant ALICE = address(0xa11ce);
    address private constant BOB = address(0xb0b);
    address private constant CAROL = address(0xca401);
    address private constant NEWCOMER = address(0xbeef);

    /// Whoever deploys the ledger administers it alone, until it sets others.
    function test_TheDeployerHandsOver() public {
        checkAdministration(1, 1, 1);
        check(ledger.isAdministrator(address(this)), "the deployer");
        vm.expectEmit();
        emit ICustodyLedger.AdministratorsSet(COMMAND, trio(), 2, 2, HASH);
        ledger.setAdministrators(COMMAND, 1, trio(), 2, HASH);

        checkAdministration(2, 3, 2);
        check(ledger.isAdministrator(ALICE) && !ledger.isAdministrator(address(this)), "the three, not the deployer");
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotAdministrator.selector, address(this)));
        join(address(this));
    }

    /// A former administrator's key may join, and then acts as an organisation like any other.
    function test_AFormerAdministratorMayJoin() public {
        ledger.setAdministrators(COMMAND, 1, trio(), 1, HASH);
        vm.prank(ALICE);
        ledger.joinOrganization(COMMAND, address(this), "identity", HASH);
        ledger.anchor(COMMAND, "root", 5, HASH);
        check(ledger.lastAnchoredSize(4) == 5 && ledger.lastAnchoredSize(0) == 0, "anchored for itself");
    }

    /// Nothing happens until as many as must have sent the same call; the last one's takes effect, and no more.
    function test_ACallWaitsForTheOthers() public {
        ledger.setAdministrators(COMMAND, 1, trio(), 2, HASH);
        bytes32 call = callOf(2, joining("identity"));
        vm.expectEmit();
        emit ICustodyLedger.Confirmed(COMMAND, call, ALICE, 1, 2);
        join(ALICE);
        check(ledger.organizationOf(NEWCOMER) == 0, "not yet");

        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.AlreadyConfirmed.selector, call, ALICE));
        join(ALICE);
        vm.prank(BOB);
        ledger.joinOrganization(COMMAND, NEWCOMER, "another identity", HASH); // another call
        check(ledger.organizationOf(NEWCOMER) == 0, "one confirmation each");
        vm.expectEmit();
        emit ICustodyLedger.OrganizationJoined(COMMAND, 4, NEWCOMER, "identity", HASH);
        join(CAROL);
        check(ledger.organizationOf(NEWCOMER) == 4, "joined");

        join(BOB); // begins anew, and finds the key in use
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.KeyInUse.selector, NEWCOMER, 4));
        join(ALICE);
    }

    /// Value comes with the call that takes effect, or else it would be stuck.
    function test_ValueComesLast() public {
        ledger.setAdministrators(COMMAND, 1, trio(), 2, HASH);
        vm.deal(ALICE, 1 ether);
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.ValueTooEarly.selector));
        ledger.joinOrganization{value: 1 ether}(COMMAND, NEWCOMER, "identity", HASH);
        join(BOB);
        vm.prank(ALICE);
        ledger.joinOrganization{value: 1 ether}(COMMAND, NEWCOMER, "identity", HASH);
        check(NEWCOMER.balance == 1 ether, "grant");
    }

    /// A confirmation can be withdrawn while the call waits.
    function test_WithdrawTakesAConfirmationBack() public {
        ledger.setAdministrators(COMMAND, 1, trio(), 2, HASH);
        bytes32 call = callOf(2, joining("identity"));
        join(ALICE);
        vm.expectEmit();
        emit ICustodyLedger.ConfirmationWithdrawn(COMMAND, call, ALICE);
        vm.prank(ALICE);
        ledger.withdraw(COMMAND, call);
        join(BOB);
        check(ledger.organizationOf(NEWCOMER) == 0, "not with the withdrawn one");
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotConfirmed.selector, call, ALICE));
        ledger.withdraw(COMMAND, call);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotAdministrator.selector, address(this)));
        ledger.withdraw(COMMAND, call);
        join(ALICE);
        check(ledger.organizationOf(NEWCOMER) == 4, "joined");
    }

    /// New administrators start with a clean table: what was confirmed before them is void.
    function test_ANewRoundVoidsConfirmations() public {
        ledger.setAdministrators(COMMAND, 1, trio(), 2, HASH);
        join(ALICE);
        vm.prank(ALICE);
        ledger.setAdministrators(COMMAND, 2, trio(), 2, HASH);
        vm.prank(BOB);
        ledger.setAdministrators(COMMAND, 2, trio(), 2, HASH);
        checkAdministration(3, 3, 2);
        join(BOB);
        check(ledger.organizationOf(NEWCOMER) == 0, "one of the new round");
        join(CAROL);
        check(ledger.organizationOf(NEWCOMER) == 4, "two of the new round");
    }

    /// Everything that administrators do needs as many of them as were set, their anchors too.
    function test_EveryCallOfAdministratorsWaits() public {
        ledger.setAdministrators(COMMAND, 1, trio(), 2, HASH);
        vm.startPrank(ALICE);
        ledger.pause(COMMAND, 1, HASH);
        ledger.unpause(COMMAND, 1, HASH);
        ledger.setOrganizationStatus(COMMAND, FAB, 1, ICustodyLedger.OrganizationStatus.Suspended, HASH);
        ledger.setAdministrators(COMMAND, 2, new address[](0), 9, HASH);
        ledger.anchor(COMMAND, "root", 5, HASH);
        vm.stopPrank();
        (,,, bool paused,) = ledger.administration();
        (ICustodyLedger.OrganizationStatus status,) = ledger.organizationStatusOf(FAB);
        check(!paused && status == ICustodyLedger.OrganizationStatus.Active, "nothing happened");
        check(ledger.lastAnchoredSize(0) == 0, "nothing anchored");
        vm.prank(BOB);
        ledger.anchor(COMMAND, "root", 5, HASH);
        check(ledger.lastAnchoredSize(0) == 5, "anchored");
    }

    function test_RevertWhen_TheRoundIsStale() public {
        ledger.setAdministrators(COMMAND, 1, trio(), 1, HASH);
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.StaleRound.selector, 1, 2));
        ledger.setAdministrators(COMMAND, 1, trio(), 1, HASH);
    }

    /// There are 1 to 32 administrators, and no more must agree than there are.
    function test_RevertWhen_TheThresholdCannotBeMet() public {
        refuseThreshold(new address[](0), 0);
        refuseThreshold(new address[](0), 1);
        refuseThreshold(trio(), 0);
        refuseThreshold(trio(), 4);
        refuseThreshold(new address[](33), 1);
        address[] memory most = new address[](32);
        for (uint160 i = 0; i < 32; i++) {
            most[i] = address(0x2000 + i);
        }
        ledger.setAdministrators(COMMAND, 1, most, 32, HASH);
        for (uint256 i = 0; i < 32; i++) {
            check(ledger.organizationOf(NEWCOMER) == 0, "not before the last");
            join(most[i]);
        }
        check(ledger.organizationOf(NEWCOMER) == 4, "all 32 agreed");
    }

    /// Nobody, an organisation's key, a removed one, or the same key twice cannot administer.
    function test_RevertWhen_AKeyCannotAdminister() public {
        vm.prank(key(FAB));
        ledger.rotateKey(COMMAND, NEWCOMER, HASH);
        address[4] memory bad = [address(0), NEWCOMER, key(FAB), ALICE];
        for (uint256 i = 0; i < bad.length; i++) {
            address[] memory keys = trio();
            keys[1] = bad[i];
            vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InvalidKey.selector, bad[i]));
            ledger.setAdministrators(COMMAND, 1, keys, 2, HASH);
        }
    }

    function test_RevertWhen_TheCallerIsNoAdministrator() public {
        bytes memory refusal = abi.encodeWithSelector(ICustodyLedger.NotAdministrator.selector, key(FAB));
        vm.startPrank(key(FAB));
        vm.expectRevert(refusal);
        ledger.pause(COMMAND, 1, HASH);
        vm.expectRevert(refusal);
        ledger.unpause(COMMAND, 1, HASH);
        vm.expectRevert(refusal);
        ledger.setOrganizationStatus(COMMAND, SHOP, 1, ICustodyLedger.OrganizationStatus.Suspended, HASH);
        vm.expectRevert(refusal);
        ledger.setAdministrators(COMMAND, 1, trio(), 1, HASH);
        vm.stopPrank();
    }

    function trio() private pure returns (address[] memory keys) {
        keys = new address[](3);
        (keys[0], keys[1], keys[2]) = (ALICE, BOB, CAROL);
    }

    function join(address administrator) private {
        vm.prank(administrator);
        ledger.joinOrganization(COMMAND, NEWCOMER, "identity", HASH);
    }

    function joining(bytes32 identity) private view returns (bytes memory) {
        return abi.encodeCall(ledger.joinOrganization, (COMMAND, NEWCOMER, identity, HASH));
    }

    function callOf(uint24 round, bytes memory data) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(round, data));
    }

    function refuseThreshold(address[] memory keys, uint8 threshold) private {
        vm.expectRevert(
            abi.encodeWithSelector(ICustodyLedger.InvalidThreshold.selector, uint256(threshold), keys.length)
        );
        ledger.setAdministrators(COMMAND, 1, keys, threshold, HASH);
    }

    function checkAdministration(uint24 wantRound, uint8 wantKeys, uint8 wantThreshold) private view {
        (uint24 round, uint8 keys, uint8 threshold,,) = ledger.administration();
        check(round == wantRound && keys == wantKeys && threshold == wantThreshold, "administration");
    }
}
