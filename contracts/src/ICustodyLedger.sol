// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Chain of custody for physical goods
/// @notice Who holds an asset, whose it is, what it was made from and what it is packed in. Names on chain are keyed
/// hashes, so an outsider learns nothing from them.
/// @dev Every change takes the id of the command that asked for it and the hash of that command's payload; both are
/// only passed on to the event. The actor of a change is the organisation whose key sent the transaction. A change
/// of an asset states the version that it expects and adds one to it, so a stale or repeated call reverts.
interface ICustodyLedger {
    /// @notice What sort of thing an asset is.
    /// @dev `Item` is one serialised thing, `Lot` a quantity of one material, `Unit` a logistic unit that holds others.
    enum Kind {
        None,
        Item,
        Lot,
        Unit
    }

    /// @notice Where an asset is in its life. `Consumed` is final.
    enum Status {
        None,
        Active,
        Offered,
        OfferedWithOwnership,
        Consumed
    }

    /// @notice How an offer ended without a handover.
    enum Outcome {
        None,
        Rejected,
        Cancelled
    }

    /// @notice Where a certificate is in its life. Expiry is a matter of time and not kept here.
    enum CertificateStatus {
        None,
        Issued,
        Revoked
    }

    /// @notice An asset at the version it had when it was packed.
    struct Child {
        bytes32 asset;
        uint24 version;
    }

    /// @notice An asset that a transformation uses up: a whole item, or a quantity of a lot in thousandths.
    struct Input {
        bytes32 asset;
        uint24 expectedVersion;
        uint80 quantity;
    }

    /// @notice An asset that a transformation makes.
    struct Output {
        bytes32 asset;
        Kind kind;
        uint80 quantity;
    }

    /// @notice A key now speaks for a new organisation.
    event OrganizationJoined(
        bytes32 indexed commandId,
        uint32 indexed organization,
        address indexed key,
        bytes32 identityHash,
        bytes32 eventHash
    );

    /// @notice The actor holds and owns a new asset. `quantity` is in thousandths, 0 unless it is a lot.
    event AssetRegistered(
        bytes32 indexed commandId,
        bytes32 indexed asset,
        uint32 indexed actor,
        Kind kind,
        uint80 quantity,
        uint24 version,
        bytes32 eventHash
    );

    /// @notice The actor offers an asset to another organisation. `deadline` is in Unix seconds, 0 for none.
    event CustodyOffered(
        bytes32 indexed commandId,
        bytes32 indexed asset,
        uint32 indexed actor,
        uint32 to,
        bool withOwnership,
        uint40 deadline,
        uint24 version,
        bytes32 eventHash
    );

    /// @notice The actor now holds the asset, and owns it if the offer was with ownership.
    event CustodyAccepted(
        bytes32 indexed commandId,
        bytes32 indexed asset,
        uint32 indexed actor,
        uint32 from,
        bool withOwnership,
        uint24 version,
        bytes32 eventHash
    );

    /// @notice The actor ended an offer without a handover.
    event CustodyClosed(
        bytes32 indexed commandId,
        bytes32 indexed asset,
        uint32 indexed actor,
        Outcome outcome,
        uint24 version,
        bytes32 eventHash
    );

    /// @notice The actor packed `count` children into the parent. The count is the actor's word; the root is proven
    /// when the parent is unpacked.
    event Aggregated(
        bytes32 indexed commandId,
        bytes32 indexed parent,
        uint32 indexed actor,
        bytes32 childrenRoot,
        uint32 count,
        uint24 version,
        bytes32 eventHash
    );

    /// @notice A child has its parent's custodian and owner. `version` is the child's.
    event ChildReleased(
        bytes32 indexed commandId,
        bytes32 indexed child,
        uint32 indexed actor,
        bytes32 parent,
        uint24 version,
        bytes32 eventHash
    );

