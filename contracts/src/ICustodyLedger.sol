// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Chain of custody for physical goods
/// @notice Who holds an asset, whose it is, what it was made from and what it is packed in. Names on chain are keyed
/// hashes, so an outsider learns nothing from them.
/// @dev Every change takes the id of the command that asked for it and the hash of that command's payload; both are
/// only passed on to the event. The actor of a change is the organisation whose key sent the transaction. A change
/// of an asset states the version that it expects and adds one to it, so a stale or repeated call reverts; so do
/// changes of certificates, recalls and organisations, unless they can happen only once.
///
/// A quantity is an amount: its first three bytes are the measure, a UN/ECE Rec 20 code such as KGM, or zeros if none is
/// stated; the other seven count thousandths of it. Whoever states no measure can take it for a plain number.
interface ICustodyLedger {
    /// @notice What sort of thing an asset is.
    /// @dev `Item` is one serialised thing, `Lot` a quantity of one material, `Unit` a logistic unit that holds others.
    enum Kind {
        None,
        Item,
        Lot,
        Unit
    }

    /// @notice Where an asset is in its life. `Consumed` and `Decommissioned` are final.
    enum Status {
        None,
        Active,
        Offered,
        OfferedWithOwnership,
        Consumed,
        Decommissioned,
        OwnershipOffered
    }

    /// @notice How an offer ended without a handover.
    enum Outcome {
        None,
        Rejected,
        Cancelled,
        Expired
    }

    /// @notice Where a certificate is in its life. Expiry is a matter of time and not kept here.
    enum CertificateStatus {
        None,
        Issued,
        Revoked,
        Suspended
    }

    /// @notice Whether an organisation may act.
    enum OrganizationStatus {
        None,
        Active,
        Suspended
    }

    /// @notice The chain of custody models of ISO 22095, by which claims pass from inputs to outputs.
    enum Model {
        None,
        IdentityPreserved,
        Segregated,
        ControlledBlending,
        MassBalance,
        BookAndClaim
    }

    /// @notice Why an event is declared an error, by the error reasons of GS1's Core Business Vocabulary.
    enum ErrorReason {
        None,
        DidNotOccur,
        IncorrectData
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

    /// @notice An asset that a transformation makes, or that is registered among others.
    struct Output {
        bytes32 asset;
        Kind kind;
        uint80 quantity;
    }

    /// @notice An asset at the version that it has now.
    struct AssetVersion {
        bytes32 asset;
        uint24 version;
    }

    /// @notice A handover that both parties sign, as typed data of EIP-712 with the types of `handoverDigest`.
    struct Handover {
        bytes32 commandId;
        AssetVersion[] assets;
        uint32 from;
        uint32 to;
        bool withOwnership;
        uint40 deadline;
        bytes32 eventHash;
    }

    /// @notice What a key signed: r, s and v (27 or 28) of an account, or what a contract accepts by ERC-1271.
    struct Signature {
        address key;
        bytes signature;
    }

    /// @notice That a child is at `index` of `size` in a bundle, by RFC 9162 section 2.1.3.
    struct Membership {
        uint64 index;
        uint64 size;
        bytes32[] path;
    }

    /// @notice A key now speaks for a new organisation.
    event OrganizationJoined(
        bytes32 indexed commandId,
        uint32 indexed organization,
        address indexed key,
        bytes32 identityHash,
        bytes32 eventHash
    );

    /// @notice One more key speaks for the actor.
    event KeyAdded(bytes32 indexed commandId, address indexed key, uint32 indexed actor, bytes32 eventHash);

    /// @notice A key no longer speaks for the actor, nor ever will for anybody.
    event KeyRemoved(bytes32 indexed commandId, address indexed key, uint32 indexed actor, bytes32 eventHash);

    /// @notice A key speaks for the actor in place of the one that sent the transaction.
    event KeyRotated(
        bytes32 indexed commandId, address indexed key, uint32 indexed actor, address previous, bytes32 eventHash
    );

