// DRAFT of the ABI, to be moved to contracts/src/ICustodyLedger.sol with NatSpec.
// Every state change: first argument bytes32 commandId, last argument bytes32 eventHash. actor = organisation of msg.sender.
interface ICustodyLedger {
    enum Kind { None, Item, Lot, Unit }                       // uint8 1,2,3
    enum Status { None, Active, Offered, OfferedWithOwnership, Consumed }
    struct Child { bytes32 asset; uint24 version; }
    struct Input { bytes32 asset; uint24 expectedVersion; uint80 quantity; }
    struct Output { bytes32 asset; Kind kind; uint80 quantity; }

    event OrganizationJoined(bytes32 indexed commandId, uint32 indexed organization, address indexed key, bytes32 identityHash, bytes32 eventHash);
    event AssetRegistered(bytes32 indexed commandId, bytes32 indexed asset, uint32 indexed actor, Kind kind, uint80 quantity, uint24 version, bytes32 eventHash);
    event CustodyOffered(bytes32 indexed commandId, bytes32 indexed asset, uint32 indexed actor, uint32 to, bool withOwnership, uint40 deadline, uint24 version, bytes32 eventHash);
    event CustodyAccepted(bytes32 indexed commandId, bytes32 indexed asset, uint32 indexed actor, uint32 from, bool withOwnership, uint24 version, bytes32 eventHash);
    event CustodyClosed(bytes32 indexed commandId, bytes32 indexed asset, uint32 indexed actor, uint8 outcome, uint24 version, bytes32 eventHash); // 1 rejected 2 cancelled
    event Aggregated(bytes32 indexed commandId, bytes32 indexed parent, uint32 indexed actor, bytes32 childrenRoot, uint32 count, uint24 version, bytes32 eventHash);
    event ChildReleased(bytes32 indexed commandId, bytes32 indexed child, uint32 indexed actor, bytes32 parent, uint24 version, bytes32 eventHash);
    event Disaggregated(bytes32 indexed commandId, bytes32 indexed parent, uint32 indexed actor, uint24 version, bytes32 eventHash);
    event InputConsumed(bytes32 indexed commandId, bytes32 indexed asset, uint32 indexed actor, uint80 quantity, uint80 remaining, uint24 version, bytes32 eventHash);
    event Transformed(bytes32 indexed commandId, uint32 indexed actor, uint32 inputs, uint32 outputs, bytes32 eventHash);
    event CertificateIssued(bytes32 indexed commandId, bytes32 indexed certificate, uint32 indexed actor, uint8 kind, uint40 validUntil, bytes32 eventHash);
    event CertificateRevoked(bytes32 indexed commandId, bytes32 indexed certificate, uint32 indexed actor, bytes32 eventHash);
    event EventRecorded(bytes32 indexed commandId, bytes32 indexed subject, uint32 indexed actor, bytes32 eventHash);
    event Anchored(bytes32 indexed commandId, bytes32 indexed root, uint32 indexed actor, uint64 size, bytes32 eventHash); // actor 0 = administrator

    // administrator only; forwards msg.value to key as its first gas (a grant, may be 0)
    function joinOrganization(bytes32 commandId, address key, bytes32 identityHash, bytes32 eventHash) external payable returns (uint32 organization);
    function register(bytes32 commandId, bytes32 asset, Kind kind, uint80 quantity, bytes32 eventHash) external;
    function offer(bytes32 commandId, bytes32 asset, uint24 expectedVersion, uint32 to, bool withOwnership, uint40 deadline, bytes32 eventHash) external;
    function accept(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) external;
    function reject(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) external;
    function cancel(bytes32 commandId, bytes32 asset, uint24 expectedVersion, bytes32 eventHash) external;
    // parent: a Unit held by actor, not offered, empty. Leaf i = SHA-256(0x00 || asset || version as 3 bytes big endian), RFC 9162 tree.
    // The parent's slot keeps uint80 = first 10 bytes of SHA-256(childrenRoot || actor uint32 || parent's owner uint32).
    function aggregate(bytes32 commandId, bytes32 parent, uint24 expectedVersion, bytes32 childrenRoot, uint32 count, bytes32 eventHash) external;
    // recomputes the root over all children (in leaf order), checks the commitment with packedBy and the parent's owner AT PACKING (packedOwner),
    // requires each child's stored version == Child.version and custodian == packedBy and owner == packedOwner; then custodian/owner := the parent's, version+1
    function disaggregate(bytes32 commandId, bytes32 parent, uint24 expectedVersion, uint32 packedBy, uint32 packedOwner, Child[] calldata children, bytes32 eventHash) external;
    // inputs held by actor, Active; Lot: 0 < quantity <= remaining (becomes Consumed at 0); Item: quantity 0, becomes Consumed. Units cannot be inputs. Outputs must not exist.
    function transform(bytes32 commandId, Input[] calldata inputs, Output[] calldata outputs, bytes32 eventHash) external;
    function issueCertificate(bytes32 commandId, bytes32 certificate, uint8 kind, uint40 validUntil, bytes32 eventHash) external;
    function revokeCertificate(bytes32 commandId, bytes32 certificate, bytes32 eventHash) external;
    function recordEvent(bytes32 commandId, bytes32 subject, bytes32 eventHash) external;
    // administrator or any organisation; size must be greater than the last anchored size of that actor
    function anchor(bytes32 commandId, bytes32 root, uint64 size, bytes32 eventHash) external;

    function organizationOf(address key) external view returns (uint32);
    function assetOf(bytes32 asset) external view returns (uint32 owner, uint32 custodian, uint32 pending, Status status, Kind kind, uint24 version, uint40 deadline, uint80 content);
    function certificateOf(bytes32 certificate) external view returns (uint32 issuer, uint40 validUntil, uint8 status, uint8 kind);
    function anchorOf(uint32 actor) external view returns (bytes32 root, uint64 size);
    function administrator() external view returns (address);
}