    /// @notice The parent is empty again. One `ChildReleased` for each child came before.
    event Disaggregated(
        bytes32 indexed commandId, bytes32 indexed parent, uint32 indexed actor, uint24 version, bytes32 eventHash
    );

    /// @notice A transformation used up an input; `remaining` is what is left of a lot, 0 for an item.
    event InputConsumed(
        bytes32 indexed commandId,
        bytes32 indexed asset,
        uint32 indexed actor,
        uint80 quantity,
        uint80 remaining,
        uint24 version,
        bytes32 eventHash
    );

    /// @notice A transformation is complete. `InputConsumed` and `AssetRegistered` for its parts came before.
    event Transformed(
        bytes32 indexed commandId, uint32 indexed actor, uint32 inputs, uint32 outputs, bytes32 eventHash
    );

    /// @notice The actor issued a certificate. `validUntil` is in Unix seconds, 0 for no end.
    event CertificateIssued(
        bytes32 indexed commandId,
        bytes32 indexed certificate,
        uint32 indexed actor,
        uint8 kind,
        uint40 validUntil,
        bytes32 eventHash
    );

    /// @notice The actor withdrew a certificate that it had issued.
    event CertificateRevoked(
        bytes32 indexed commandId, bytes32 indexed certificate, uint32 indexed actor, bytes32 eventHash
    );

    /// @notice The actor left an event hash and changed nothing. `subject` is zero if it is about no single asset.
    event EventRecorded(bytes32 indexed commandId, bytes32 indexed subject, uint32 indexed actor, bytes32 eventHash);

    /// @notice The actor, 0 for the administrator, left the root of a tree with `size` leaves.
    event Anchored(
        bytes32 indexed commandId, bytes32 indexed root, uint32 indexed actor, uint64 size, bytes32 eventHash
    );

    /// @notice Thrown when somebody other than the administrator lets an organisation join.
    error NotAdministrator(address caller);

    /// @notice Thrown when the sender's key speaks for no organisation.
    error NotOrganization(address caller);

    /// @notice Thrown when an offer goes to a number that no organisation has.
    error UnknownOrganization(uint32 organization);

    /// @notice Thrown when a joining key is the zero address or the administrator's.
    error InvalidKey(address key);

    /// @notice Thrown when a joining key speaks for an organisation already.
    error KeyInUse(address key, uint32 organization);

    /// @notice Thrown when the joining key does not take the value sent along.
    error GrantFailed(address key, uint256 amount);

    /// @notice Thrown when a registration or a transformation would create an asset a second time.
    error AssetExists(bytes32 asset);

    /// @notice Thrown when a call is about an asset that was never registered.
    error UnknownAsset(bytes32 asset);

    /// @notice Thrown when an asset, or a child to be released, has another version than the caller expects.
    error StaleVersion(bytes32 asset, uint24 expected, uint24 actual);

    /// @notice Thrown when the actor does not hold the asset that it wants to offer, cancel, pack, unpack or use up.
    error NotCustodian(bytes32 asset, uint32 actor, uint32 custodian);

    /// @notice Thrown when the actor offers ownership of an asset that belongs to another, or uses it up.
    error NotOwner(bytes32 asset, uint32 actor, uint32 owner);

    /// @notice Thrown when the asset is on offer or consumed, and the call needs it active.
    error NotActive(bytes32 asset, Status status);

    /// @notice Thrown when an answer or a cancellation finds no open offer.
    error NotOffered(bytes32 asset, Status status);

    /// @notice Thrown when somebody other than the organisation it was offered to answers an offer.
    error NotPending(bytes32 asset, uint32 actor, uint32 pending);

    /// @notice Thrown when an organisation offers an asset to itself.
    error OfferToSelf(bytes32 asset, uint32 actor);

    /// @notice Thrown when an offer is made or accepted after its deadline.
    error DeadlinePassed(bytes32 asset, uint40 deadline);