    /// @notice An organisation may act again, or no longer. `version` counts the changes, from 1 when it joined.
    event OrganizationStatusChanged(
        bytes32 indexed commandId,
        uint32 indexed organization,
        OrganizationStatus status,
        uint24 version,
        bytes32 eventHash
    );

    /// @notice No organisation may act until `Unpaused`. `version` counts the changes, from 1 for a new ledger.
    event Paused(bytes32 indexed commandId, uint24 version, bytes32 eventHash);

    /// @notice Organisations may act again.
    event Unpaused(bytes32 indexed commandId, uint24 version, bytes32 eventHash);

    /// @notice These keys are the administrators now, and as many as `threshold` of them must agree.
    event AdministratorsSet(
        bytes32 indexed commandId, address[] administrators, uint8 threshold, uint24 round, bytes32 eventHash
    );

    /// @notice An administrator agreed to a call, which waits for others. `call` is what `withdraw` takes.
    event Confirmed(
        bytes32 indexed commandId,
        bytes32 indexed call,
        address indexed administrator,
        uint8 confirmations,
        uint8 threshold
    );

    /// @notice An administrator no longer agrees to a call.
    event ConfirmationWithdrawn(bytes32 indexed commandId, bytes32 indexed call, address indexed administrator);

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

    /// @notice The actor holds the asset now, and owns it if the handover was with ownership: both parties signed it.
    event CustodyHandedOver(
        bytes32 indexed commandId,
        bytes32 indexed asset,
        uint32 indexed actor,
        uint32 from,
        bool withOwnership,
        uint24 version,
        bytes32 eventHash
    );

    /// @notice The actor offers the ownership of an asset, which stays where it is.
    event OwnershipOffered(
        bytes32 indexed commandId,
        bytes32 indexed asset,
        uint32 indexed actor,
        uint32 to,
        uint40 deadline,
        uint24 version,
        bytes32 eventHash
    );

