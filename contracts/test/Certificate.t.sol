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

    function issue(uint32 actor) private {
        vm.prank(key(actor));
        ledger.issueCertificate(COMMAND, CERTIFICATE, 3, 1_900_000_000, HASH);
    }

    function revoke(uint32 actor) private {
        vm.prank(key(actor));
        ledger.revokeCertificate(COMMAND, CERTIFICATE, HASH);
    }

    function checkCertificate(ICustodyLedger.CertificateStatus want) private view {
        (uint32 issuer, uint40 validUntil, ICustodyLedger.CertificateStatus status, uint8 kind) =
            ledger.certificateOf(CERTIFICATE);
        check(issuer == MINE && validUntil == 1_900_000_000 && kind == 3, "certificate");
        check(status == want, "status");
    }
}
