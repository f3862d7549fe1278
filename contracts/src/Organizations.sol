// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Administration} from "./Administration.sol";
import {ICustodyLedger} from "./ICustodyLedger.sol";

/// @title Organisations, their keys, and whether they may act
abstract contract Organizations is Administration {
    /// @dev One slot. `key` is the main one of its keys; each of them may do everything. `changes` are those of its
    /// status.
    struct Organization {
        address key;
        uint64 lastAnchoredSize;
        uint24 changes;
    }

    /// @dev The administrators have number 0: they speak for no organisation, but they have a place here.
    uint24 internal constant ADMINISTRATION = 0;

    mapping(uint32 number => Organization) internal _organizations;
    /// @dev A bit for each organisation that may act, 256 to a word. That of number 0 says that the ledger is not paused,
    /// so that whoever is among the first 255 pays for one look at all this.
    mapping(uint256 word => uint256 bits) private _active;

    constructor() {
        _active[0] = 1;
    }

    /// @inheritdoc ICustodyLedger
    function joinOrganization(bytes32 commandId, address key, bytes32 identityHash, bytes32 eventHash)
        external
        payable
        returns (uint32)
    {
        if (!_agreed(commandId)) return 0;
        uint24 organization = ++_registry.organizations;
        _organizations[organization].key = key;
        _active[organization >> 8] |= 1 << (organization & 0xff);
        _enrol(key, organization);
        emit OrganizationJoined(commandId, organization, key, identityHash, eventHash);
        _grant(key);
        return organization;
    }

    /// @inheritdoc ICustodyLedger
    function setOrganizationStatus(
        bytes32 commandId,
        uint32 organization,
        uint24 expectedVersion,
        OrganizationStatus status,
        bytes32 eventHash
    ) external {
        if (!_agreed(commandId)) return;
        if (_organizations[organization].key == address(0)) revert UnknownOrganization(organization);
        if (status == OrganizationStatus.None) revert InvalidOrganizationStatus(organization, status);
        uint24 version = _setActive(organization, expectedVersion, status == OrganizationStatus.Active);
        emit OrganizationStatusChanged(commandId, organization, status, version, eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function pause(bytes32 commandId, uint24 expectedVersion, bytes32 eventHash) external {
        if (!_agreed(commandId)) return;
        emit Paused(commandId, _setActive(ADMINISTRATION, expectedVersion, false), eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function unpause(bytes32 commandId, uint24 expectedVersion, bytes32 eventHash) external {
        if (!_agreed(commandId)) return;
        emit Unpaused(commandId, _setActive(ADMINISTRATION, expectedVersion, true), eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function addKey(bytes32 commandId, address key, bytes32 eventHash) external payable {
        uint24 actor = _actor();
        _enrol(key, actor);
        emit KeyAdded(commandId, key, actor, eventHash);
        _grant(key);
    }

    /// @inheritdoc ICustodyLedger
    function removeKey(bytes32 commandId, address key, bytes32 eventHash) external {
        uint24 actor = _actor();
        if (key == msg.sender) revert RemovesItself(key);
        if (_keys[key].organization != actor) revert NotKeyOf(key, actor);
        _retire(key, actor, msg.sender);
        emit KeyRemoved(commandId, key, actor, eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function rotateKey(bytes32 commandId, address newKey, bytes32 eventHash) external payable {
        uint24 actor = _actor();
        _enrol(newKey, actor);
        _retire(msg.sender, actor, newKey);
        emit KeyRotated(commandId, newKey, actor, msg.sender, eventHash);
        _grant(newKey);
    }

    /// @inheritdoc ICustodyLedger
    function organizationOf(address key) external view returns (uint32) {
        return _keys[key].organization;
    }

    /// @inheritdoc ICustodyLedger
    function keyOf(uint32 organization) external view returns (address) {
        return _organizations[organization].key;
    }

    /// @inheritdoc ICustodyLedger
    function organizationStatusOf(uint32 organization)
        external
        view
        returns (OrganizationStatus status, uint24 version)
    {
        Organization memory o = _organizations[organization];
        if (o.key == address(0)) return (OrganizationStatus.None, 0);
        return (_isActive(organization) ? OrganizationStatus.Active : OrganizationStatus.Suspended, o.changes + 1);
    }

    /// @inheritdoc ICustodyLedger
    function administration()
        external
        view
        returns (uint24 round, uint8 administrators, uint8 threshold, bool paused, uint24 version)
    {
        Registry memory r = _registry;
        version = _organizations[ADMINISTRATION].changes + 1;
        return (r.round, r.administrators, r.threshold, !_isActive(ADMINISTRATION), version);
    }

    /// @dev The organisation that the sender speaks for, if it may act.
    function _actor() internal view returns (uint24 actor) {
        actor = _keys[msg.sender].organization;
        if (actor == 0) revert NotOrganization(msg.sender);
        _checkActive(actor);
    }

    function _checkActive(uint24 organization) internal view {
        uint256 bits = _active[0];
        if (bits & 1 == 0) revert LedgerPaused();
        if (organization > 0xff) bits = _active[organization >> 8];
        if ((bits >> (organization & 0xff)) & 1 == 0) revert OrganizationSuspended(organization);
    }

    /// @dev The organisation that something would be given to, if it may act.
    function _receiver(uint32 organization) internal view returns (uint24) {
        if (organization == ADMINISTRATION) revert UnknownOrganization(organization);
        if (!_isActive(organization)) {
            if (_organizations[organization].key == address(0)) revert UnknownOrganization(organization);
            revert OrganizationSuspended(organization);
        }
        // forge-lint: disable-next-line(unsafe-typecast)
        return uint24(organization); // only numbers that were given out are active, and those have 24 bits
    }

    function _isActive(uint32 organization) private view returns (bool) {
        return (_active[organization >> 8] >> (organization & 0xff)) & 1 != 0;
    }

    function _setActive(uint32 organization, uint24 expectedVersion, bool active) private returns (uint24 version) {
        Organization storage o = _organizations[organization];
        version = o.changes + 1;
        if (version != expectedVersion) revert StaleOrganization(organization, expectedVersion, version);
        if (_isActive(organization) == active) {
            revert InvalidOrganizationStatus(
                organization, active ? OrganizationStatus.Active : OrganizationStatus.Suspended
            );
        }
        _active[organization >> 8] ^= 1 << (organization & 0xff);
        o.changes = version;
        return version + 1;
    }

    /// @dev A key is used once and for good: one that was removed, perhaps because it was stolen, never comes back, and
    /// a repeated command finds it taken.
    function _enrol(address key, uint24 organization) private {
        if (key == address(0) || isAdministrator(key)) revert InvalidKey(key);
        Key memory taken = _keys[key];
        if (taken.organization != 0 || taken.former != 0) revert KeyInUse(key, taken.organization);
        _keys[key] = Key(organization, 0, 0, 0);
    }

    function _retire(address key, uint24 organization, address successor) private {
        _keys[key] = Key(0, organization, 0, 0);
        if (_organizations[organization].key == key) _organizations[organization].key = successor;
    }

    /// @dev The last thing that a call does: the key may be a contract, and act when it is paid.
    function _grant(address key) private {
        if (msg.value == 0) return;
        (bool sent,) = key.call{value: msg.value}("");
        if (!sent) revert GrantFailed(key, msg.value);
    }
}