    /// @notice The actor now owns the asset, whoever holds it.
    event OwnershipTransferred(
        bytes32 indexed commandId,
        bytes32 indexed asset,
        uint32 indexed actor,
        uint32 from,
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

    /// @notice A child stayed as it is when its parent was unpacked: it had left the bundle before, released by proof or
    /// handed over behind its back. `version` is the one that it has now, 0 if there is no such asset.
    event ChildSkipped(
        bytes32 indexed commandId,
        bytes32 indexed child,
        uint32 indexed actor,
        bytes32 parent,
        uint24 version,
        bytes32 eventHash
    );

    /// @notice The parent is empty again. One `ChildReleased` or `ChildSkipped` for each child came before.
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

    /// @notice What came in of one measure is what went out and what was lost. Its `Transformed` came before.
    event MassBalanced(
        bytes32 indexed commandId,
        uint32 indexed actor,
        Model model,
        bytes3 measure,
        uint256 quantityIn,
        uint256 quantityOut,
        uint256 loss,
        bytes32 eventHash
    );

    /// @notice The asset is gone for good; `quantity` is what was left of a lot.
    event AssetDecommissioned(
        bytes32 indexed commandId,
        bytes32 indexed asset,
        uint32 indexed actor,
        uint80 quantity,
        uint24 version,
        bytes32 eventHash
    );

    /// @notice The actor warns of an asset and of what was made from it. `version` counts the changes of its recall.
    event RecallOpened(
        bytes32 indexed commandId, bytes32 indexed asset, uint32 indexed actor, uint24 version, bytes32 eventHash
    );

    /// @notice The actor no longer warns of the asset.
    event RecallClosed(
        bytes32 indexed commandId, bytes32 indexed asset, uint32 indexed actor, uint24 version, bytes32 eventHash
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

    /// @notice A certificate that the actor issued does not count until it is reinstated.
    event CertificateSuspended(
        bytes32 indexed commandId, bytes32 indexed certificate, uint32 indexed actor, uint24 version, bytes32 eventHash
    );

    /// @notice A certificate that the actor issued and suspended counts again.
    event CertificateReinstated(
        bytes32 indexed commandId, bytes32 indexed certificate, uint32 indexed actor, uint24 version, bytes32 eventHash
    );

    /// @notice The actor declares that an event was wrong. It counts if the event was the actor's own. `correction` is
    /// the hash of the event that puts it right, zero if there is none.
    event ErrorDeclared(
        bytes32 indexed commandId,
        bytes32 indexed subject,
        uint32 indexed actor,
        bytes32 erroneous,
        ErrorReason reason,
        bytes32 correction,
        bytes32 eventHash
    );

    /// @notice The actor left an event hash and changed nothing. `subject` is zero if it is about no single asset.
    event EventRecorded(bytes32 indexed commandId, bytes32 indexed subject, uint32 indexed actor, bytes32 eventHash);

    /// @notice The actor, 0 for the administrators, left the root of a tree with `size` leaves.
    event Anchored(
        bytes32 indexed commandId, bytes32 indexed root, uint32 indexed actor, uint64 size, bytes32 eventHash
    );

    /// @notice Thrown when the sender is no administrator.
    error NotAdministrator(address caller);

    /// @notice Thrown when the sender's key speaks for no organisation.
    error NotOrganization(address caller);

    /// @notice Thrown when an offer goes to a number that no organisation has.
    error UnknownOrganization(uint32 organization);

    /// @notice Thrown when a new key is the zero address, an administrator's, or that of an organisation where an
    /// administrator's is needed.
    error InvalidKey(address key);

    /// @notice Thrown when a new key speaks for an organisation already, or once did and was removed: then it is 0.
    error KeyInUse(address key, uint32 organization);

    /// @notice Thrown when the new key does not take the value sent along.
    error GrantFailed(address key, uint256 amount);

    /// @notice Thrown when a key would be removed that does not speak for the actor.
    error NotKeyOf(address key, uint32 actor);

    /// @notice Thrown when a key would remove itself, which could be an organisation's last: it can be rotated.
    error RemovesItself(address key);

    /// @notice Thrown when an organisation is suspended that wants to act, or to which something would be given.
    error OrganizationSuspended(uint32 organization);

    /// @notice Thrown when an organisation wants to act while the ledger is paused.
    error LedgerPaused();

    /// @notice Thrown when an organisation, or the ledger as number 0, has another version than the caller expects.
    error StaleOrganization(uint32 organization, uint24 expected, uint24 actual);

    /// @notice Thrown when an organisation has the wanted status already, or it is none.
    error InvalidOrganizationStatus(uint32 organization, OrganizationStatus status);

    /// @notice Thrown when the administrators have changed in the meantime.
    error StaleRound(uint24 expected, uint24 actual);

    /// @notice Thrown when there are no administrators or more than 32, or the threshold is 0 or above their number.
    error InvalidThreshold(uint256 threshold, uint256 administrators);

    /// @notice Thrown when an administrator agrees to the same call twice.
    error AlreadyConfirmed(bytes32 call, address administrator);

    /// @notice Thrown when an administrator withdraws what it has not agreed to, or what is done.
    error NotConfirmed(bytes32 call, address administrator);

    /// @notice Thrown when value comes with a confirmation that does not complete a call.
    error ValueTooEarly();

    /// @notice Thrown when a registration or a transformation would create an asset a second time.
    error AssetExists(bytes32 asset);

    /// @notice Thrown when a call is about an asset that was never registered.
    error UnknownAsset(bytes32 asset);

    /// @notice Thrown when an asset, or a child to be released, has another version than the caller expects.
    error StaleVersion(bytes32 asset, uint24 expected, uint24 actual);

    /// @notice Thrown when the actor does not hold the asset that it wants to offer, cancel, pack, unpack or use up.
    error NotCustodian(bytes32 asset, uint32 actor, uint32 custodian);

    /// @notice Thrown when the actor offers ownership of an asset that belongs to another, takes such an offer back, or uses
    /// the asset up.
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

    /// @notice Thrown when an offer is closed as expired whose deadline has not passed, or that has none.
    error NotExpired(bytes32 asset, uint40 deadline);

    /// @notice Thrown when a signed handover names no assets.
    error NothingHandedOver();

    /// @notice Thrown when a key did not sign the handover.
    error InvalidSignature(address key);

    /// @notice Thrown when a lot comes without a quantity, or an item or a unit with one.
    error InvalidQuantity(bytes32 asset, Kind kind, uint80 quantity);

    /// @notice Thrown when a transformation takes more of a lot than is left, both in thousandths of its measure.
    error InsufficientQuantity(bytes32 asset, uint80 requested, uint80 remaining);

    /// @notice Thrown when a quantity is stated in another measure than the lot's.
    error OtherMeasure(bytes32 asset, bytes3 measure, bytes3 expected);

    /// @notice Thrown when no input has the measure that a transformation is to be balanced in, or it is none.
    error NothingToBalance(bytes3 measure);

    /// @notice Thrown when a balanced transformation makes more or less of a measure than went in.
    error Unbalanced(bytes3 measure, uint256 quantityIn, uint256 quantityOut, uint256 loss);

    /// @notice Thrown when a balanced transformation states no model.
    error NoModel();

    /// @notice Thrown when a batch registers nothing.
    error NothingRegistered();

    /// @notice Thrown when a unit that holds a bundle is packed again or decommissioned.
    error AlreadyPacked(bytes32 parent);

    /// @notice Thrown when a unit that holds no bundle is unpacked.
    error NotPacked(bytes32 parent);

    /// @notice Thrown when a bundle has no children, or more than 512: it could not be unpacked in one transaction.
    error InvalidCount(bytes32 parent, uint256 count);

    /// @notice Thrown when the children, the packer or the owner given are not those the parent was packed with.
    error ContentsMismatch(bytes32 parent, bytes32 childrenRoot);

    /// @notice Thrown when a child cannot be released alone: it is the parent itself, is not active, has changed since it
    /// was packed, or its custodian or owner is not the one it was packed by.
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

    /// @notice Thrown when a certificate has another version than the caller expects.
    error StaleCertificate(bytes32 certificate, uint24 expected, uint24 actual);

    /// @notice Thrown when a certificate cannot be suspended or reinstated from where it is.
    error InvalidCertificateStatus(bytes32 certificate, CertificateStatus status);

    /// @notice Thrown when a recall is opened by an organisation that neither made, owns nor holds the asset.
    error NotParty(bytes32 asset, uint32 actor);

    /// @notice Thrown when the actor's recall of an asset has another version than the caller expects.
    error StaleRecall(bytes32 asset, uint32 actor, uint24 expected, uint24 actual);

    /// @notice Thrown when a recall is opened that is open, or closed that is not.
    error InvalidRecall(bytes32 asset, uint32 actor, bool open);

    /// @notice Thrown when an error is declared without a reason.
    error NoReason();

    /// @notice Thrown when an actor anchors a root a second time.
    error AnchorExists(bytes32 root);

    /// @notice Thrown when an anchored tree is not larger than the actor's last one.
    error AnchorNotGrowing(uint32 actor, uint64 size, uint64 lastSize);

    /// @notice Lets a key speak for a new organisation. Administrators only.
    /// @dev What administrators do takes effect with the call of the last of as many as must agree. Each sends the same
    /// call, to the byte; all but the last only confirm it, and leave `Confirmed` and nothing else. If one is enough,
    /// its call takes effect at once. A change of the administrators voids what was confirmed before.
    ///
    /// Forwards the value sent along to the key, as its first gas, after everything else is done.
    /// @param identityHash commitment to the organisation's identity document, kept in the log only
    /// @return organization the next free number, from 1; 0 if others must agree first
    function joinOrganization(bytes32 commandId, address key, bytes32 identityHash, bytes32 eventHash)
        external
        payable
        returns (uint32 organization);

    /// @notice Suspends an organisation or lets it act again. Administrators only.
    /// @dev A suspended organisation can do nothing, not even change its keys, and is offered nothing. What it holds and
    /// owns stays its own: nobody else can move it. An offer that it made before can still be accepted by the other
    /// side, and one made to it can be cancelled, or closed when it has expired.
    function setOrganizationStatus(
        bytes32 commandId,
        uint32 organization,
        uint24 expectedVersion,
        OrganizationStatus status,
        bytes32 eventHash
    ) external;

    /// @notice Stops all organisations for a while. Administrators only; they can go on to administer and to anchor.
    function pause(bytes32 commandId, uint24 expectedVersion, bytes32 eventHash) external;

    /// @notice Lets organisations act again. Administrators only.
    function unpause(bytes32 commandId, uint24 expectedVersion, bytes32 eventHash) external;

    /// @notice Replaces the administrators and how many of them must agree. Administrators only.
    /// @param expectedRound the number of earlier replacements and one
    /// @param administrators 1 to 32 keys that speak for no organisation and never did
    function setAdministrators(
        bytes32 commandId,
        uint24 expectedRound,
        address[] calldata administrators,
        uint8 threshold,
        bytes32 eventHash
    ) external;

    /// @notice Takes back the sender's confirmation of a call that others have not completed.
    function withdraw(bytes32 commandId, bytes32 call) external;

    /// @notice Lets one more key speak for the actor, with the same rights as all of its keys.
    /// @dev Forwards the value sent along to the key, as its first gas, after everything else is done.
    function addKey(bytes32 commandId, address key, bytes32 eventHash) external payable;

    /// @notice Ends for good what another key of the actor's may do. No key removes itself, so that one always remains.
    /// @dev If it was the main key, the sender's takes its place.
    function removeKey(bytes32 commandId, address key, bytes32 eventHash) external;

    /// @notice Puts a new key in the place of the sender's, which may do nothing any more.
    /// @dev Forwards the value sent along to the new key, as its first gas, after everything else is done.
    function rotateKey(bytes32 commandId, address newKey, bytes32 eventHash) external payable;

    /// @notice Brings an asset under custody at version 1. The actor holds and owns it.
    /// @param quantity amount of a lot, more than 0 of its measure; 0 for items and units
    function register(bytes32 commandId, bytes32 asset, Kind kind, uint80 quantity, bytes32 eventHash) external;

    /// @notice Brings assets under custody as `register` does, all or none.
    function registerBatch(bytes32 commandId, Output[] calldata assets, bytes32 eventHash) external;

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

    /// @notice Takes what was offered to the actor, until the deadline: custody, custody with ownership, or ownership.
    function accept(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) external;

    /// @notice Refuses what was offered to the actor, at any time.
    function reject(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) external;

    /// @notice Withdraws the actor's offer, at any time. Whoever made it: the custodian, or the owner if it was of
    /// ownership alone.
    function cancel(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) external;

    /// @notice Closes an offer whose deadline has passed. Any organisation.
    function expire(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) external;

    /// @notice Offers the ownership of an active asset that the actor owns, whoever holds it. It passes when the other
    /// side accepts; the asset stays where it is, and waits there until the offer is closed.
    /// @param deadline last second, in Unix time, at which the offer can be accepted; 0 for none
    function transferOwnership(
        bytes32 commandId,
        bytes32 asset,
        uint24 expectedVersion,
        uint32 to,
        uint40 deadline,
        bytes32 eventHash
    ) external;

    /// @notice Hands over active assets in one step, as both parties signed it. Anybody may send it and pay.
    /// @dev The versions of the assets make it happen at most once, and not after anything else has happened to one.
    function handover(Handover calldata agreed, Signature calldata byFrom, Signature calldata byTo) external;

    /// @notice Packs any number of children, up to 512, into an empty unit that the actor holds, for the gas of one.
    /// @dev Leaf i is SHA-256(0x00 || asset || version, 3 bytes big endian), the tree that of RFC 9162. The parent's
    /// slot keeps the first 80 bits of SHA-256(childrenRoot || actor || parent's owner), each number 4 bytes big
    /// endian. The children's own slots stay as they are: a packer that moves a child all the same changes its
    /// version, and the child is then no longer released. Whoever accepts a unit checks its contents first.
    function aggregate(
        bytes32 commandId,
        bytes32 parent,
        uint24 expectedVersion,
        bytes32 childrenRoot,
        uint32 count,
        bytes32 eventHash
    ) external;

    /// @notice Unpacks a unit that the actor holds: each child that is still in it gets the parent's custodian and owner.
    /// @dev A child is no longer in it if it was released by proof, or changed in any way since it was packed.
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

    /// @notice Takes one child out of a unit that the actor holds: it gets the parent's custodian and owner. The others
    /// stay packed, and the parent as it is.
    /// @dev A child is released once: afterwards it has another version than the bundle says.
    /// @param packedBy organisation that packed the parent and held the child
    /// @param packedOwner owner of parent and child when it was packed
    function release(
        bytes32 commandId,
        bytes32 parent,
        uint24 expectedVersion,
        uint32 packedBy,
        uint32 packedOwner,
        Child calldata child,
        Membership calldata membership,
        bytes32 eventHash
    ) external;

    /// @notice Uses up items and quantities of lots that the actor holds and owns, and makes assets that it holds and
    /// owns.
    /// @dev A lot of which nothing is left is consumed, as is every item. Units cannot be inputs. Without outputs it
    /// is a loss or a destruction.
    function transform(bytes32 commandId, Input[] calldata inputs, Output[] calldata outputs, bytes32 eventHash)
        external;

    /// @notice Transforms as `transform` does, and proves the balance of one measure: over all lots of it, what goes in is
    /// what comes out and what is lost. Lots of other measures are not comparable and are free.
    /// @param loss amount that is lost; its measure is the one to balance
    /// @param model by which claims about the inputs pass to the outputs
    function transformBalanced(
        bytes32 commandId,
        Input[] calldata inputs,
        Output[] calldata outputs,
        uint80 loss,
        Model model,
        bytes32 eventHash
    ) external;

    /// @notice Uses up an item or a quantity of a lot that the actor holds and owns, for something that is not recorded.
    function consume(bytes32 commandId, bytes32 asset, uint24 expectedVersion, uint80 quantity, bytes32 eventHash)
        external;

    /// @notice Ends the life of an active asset that the actor holds and owns: destroyed, lost, exported. All that is left
    /// of a lot goes with it; a unit must be empty.
    function decommission(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) external;

    /// @notice Warns of an asset that the actor made, owns or holds, and of all that was made from it.
    /// @dev A flag that everybody sees and that stops nothing: what is recalled must be able to go back. Each actor's
    /// recalls are its own: nobody can open one to keep another from it, or close another's.
    /// @param expectedVersion of the actor's recall of this asset, 0 for the first
    function openRecall(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) external;

    /// @notice Ends the actor's own recall of an asset, whoever has it by now.
    function closeRecall(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) external;

    /// @notice Issues a certificate, once.
    /// @param validUntil Unix seconds, 0 for no end
    function issueCertificate(bytes32 commandId, bytes32 certificate, uint8 kind, uint40 validUntil, bytes32 eventHash)
        external;

    /// @notice Withdraws a certificate that the actor issued, for good.
    function revokeCertificate(bytes32 commandId, bytes32 certificate, bytes32 eventHash) external;

    /// @notice Withdraws a certificate that the actor issued, until it is reinstated.
    function suspendCertificate(bytes32 commandId, bytes32 certificate, uint24 expectedVersion, bytes32 eventHash)
        external;

    /// @notice Ends the suspension of a certificate that the actor issued.
    function reinstateCertificate(bytes32 commandId, bytes32 certificate, uint24 expectedVersion, bytes32 eventHash)
        external;

    /// @notice Declares an earlier event wrong, which changes nothing but what readers make of it.
    /// @dev The contract keeps no events: that the erroneous one was the actor's is for readers to check.
    /// @param subject asset or certificate that the event was about, zero if about no single one
    /// @param erroneous hash of the event that was wrong
    /// @param correction hash of the event that puts it right, zero if there is none
    function declareError(
        bytes32 commandId,
        bytes32 subject,
        bytes32 erroneous,
        ErrorReason reason,
        bytes32 correction,
        bytes32 eventHash
    ) external;

    /// @notice Leaves an event hash in the log and changes nothing.
    function recordEvent(bytes32 commandId, bytes32 subject, bytes32 eventHash) external;

    /// @notice Leaves the root of a tree that only ever grows. Administrators, as actor 0, or any organisation.
    /// @dev Each actor's anchors are its own: another's of the same root does not stand in their way.
    function anchor(bytes32 commandId, bytes32 root, uint64 size, bytes32 eventHash) external;

    /// @notice The number of the organisation that a key speaks for, 0 for none.
    function organizationOf(address key) external view returns (uint32);

    /// @notice Whether an organisation may act, and the number of changes of that, from 1; zeros if there is none.
    function organizationStatusOf(uint32 organization) external view returns (OrganizationStatus status, uint24 version);

    /// @notice How the ledger is administered.
    /// @return round number of times that the administrators were set, from 1
    /// @return administrators number of keys
    /// @return threshold number of them that must agree
    /// @return paused whether all organisations are stopped
    /// @return version number of changes of that, from 1
    function administration()
        external
        view
        returns (uint24 round, uint8 administrators, uint8 threshold, bool paused, uint24 version);

    /// @notice Whether a key is an administrator's.
    function isAdministrator(address key) external view returns (bool);

    /// @notice The main key of an organisation, zero if there is no such organisation. It may have others.
    function keyOf(uint32 organization) external view returns (address);

    /// @notice All that is kept of an asset; zeros if it was never registered.
    /// @return owner organisation whose it is
    /// @return custodian organisation that holds it
    /// @return pending organisation it is offered to, 0 if there is no open offer
    /// @return status where it is in its life
    /// @return kind what sort of thing it is
    /// @return version number of its changes, from 1
    /// @return deadline of the open offer in Unix seconds, 0 for none
    /// @return content amount that is left of a lot, or the commitment to what a unit holds, 0 if empty
    /// @return maker organisation that registered it
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
            uint80 content,
            uint32 maker
        );

    /// @notice Whether an organisation recalls an asset, and the version of that, 0 if it never did.
    function recallOf(bytes32 asset, uint32 organization) external view returns (bool open, uint24 version);

    /// @notice What both parties of a handover sign: the digest by EIP-712 of
    /// `Handover(bytes32 commandId,AssetVersion[] assets,uint32 from,uint32 to,bool withOwnership,uint40 deadline,`
    /// `bytes32 eventHash)AssetVersion(bytes32 asset,uint24 version)`.
    function handoverDigest(Handover calldata agreed) external view returns (bytes32);

    /// @notice The domain of what is signed, by ERC-5267: name `CustodyLedger`, version `1`, chain and contract.
    function eip712Domain()
        external
        view
        returns (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chainId,
            address verifyingContract,
            bytes32 salt,
            uint256[] memory extensions
        );

    /// @notice All that is kept of a certificate; zeros if it was never issued.
    function certificateOf(bytes32 certificate)
        external
        view
        returns (uint32 issuer, uint40 validUntil, CertificateStatus status, uint8 kind, uint24 version);

    /// @notice When and at which size an actor anchored a root, actor 0 being the administrators; zeros if it never did.
    /// @return time of the block, in Unix seconds
    /// @return size number of leaves of the tree
    function anchorOf(uint32 actor, bytes32 root) external view returns (uint40 time, uint64 size);

    /// @notice The size of the actor's largest anchored tree, actor 0 being the administrators.
    function lastAnchoredSize(uint32 actor) external view returns (uint64);

    /// @notice Whether a leaf is the one at `index` of the tree with that root and size, by RFC 9162 section 2.1.3.2.
    /// @dev Says nothing about the root: ask `anchorOf` for that.
    /// @param leaf the leaf's hash, prefix 0x00 included
    function verifyInclusion(bytes32 root, bytes32 leaf, uint64 index, uint64 size, bytes32[] calldata proof)
        external
        pure
        returns (bool);
}
