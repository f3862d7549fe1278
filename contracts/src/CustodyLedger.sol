// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ICustodyLedger} from "./ICustodyLedger.sol";
import {MerkleTree} from "./MerkleTree.sol";

/// @title The custody ledger
/// @notice Documented at {ICustodyLedger}. Its logic cannot be changed, and nobody can move another's goods: the
/// administrator lets organisations join and may anchor, no more.
/// @dev An asset, a certificate, an anchor and an organisation each fill one storage slot, because a new slot is what
/// costs most. Nothing is immutable or linked, so the code on every chain has the one hash in abi/CustodyLedger.json.
contract CustodyLedger is ICustodyLedger {
    /// @dev 256 bits. Loaded and stored as a whole. `content` is the rest of a lot, or what commits to a bundle.
    struct Asset {
        uint32 owner;
        uint32 custodian;
        uint32 pending;
        Status status;
        Kind kind;
        uint24 version;
        uint40 deadline;
        uint80 content;
    }

    struct Certificate {
        uint32 issuer;
        uint40 validUntil;
        CertificateStatus status;
        uint8 kind;
    }

    struct Anchor {
        uint40 time;
        uint64 size;
    }

    struct Organization {
        address key;
        uint64 lastAnchoredSize;
    }

    /// @dev Unpacking 512 children takes 6.3 million gas, 10.0 under the rules of Amsterdam, and must fit a transaction
    /// (EIP-7825: 16.8) with room for later price rises: what cannot be unpacked is lost.
    uint256 private constant MAX_CHILDREN = 512;

    /// @dev The administrator has number 0: its key speaks for no organisation, but it has a place here.
    uint32 private constant ADMINISTRATOR = 0;

    mapping(uint32 number => Organization) private _organizations;
    mapping(address key => uint32 number) private _numbers;
    mapping(bytes32 key => Asset) private _assets;
    mapping(bytes32 key => Certificate) private _certificates;
    /// @dev By actor too: whoever copies a root from a pending transaction and comes first must not make that one fail.
    mapping(uint32 actor => mapping(bytes32 root => Anchor)) private _anchors;
    uint32 private _organizationCount;

    constructor() {
        _organizations[ADMINISTRATOR].key = msg.sender;
    }

    /// @inheritdoc ICustodyLedger
    function joinOrganization(bytes32 commandId, address key, bytes32 identityHash, bytes32 eventHash)
        external
        payable
        returns (uint32 organization)
    {
        address admin = administrator();
        if (msg.sender != admin) revert NotAdministrator(msg.sender);
        if (key == address(0) || key == admin) revert InvalidKey(key);
        if (_numbers[key] != 0) revert KeyInUse(key, _numbers[key]);

        organization = ++_organizationCount;
        _organizations[organization].key = key;
        _numbers[key] = organization;
        emit OrganizationJoined(commandId, organization, key, identityHash, eventHash);

        if (msg.value != 0) {
            (bool sent,) = key.call{value: msg.value}("");
            if (!sent) revert GrantFailed(key, msg.value);
        }
    }

    /// @inheritdoc ICustodyLedger
    function register(bytes32 commandId, bytes32 asset, Kind kind, uint80 quantity, bytes32 eventHash) external {
        _register(commandId, asset, kind, quantity, eventHash, _actor());
    }

    /// @inheritdoc ICustodyLedger
    function offer(
        bytes32 commandId,
        bytes32 asset,
        uint24 expectedVersion,
        uint32 to,
        bool withOwnership,
        uint40 deadline,
        bytes32 eventHash
    ) external {
        uint32 actor = _actor();
        Asset memory a = _activeAsset(asset, expectedVersion, actor);
        if (withOwnership && a.owner != actor) revert NotOwner(asset, actor, a.owner);
        if (to == actor) revert OfferToSelf(asset, actor);
        if (to == ADMINISTRATOR || _organizations[to].key == address(0)) revert UnknownOrganization(to);
        _checkDeadline(asset, deadline);

        a.status = withOwnership ? Status.OfferedWithOwnership : Status.Offered;
        a.pending = to;
        a.deadline = deadline;
        _store(asset, a);
        emit CustodyOffered(commandId, asset, actor, to, withOwnership, deadline, a.version, eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function accept(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) external {
        uint32 actor = _actor();
        Asset memory a = _offeredAsset(asset, expectedVersion);
        if (a.pending != actor) revert NotPending(asset, actor, a.pending);
        _checkDeadline(asset, a.deadline);

        uint32 from = a.custodian;
        bool withOwnership = a.status == Status.OfferedWithOwnership;
        a.custodian = actor;
        if (withOwnership) a.owner = actor;
        _closeOffer(asset, a);
        emit CustodyAccepted(commandId, asset, actor, from, withOwnership, a.version, eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function reject(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) external {
        uint32 actor = _actor();
        Asset memory a = _offeredAsset(asset, expectedVersion);
        if (a.pending != actor) revert NotPending(asset, actor, a.pending);
        _closeOffer(asset, a);
        emit CustodyClosed(commandId, asset, actor, Outcome.Rejected, a.version, eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function cancel(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) external {
        uint32 actor = _actor();
        Asset memory a = _offeredAsset(asset, expectedVersion);
        if (a.custodian != actor) revert NotCustodian(asset, actor, a.custodian);
        _closeOffer(asset, a);
        emit CustodyClosed(commandId, asset, actor, Outcome.Cancelled, a.version, eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function aggregate(
        bytes32 commandId,
        bytes32 parent,
        uint24 expectedVersion,
        bytes32 childrenRoot,
        uint32 count,
        bytes32 eventHash
    ) external {
        uint32 actor = _actor();
        Asset memory unit = _activeAsset(parent, expectedVersion, actor);
        if (unit.kind != Kind.Unit) revert InvalidKind(parent, unit.kind);
        if (unit.content != 0) revert AlreadyPacked(parent);
        if (count == 0 || count > MAX_CHILDREN) revert InvalidCount(parent, count);

        unit.content = _commitment(childrenRoot, actor, unit.owner);
        _store(parent, unit);
        emit Aggregated(commandId, parent, actor, childrenRoot, count, unit.version, eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function disaggregate(
        bytes32 commandId,
        bytes32 parent,
        uint24 expectedVersion,
        uint32 packedBy,
        uint32 packedOwner,
        Child[] calldata children,
        bytes32 eventHash
    ) external {
        Asset memory unit = _activeAsset(parent, expectedVersion, _actor());
        if (unit.kind != Kind.Unit) revert InvalidKind(parent, unit.kind);
        if (unit.content == 0) revert NotPacked(parent);
        if (children.length == 0 || children.length > MAX_CHILDREN) revert InvalidCount(parent, children.length);
        bytes32 childrenRoot = _childrenRoot(children);
        if (_commitment(childrenRoot, packedBy, packedOwner) != unit.content) {
            revert ContentsMismatch(parent, childrenRoot);
        }

        for (uint256 i = 0; i < children.length; i++) {
            bytes32 asset = children[i].asset;
            uint24 version = _release(unit, parent, children[i], packedBy, packedOwner);
            emit ChildReleased(commandId, asset, unit.custodian, parent, version, eventHash);
        }
        unit.content = 0;
        _store(parent, unit);
        emit Disaggregated(commandId, parent, unit.custodian, unit.version, eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function transform(bytes32 commandId, Input[] calldata inputs, Output[] calldata outputs, bytes32 eventHash)
        external
    {
        uint32 actor = _actor();
        if (inputs.length == 0) revert NoInputs();
        for (uint256 i = 0; i < inputs.length; i++) {
            _consume(commandId, inputs[i], eventHash, actor);
        }
        for (uint256 i = 0; i < outputs.length; i++) {
            Output calldata o = outputs[i];
            _register(commandId, o.asset, o.kind, o.quantity, eventHash, actor);
        }
        // Neither length can come near 2^32: each element has a log of its own to pay for.
        emit Transformed(commandId, actor, uint32(inputs.length), uint32(outputs.length), eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function issueCertificate(bytes32 commandId, bytes32 certificate, uint8 kind, uint40 validUntil, bytes32 eventHash)
        external
    {
        uint32 actor = _actor();
        if (_certificates[certificate].status != CertificateStatus.None) revert CertificateExists(certificate);
        _certificates[certificate] = Certificate(actor, validUntil, CertificateStatus.Issued, kind);
        emit CertificateIssued(commandId, certificate, actor, kind, validUntil, eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function revokeCertificate(bytes32 commandId, bytes32 certificate, bytes32 eventHash) external {
        uint32 actor = _actor();
        Certificate storage c = _certificates[certificate];
        if (c.status == CertificateStatus.None) revert UnknownCertificate(certificate);
        if (c.issuer != actor) revert NotIssuer(certificate, actor, c.issuer);
        if (c.status == CertificateStatus.Revoked) revert AlreadyRevoked(certificate);
        c.status = CertificateStatus.Revoked;
        emit CertificateRevoked(commandId, certificate, actor, eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function recordEvent(bytes32 commandId, bytes32 subject, bytes32 eventHash) external {
        emit EventRecorded(commandId, subject, _actor(), eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function anchor(bytes32 commandId, bytes32 root, uint64 size, bytes32 eventHash) external {
        uint32 actor = msg.sender == administrator() ? ADMINISTRATOR : _actor();
        Organization storage organization = _organizations[actor];
        uint64 lastSize = organization.lastAnchoredSize;
        if (size <= lastSize) revert AnchorNotGrowing(actor, size, lastSize);
        if (_anchors[actor][root].size != 0) revert AnchorExists(root);

        organization.lastAnchoredSize = size;
        _anchors[actor][root] = Anchor(uint40(block.timestamp), size);
        emit Anchored(commandId, root, actor, size, eventHash);
    }

    /// @inheritdoc ICustodyLedger
    function organizationOf(address key) external view returns (uint32) {
        return _numbers[key];
    }

    /// @inheritdoc ICustodyLedger
    function assetOf(bytes32 asset)
        external
        view
        returns (
            uint32 owner,
            uint32 custodian,
            uint32 pending,
            Status status,
            Kind kind,
            uint24 version,
            uint40 deadline,
            uint80 content
        )
    {
        Asset memory a = _assets[asset];
        return (a.owner, a.custodian, a.pending, a.status, a.kind, a.version, a.deadline, a.content);
    }

    /// @inheritdoc ICustodyLedger
    function certificateOf(bytes32 certificate)
        external
        view
        returns (uint32 issuer, uint40 validUntil, CertificateStatus status, uint8 kind)
    {
        Certificate memory c = _certificates[certificate];
        return (c.issuer, c.validUntil, c.status, c.kind);
    }

    /// @inheritdoc ICustodyLedger
    function anchorOf(uint32 actor, bytes32 root) external view returns (uint40 time, uint64 size) {
        Anchor memory a = _anchors[actor][root];
        return (a.time, a.size);
    }

    /// @inheritdoc ICustodyLedger
    function lastAnchoredSize(uint32 actor) external view returns (uint64) {
        return _organizations[actor].lastAnchoredSize;
    }

    /// @inheritdoc ICustodyLedger
    function verifyInclusion(bytes32 root, bytes32 leaf, uint64 index, uint64 size, bytes32[] calldata proof)
        external
        pure
        returns (bool)
    {
        return MerkleTree.includes(root, leaf, index, size, proof);
    }

    /// @inheritdoc ICustodyLedger
    function administrator() public view returns (address) {
        return _organizations[ADMINISTRATOR].key;
    }

    function _actor() private view returns (uint32 actor) {
        actor = _numbers[msg.sender];
        if (actor == 0) revert NotOrganization(msg.sender);
    }

    function _asset(bytes32 asset, uint24 expectedVersion) private view returns (Asset memory a) {
        a = _assets[asset];
        if (a.status == Status.None) revert UnknownAsset(asset);
        if (a.version != expectedVersion) revert StaleVersion(asset, expectedVersion, a.version);
    }

    function _activeAsset(bytes32 asset, uint24 expectedVersion, uint32 actor) private view returns (Asset memory a) {
        a = _asset(asset, expectedVersion);
        if (a.custodian != actor) revert NotCustodian(asset, actor, a.custodian);
        if (a.status != Status.Active) revert NotActive(asset, a.status);
    }

    function _offeredAsset(bytes32 asset, uint24 expectedVersion) private view returns (Asset memory a) {
        a = _asset(asset, expectedVersion);
        if (a.status != Status.Offered && a.status != Status.OfferedWithOwnership) revert NotOffered(asset, a.status);
    }

    /// @dev A block's time may be some seconds off; deadlines are hours or days.
    function _checkDeadline(bytes32 asset, uint40 deadline) private view {
        // forge-lint: disable-next-line(block-timestamp)
        if (deadline != 0 && block.timestamp > deadline) revert DeadlinePassed(asset, deadline);
    }

    function _register(bytes32 commandId, bytes32 asset, Kind kind, uint80 quantity, bytes32 eventHash, uint32 actor)
        private
    {
        if (kind == Kind.None) revert InvalidKind(asset, kind);
        if ((kind == Kind.Lot) != (quantity > 0)) revert InvalidQuantity(asset, kind, quantity);
        if (_assets[asset].status != Status.None) revert AssetExists(asset);
        _assets[asset] = Asset(actor, actor, 0, Status.Active, kind, 1, 0, quantity);
        emit AssetRegistered(commandId, asset, actor, kind, quantity, 1, eventHash);
    }

    function _consume(bytes32 commandId, Input calldata input, bytes32 eventHash, uint32 actor) private {
        Asset memory a = _activeAsset(input.asset, input.expectedVersion, actor);
        if (a.owner != actor) revert NotOwner(input.asset, actor, a.owner);
        if (a.kind == Kind.Unit) revert InvalidKind(input.asset, a.kind);
        if ((a.kind == Kind.Lot) != (input.quantity > 0)) {
            revert InvalidQuantity(input.asset, a.kind, input.quantity);
        }
        if (input.quantity > a.content) revert InsufficientQuantity(input.asset, input.quantity, a.content);
        a.content -= input.quantity;
        if (a.content == 0) a.status = Status.Consumed;
        _store(input.asset, a);
        emit InputConsumed(commandId, input.asset, actor, input.quantity, a.content, a.version, eventHash);
    }

    /// @dev The parent is refused because its own release would be overwritten when the parent is stored. Works on
    /// storage: a thousand copies in memory would cost more than the rest.
    function _release(Asset memory unit, bytes32 parent, Child calldata child, uint32 packedBy, uint32 packedOwner)
        private
        returns (uint24 version)
    {
        Asset storage a = _assets[child.asset];
        version = a.version;
        if (version != child.version) revert StaleVersion(child.asset, child.version, version);
        if (child.asset == parent || a.status != Status.Active || a.custodian != packedBy || a.owner != packedOwner) {
            revert ChildNotReleasable(parent, child.asset);
        }
        version++;
        (a.owner, a.custodian, a.version) = (unit.owner, unit.custodian, version);
    }

    function _closeOffer(bytes32 asset, Asset memory a) private {
        a.status = Status.Active;
        a.pending = 0;
        a.deadline = 0;
        _store(asset, a);
    }

    /// @dev Checked arithmetic ends the life of an asset after 2^24 - 1 changes rather than start its versions anew.
    function _store(bytes32 asset, Asset memory a) private {
        a.version++;
        _assets[asset] = a;
    }

    function _childrenRoot(Child[] calldata children) private pure returns (bytes32) {
        bytes32[] memory leaves = new bytes32[](children.length);
        for (uint256 i = 0; i < children.length; i++) {
            leaves[i] = MerkleTree.leafHash(abi.encodePacked(children[i].asset, children[i].version));
        }
        return MerkleTree.root(leaves);
    }

    /// @dev 80 bits are what the slot has room for. A packer could find two lists with one commitment in 2^40 tries;
    /// both would hold only what it held itself, and the log has the full root. Nobody else's goods are within reach.
    function _commitment(bytes32 childrenRoot, uint32 packedBy, uint32 owner) private pure returns (uint80) {
        return uint80(bytes10(sha256(abi.encodePacked(childrenRoot, packedBy, owner))));
    }
}