    /// @notice Thrown when an asset's kind does not fit: registered without one, a parent that is no unit, a unit as input.
    error InvalidKind(bytes32 asset, Kind kind);

    /// @notice Thrown when a lot comes without a quantity, or an item or a unit with one.
    error InvalidQuantity(bytes32 asset, Kind kind, uint80 quantity);

    /// @notice Thrown when a transformation takes more of a lot than is left.
    error InsufficientQuantity(bytes32 asset, uint80 requested, uint80 remaining);

    /// @notice Thrown when a unit that holds a bundle is packed again.
    error AlreadyPacked(bytes32 parent);

    /// @notice Thrown when a unit that holds no bundle is unpacked.
    error NotPacked(bytes32 parent);

    /// @notice Thrown when a bundle has no children, or more than 512: it could not be unpacked in one transaction.
    error InvalidCount(bytes32 parent, uint256 count);

    /// @notice Thrown when the children, the packer or the owner given are not those the parent was packed with.
    error ContentsMismatch(bytes32 parent, bytes32 childrenRoot);

    /// @notice Thrown when a child cannot be released: it is the parent itself, is not active, or its custodian or
    /// owner is not the one it was packed by.
    error ChildNotReleasable(bytes32 parent, bytes32 child);

    /// @notice Thrown when a transformation uses up nothing.
    error NoInputs();

    /// @notice Thrown when a certificate is issued a second time.
    error CertificateExists(bytes32 certificate);

    /// @notice Thrown when a certificate that was never issued is revoked.
    error UnknownCertificate(bytes32 certificate);

    /// @notice Thrown when somebody other than the issuer revokes a certificate.
    error NotIssuer(bytes32 certificate, uint32 actor, uint32 issuer);

    /// @notice Thrown when a certificate is revoked a second time.
    error AlreadyRevoked(bytes32 certificate);

    /// @notice Thrown when an actor anchors a root a second time.
    error AnchorExists(bytes32 root);

    /// @notice Thrown when an anchored tree is not larger than the actor's last one.
    error AnchorNotGrowing(uint32 actor, uint64 size, uint64 lastSize);

    /// @notice Lets a key speak for a new organisation. Administrator only.
    /// @dev Forwards the value sent along to the key, as its first gas, after everything else is done.
    /// @param identityHash commitment to the organisation's identity document, kept in the log only
    /// @return organization the next free number, from 1
    function joinOrganization(bytes32 commandId, address key, bytes32 identityHash, bytes32 eventHash)
        external
        payable
        returns (uint32 organization);

    /// @notice Brings an asset under custody at version 1. The actor holds and owns it.
    /// @param quantity thousandths of a lot's unit, more than 0; 0 for items and units
    function register(bytes32 commandId, bytes32 asset, Kind kind, uint80 quantity, bytes32 eventHash) external;

    /// @notice Offers custody of an active asset that the actor holds, with ownership if it also owns it. A unit is
    /// offered with all it holds.
    /// @param deadline last second, in Unix time, at which the offer can be accepted; 0 for none
    function offer(
        bytes32 commandId,
        bytes32 asset,
        uint24 expectedVersion,
        uint32 to,
        bool withOwnership,
        uint40 deadline,
        bytes32 eventHash
    ) external;

    /// @notice Takes an asset that was offered to the actor, until the deadline.
    function accept(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) external;

    /// @notice Refuses an asset that was offered to the actor, at any time.
    function reject(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) external;

    /// @notice Withdraws the actor's offer, at any time; the only way back for an offer past its deadline.
    function cancel(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) external;

    /// @notice Packs any number of children, up to 512, into an empty unit that the actor holds, for the gas of one.
    /// @dev Leaf i is SHA-256(0x00 || asset || version, 3 bytes big endian), the tree that of RFC 9162. The parent's
    /// slot keeps the first 80 bits of SHA-256(childrenRoot || actor || parent's owner), each number 4 bytes big
    /// endian. The children's own slots stay as they are: a packer that moves a child all the same changes its
    /// version, and the bundle can then no longer be unpacked. Whoever accepts a unit checks its contents first.
    function aggregate(
        bytes32 commandId,
        bytes32 parent,
        uint24 expectedVersion,
        bytes32 childrenRoot,
        uint32 count,
        bytes32 eventHash
    ) external;

