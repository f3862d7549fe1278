// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "../src/ICustodyLedger.sol";
import {LedgerTest} from "./LedgerTest.sol";
import {vm} from "./Vm.sol";

contract CertificateTest is LedgerTest {
    bytes32 private constant CERTIFICATE = "certificate";

    /// A certificate is issued and revoked by one organisation, and what it said stays readable.
    function test_IssueAndRevoke() public {
        vm.expectEmit();
        emit ICustodyLedger.CertificateIssued(COMMAND, CERTIFICATE, MINE, 3, 1_900_000_000, HASH);
        issue(MINE);
        checkCertificate(ICustodyLedger.CertificateStatus.Issued);

        vm.expectEmit();
        emit ICustodyLedger.CertificateRevoked(COMMAND, CERTIFICATE, MINE, HASH);
        revoke(MINE);
        checkCertificate(ICustodyLedger.CertificateStatus.Revoked);
    }

    function test_RevertWhen_IssuedTwice() public {
        issue(MINE);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.CertificateExists.selector, CERTIFICATE));
        issue(FAB);
        revoke(MINE);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.CertificateExists.selector, CERTIFICATE));
        issue(MINE);
    }

    function test_RevertWhen_RevokedUnissuedByAnotherOrTwice() public {
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.UnknownCertificate.selector, CERTIFICATE));
        revoke(MINE);
        issue(MINE);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotIssuer.selector, CERTIFICATE, FAB, MINE));
        revoke(FAB);
        revoke(MINE);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.AlreadyRevoked.selector, CERTIFICATE));
        revoke(MINE);
    }

    /// A suspended certificate comes back when it is reinstated, as often as need be, and can be revoked meanwhile.
    function test_SuspendAndReinstate() public {
        issue(MINE);
        vm.expectEmit();
        emit ICustodyLedger.CertificateSuspended(COMMAND, CERTIFICATE, MINE, 2, HASH);
        suspend(MINE, 1);
        checkCertificate(ICustodyLedger.CertificateStatus.Suspended);
        vm.expectEmit();
        emit ICustodyLedger.CertificateReinstated(COMMAND, CERTIFICATE, MINE, 3, HASH);
        reinstate(MINE, 2);
        checkCertificate(ICustodyLedger.CertificateStatus.Issued);
        suspend(MINE, 3);
        revoke(MINE);
        checkCertificate(ICustodyLedger.CertificateStatus.Revoked);
        (,,,, uint24 version) = ledger.certificateOf(CERTIFICATE);
        check(version == 5, "version");
    }

    function test_RevertWhen_TheStatusDoesNotAllowIt() public {
        issue(MINE);
        vm.expectRevert(
            abi.encodeWithSelector(
                ICustodyLedger.InvalidCertificateStatus.selector, CERTIFICATE, ICustodyLedger.CertificateStatus.Issued
            )
        );
        reinstate(MINE, 1);
        suspend(MINE, 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                ICustodyLedger.InvalidCertificateStatus.selector,
                CERTIFICATE,
                ICustodyLedger.CertificateStatus.Suspended
            )
        );
        suspend(MINE, 2);
        revoke(MINE);
        bytes memory refusal = abi.encodeWithSelector(
            ICustodyLedger.InvalidCertificateStatus.selector, CERTIFICATE, ICustodyLedger.CertificateStatus.Revoked
        );
        vm.expectRevert(refusal);
        suspend(MINE, 3);
        vm.expectRevert(refusal);
        reinstate(MINE, 3);
    }

    function test_RevertWhen_SuspendedUnissuedByAnotherOrStale() public {
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.UnknownCertificate.selector, CERTIFICATE));
        suspend(MINE, 0);
        issue(MINE);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotIssuer.selector, CERTIFICATE, FAB, MINE));
        suspend(FAB, 1);
        suspend(MINE, 1);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.StaleCertificate.selector, CERTIFICATE, 1, 2));
        suspend(MINE, 1);
        vm.expectRevert(abi.encodeWithSelector(ICustodyLedger.NotIssuer.selector, CERTIFICATE, FAB, MINE));
        reinstate(FAB, 2);
    }

    function suspend(uint32 actor, uint24 version) private {
        vm.prank(key(actor));
        ledger.suspendCertificate(COMMAND, CERTIFICATE, version, HASH);
    }

    function reinstate(uint32 actor, uint24 version) private {
        vm.prank(key(actor));
        ledger.reinstateCertificate(COMMAND, CERTIFICATE, version, HASH);
    }

    function issue(uint32 actor) private {
        vm.prank(key(actor));
        ledger.issueCertificate(COMMAND, CERTIFICATE, 3, 1_900_000_000, HASH);
    }

    function revoke(uint32 actor) private {
        vm.prank(key(actor));
        ledger.revokeCertificate(COMMAND, CERTIFICATE, HASH);
    }

    function checkCertificate(ICustodyLedger.CertificateStatus want) private view {
        (uint32 issuer, uint40 validUntil, ICustodyLedger.CertificateStatus status, uint8 kind,) =
            ledger.certificateOf(CERTIFICATE);
        check(issuer == MINE && validUntil == 1_900_000_000 && kind == 3, "certificate");
        check(status == want, "status");
    }
}
