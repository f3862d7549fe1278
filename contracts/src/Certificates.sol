// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "./ICustodyLedger.sol";
import {Organizations} from "./Organizations.sol";

/// @title Certificates: issued by any organisation, and in its hands alone
abstract contract Certificates is Organizations {
    /// @dev One slot.
    struct Certificate {
        uint24 issuer;
        uint40 validUntil;
        CertificateStatus status;
        uint8 kind;
        uint24 version;
    }

    mapping(bytes32 key => Certificate) private _certificates;

    /// @inheritdoc ICustodyLedger
    function issueCertificate(bytes32 commandId, bytes32 certificate, uint8 kind, uint40 validUntil, bytes32 eventHash)
        external
    {
        uint24 actor = _actor();
        if (_certificates[certificate].status != CertificateStatus.None) revert CertificateExists(certificate);
        _certificates[certificate] = Certificate(actor, validUntil, CertificateStatus.Issued, kind, 1);
        emit CertificateIssued(commandId, certificate, actor, kind, validUntil, eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function suspendCertificate(bytes32 commandId, bytes32 certificate, uint24 expectedVersion, bytes32 eventHash)
        external
    {
        (uint24 actor, uint24 version) =
            _change(certificate, expectedVersion, CertificateStatus.Issued, CertificateStatus.Suspended);
        emit CertificateSuspended(commandId, certificate, actor, version, eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function reinstateCertificate(bytes32 commandId, bytes32 certificate, uint24 expectedVersion, bytes32 eventHash)
        external
    {
        (uint24 actor, uint24 version) =
            _change(certificate, expectedVersion, CertificateStatus.Suspended, CertificateStatus.Issued);
        emit CertificateReinstated(commandId, certificate, actor, version, eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function revokeCertificate(bytes32 commandId, bytes32 certificate, bytes32 eventHash) external {
        (uint24 actor, Certificate memory c) = _issued(certificate);
        if (c.status == CertificateStatus.Revoked) revert AlreadyRevoked(certificate);
        c.status = CertificateStatus.Revoked;
        c.version++;
        _certificates[certificate] = c;
        emit CertificateRevoked(commandId, certificate, actor, eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function certificateOf(bytes32 certificate)
        external
        view
        returns (uint32 issuer, uint40 validUntil, CertificateStatus status, uint8 kind, uint24 version)
    {
        Certificate memory c = _certificates[certificate];
        return (c.issuer, c.validUntil, c.status, c.kind, c.version);
    }

    function _issued(bytes32 certificate) private view returns (uint24 actor, Certificate memory c) {
        actor = _actor();
        c = _certificates[certificate];
        if (c.status == CertificateStatus.None) revert UnknownCertificate(certificate);
        if (c.issuer != actor) revert NotIssuer(certificate, actor, c.issuer);
    }

    function _change(bytes32 certificate, uint24 expectedVersion, CertificateStatus from, CertificateStatus to)
        private
        returns (uint24 actor, uint24 version)
    {
        Certificate memory c;
        (actor, c) = _issued(certificate);
        if (c.version != expectedVersion) revert StaleCertificate(certificate, expectedVersion, c.version);
        if (c.status != from) revert InvalidCertificateStatus(certificate, c.status);
        (c.status, c.version) = (to, c.version + 1);
        _certificates[certificate] = c;
        return (actor, c.version);
    }
}
