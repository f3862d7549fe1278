// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "../src/ICustodyLedger.sol";
import {LedgerTest} from "./LedgerTest.sol";
import {vm} from "./Vm.sol";

/// @dev Suspension of organisations, and the pause of all.
contract StandingTest is LedgerTest {
    ICustodyLedger.OrganizationStatus private constant ACTIVE = ICustodyLedger.OrganizationStatus.Active;
    ICustodyLedger.OrganizationStatus private constant SUSPENDED = ICustodyLedger.OrganizationStatus.Suspended;

    /// A suspended organisation does nothing, is given nothing and loses nothing; then it goes on where it was.
    function test_SuspensionFreezesAnOrganisation() public {
        register(FAB, CHIP, ITEM_KIND, 0);
        vm.expectEmit();
        emit ICustodyLedger.OrganizationStatusChanged(COMMAND, FAB, SUSPENDED, 2, HASH);
        setStatus(FAB, 1, SUSPENDED);
        checkStatus(FAB, SUSPENDED, 2);
        checkStatus(MINE, ACTIVE, 1);

        bytes memory refusal = abi.encodeWithSelector(ICustodyLedger.OrganizationSuspended.selector, FAB);
        vm.expectRevert(refusal);
        offer(FAB, CHIP, 1, SHOP, true);
        vm.prank(key(FAB));
        vm.expectRevert(refusal);
        ledger.rotateKey(COMMAND, address(0xbeef), HASH);
        register(MINE, LOT, LOT_KIND, 5);
        vm.expectRevert(refusal);
        offer(MINE, LOT, 1, FAB, true);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotCustodian.selector, CHIP, SHOP, FAB));
        offer(SHOP, CHIP, 1, MINE, true);

        setStatus(FAB, 2, ACTIVE);
        checkStatus(FAB, ACTIVE, 3);
        handOver(FAB, CHIP, 1, SHOP, true);
    }

    /// What was offered before a suspension: its own offer can still be accepted, one made to it only be taken back.
    function test_OpenOffersOutliveASuspension() public {
        register(FAB, CHIP, ITEM_KIND, 0);
        offer(FAB, CHIP, 1, SHOP, true);
        register(MINE, LOT, LOT_KIND, 5);
        offer(MINE, LOT, 1, FAB, true);
        setStatus(FAB, 1, SUSPENDED);

        accept(SHOP, CHIP, 2);
        checkAsset(CHIP, SHOP, SHOP, ICustodyLedger.Status.Active, 3);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.OrganizationSuspended.selector, FAB));
        accept(FAB, LOT, 2);
        vm.prank(key(MINE));
        ledger.cancel(COMMAND, LOT, 2, HASH);
    }

    /// Past the first 255, organisations are looked up in other words, with the same effect.
    function test_SuspensionBeyondTheFirstWord() public {
        uint32 last = 257;
        for (uint32 n = NOBODY; n <= last; n++) {
            check(ledger.joinOrganization(COMMAND, key(n), "identity", HASH) == n, "number");
        }
        setStatus(256, 1, SUSPENDED);
        checkStatus(256, SUSPENDED, 2);
        checkStatus(last, ACTIVE, 1);
        checkStatus(1, ACTIVE, 1);
        register(last, CHIP, ITEM_KIND, 0);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.OrganizationSuspended.selector, 256));
        offer(last, CHIP, 1, 256, true);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.OrganizationSuspended.selector, 256));
        register(256, LOT, LOT_KIND, 1);
        handOver(last, CHIP, 1, FAB, true);
        ledger.pause(COMMAND, 1, HASH);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.LedgerPaused.selector));
        register(last, LOT, LOT_KIND, 1);
    }

    /// While the ledger is paused no organisation acts, but administrators administer and anchor.
    function test_PauseStopsOrganisations() public {
        register(FAB, CHIP, ITEM_KIND, 0);
        vm.expectEmit();
        emit ICustodyLedger.Paused(COMMAND, 2, HASH);
        ledger.pause(COMMAND, 1, HASH);
        checkPaused(true, 2);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.LedgerPaused.selector));
        offer(FAB, CHIP, 1, SHOP, true);
        ledger.anchor(COMMAND, "root", 5, HASH);
        ledger.joinOrganization(COMMAND, key(NOBODY), "identity", HASH);
        setStatus(NOBODY, 1, SUSPENDED);

        vm.expectEmit();
        emit ICustodyLedger.Unpaused(COMMAND, 3, HASH);
        ledger.unpause(COMMAND, 2, HASH);
        checkPaused(false, 3);
        offer(FAB, CHIP, 1, SHOP, true);
    }

    /// A stale, repeated or idle change is refused.
    function test_RevertWhen_TheChangeIsStaleOrNone() public {
        setStatus(FAB, 1, SUSPENDED);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.StaleOrganization.selector, FAB, 1, 2));
        setStatus(FAB, 1, SUSPENDED);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InvalidOrganizationStatus.selector, FAB, SUSPENDED));
        setStatus(FAB, 2, SUSPENDED);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InvalidOrganizationStatus.selector, SHOP, ACTIVE));
        setStatus(SHOP, 1, ACTIVE);
        vm.expectRevert(
            abi.encodeWithSelector(
                ICustodyLedger.InvalidOrganizationStatus.selector, SHOP, ICustodyLedger.OrganizationStatus.None
            )
        );
        setStatus(SHOP, 1, ICustodyLedger.OrganizationStatus.None);
        for (uint32 nobody = 0; nobody <= NOBODY; nobody += NOBODY) {
            vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.UnknownOrganization.selector, nobody));
            setStatus(nobody, 1, SUSPENDED);
            checkStatus(nobody, ICustodyLedger.OrganizationStatus.None, 0);
        }

        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.InvalidOrganizationStatus.selector, 0, ACTIVE));
        ledger.unpause(COMMAND, 1, HASH);
        ledger.pause(COMMAND, 1, HASH);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.StaleOrganization.selector, 0, 1, 2));
        ledger.pause(COMMAND, 1, HASH);
    }

    function setStatus(uint32 organization, uint24 version, ICustodyLedger.OrganizationStatus status) private {
        ledger.setOrganizationStatus(COMMAND, organization, version, status, HASH);
    }

    function checkStatus(uint32 organization, ICustodyLedger.OrganizationStatus want, uint24 wantVersion) private view {
        (ICustodyLedger.OrganizationStatus status, uint24 version) = ledger.organizationStatusOf(organization);
        check(status == want && version == wantVersion, "status");
    }

    function checkPaused(bool want, uint24 wantVersion) private view {
        (,,, bool paused, uint24 version) = ledger.administration();
        check(paused == want && version == wantVersion, "paused");
    }
}