    /// @notice Unpacks a unit that the actor holds: each child gets the parent's custodian and owner.
    /// @param packedBy organisation that packed the parent and held the children
    /// @param packedOwner owner of parent and children when it was packed
    /// @param children all of them, in the order of the leaves
    function disaggregate(
        bytes32 commandId,
        bytes32 parent,
        uint24 expectedVersion,
        uint32 packedBy,
        uint32 packedOwner,
        Child[] calldata children,
        bytes32 eventHash
    ) external;

    /// @notice Uses up items and quantities of lots that the actor holds and owns, and makes assets that it holds and
    /// owns.
    /// @dev A lot of which nothing is left is consumed, as is every item. Units cannot be inputs. Without outputs it
    /// is a loss or a destruction.
    function transform(bytes32 commandId, Input[] calldata inputs, Output[] calldata outputs, bytes32 eventHash)
        external;

    /// @notice Issues a certificate, once.
    /// @param validUntil Unix seconds, 0 for no end
    function issueCertificate(bytes32 commandId, bytes32 certificate, uint8 kind, uint40 validUntil, bytes32 eventHash)
        external;

    /// @notice Withdraws a certificate that the actor issued, for good.
    function revokeCertificate(bytes32 commandId, bytes32 certificate, bytes32 eventHash) external;

    /// @notice Leaves an event hash in the log and changes nothing.
    function recordEvent(bytes32 commandId, bytes32 subject, bytes32 eventHash) external;

    /// @notice Leaves the root of a tree that only ever grows. Administrator, as actor 0, or any organisation.
    /// @dev Each actor's anchors are its own: another's of the same root does not stand in their way.
    function anchor(bytes32 commandId, bytes32 root, uint64 size, bytes32 eventHash) external;

    /// @notice The number of the organisation that a key speaks for, 0 for none.
    function organizationOf(address key) external view returns (uint32);

    /// @notice All that is kept of an asset; zeros if it was never registered.
    /// @return owner organisation whose it is
    /// @return custodian organisation that holds it
    /// @return pending organisation it is offered to, 0 if there is no open offer
    /// @return status where it is in its life
    /// @return kind what sort of thing it is
    /// @return version number of its changes, from 1
    /// @return deadline of the open offer in Unix seconds, 0 for none
    /// @return content what is left of a lot in thousandths, or the commitment to what a unit holds, 0 if empty
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
        );

    /// @notice All that is kept of a certificate; zeros if it was never issued.
    function certificateOf(bytes32 certificate)
        external
        view
        returns (uint32 issuer, uint40 validUntil, CertificateStatus status, uint8 kind);

    /// @notice When and at which size an actor anchored a root, actor 0 being the administrator; zeros if it never did.
    /// @return time of the block, in Unix seconds
    /// @return size number of leaves of the tree
    function anchorOf(uint32 actor, bytes32 root) external view returns (uint40 time, uint64 size);

    /// @notice The size of the actor's largest anchored tree, actor 0 being the administrator.
    function lastAnchoredSize(uint32 actor) external view returns (uint64);

    /// @notice The key that lets organisations join: whoever deployed the contract.
    function administrator() external view returns (address);

    /// @notice Whether a leaf is the one at `index` of the tree with that root and size, by RFC 9162 section 2.1.3.2.
    /// @dev Says nothing about the root: ask `anchorOf` for that.
    /// @param leaf the leaf's hash, prefix 0x00 included
    function verifyInclusion(bytes32 root, bytes32 leaf, uint64 index, uint64 size, bytes32[] calldata proof)
        external
        pure
        returns (bool);
}
