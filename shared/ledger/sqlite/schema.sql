-- The ledger in SQLite. Digests and addresses are BLOBs, points in time are microseconds since 1970 in UTC (0 for none),
-- lists and maps are JSON ('' for none), flags are 0 or 1.

-- What the ledger is the projection of, and how far it has come. One row.
CREATE TABLE origin (
    one       INTEGER PRIMARY KEY CHECK (one = 1),
    chain_id  INTEGER NOT NULL, -- of the chain
    contract  BLOB NOT NULL,    -- its address
    start     INTEGER NOT NULL, -- last block before the contract was deployed
    block     INTEGER NOT NULL, -- checkpoint: last block in the ledger
    hash      BLOB NOT NULL     -- and its hash; zero before the first
) STRICT;

-- The log: one row for each event of the contract, append-only. Every column is covered by the row's Merkle leaf.
CREATE TABLE log_row (
    seq               INTEGER PRIMARY KEY, -- position in the log, from 0, without gaps
    chain_id          INTEGER NOT NULL,
    block             INTEGER NOT NULL,
    block_hash        BLOB NOT NULL,
    block_time        INTEGER NOT NULL, -- seconds since 1970
    log_index         INTEGER NOT NULL, -- position among all logs of the block
    "transaction"     BLOB NOT NULL,    -- its hash
    transaction_index INTEGER NOT NULL,
    event             TEXT NOT NULL,    -- name of the contract's event
    fields            BLOB NOT NULL,    -- the event's fields, canonical
    command           BLOB NOT NULL,    -- command id on chain
    operation         TEXT NOT NULL,    -- what it stands for here, '' if foreign
    organization      TEXT NOT NULL,    -- who asked for it, '' if foreign
    kind              TEXT NOT NULL,    -- kind of command, '' if foreign
    "foreign"         TEXT NOT NULL     -- why it is not one of ours, '' if it is
) STRICT;
CREATE UNIQUE INDEX log_row_position ON log_row (block, log_index);

-- Merkle hashes of the log in the order of tlog.StoredHashIndex, append-only.
CREATE TABLE merkle_hash (
    ix   INTEGER PRIMARY KEY,
    hash BLOB NOT NULL
) STRICT;

-- Closed stretches of the log, chained by hash, append-only.
CREATE TABLE log_block (
    id          INTEGER PRIMARY KEY, -- from 0, without gaps
    first_seq   INTEGER NOT NULL,    -- its first row
    size        INTEGER NOT NULL,    -- rows in the whole log when it was closed
    root        BLOB NOT NULL,       -- of the whole log at that size
    rows_root   BLOB NOT NULL,       -- of its own rows alone
    prev_hash   BLOB NOT NULL,       -- hash of the block before; zero for the first
    closed_at   INTEGER NOT NULL,
    last_commit INTEGER NOT NULL,    -- time of the newest row's block on chain
    checkpoint  INTEGER NOT NULL     -- block of the chain up to which the ledger was filled
) STRICT;

-- Guard rails against mistakes. They stop nobody who may alter the schema; the Merkle tree tells on those.
CREATE TRIGGER log_row_kept BEFORE UPDATE ON log_row BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_row_stays BEFORE DELETE ON log_row BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER merkle_hash_kept BEFORE UPDATE ON merkle_hash BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER merkle_hash_stays BEFORE DELETE ON merkle_hash BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_block_kept BEFORE UPDATE ON log_block BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER log_block_stays BEFORE DELETE ON log_block BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

-- Events that webhooks announced and the log does not confirm, or not yet.
CREATE TABLE inbox (
    key           TEXT PRIMARY KEY, -- the same for each delivery of one event
    chain_id      INTEGER NOT NULL, -- 0 if the connector does not say
    address       BLOB NOT NULL,
    block         INTEGER NOT NULL,
    block_hash    BLOB NOT NULL,
    "transaction" BLOB NOT NULL,
    log_index     INTEGER NOT NULL, -- -1 if the connector does not say
    signature     TEXT NOT NULL,
    raw           BLOB NOT NULL,    -- as it came
    quarantined   INTEGER NOT NULL DEFAULT 0 -- 1 once the chain has passed the block without it
) STRICT;
CREATE INDEX inbox_waiting ON inbox (quarantined, block);
CREATE INDEX inbox_transaction ON inbox ("transaction");

-- Bodies of accepted commands. The log only commits to them.
CREATE TABLE payload (
    command       BLOB PRIMARY KEY, -- command id on chain
    "transaction" BLOB NOT NULL,    -- that carried it out
    body          BLOB NOT NULL     -- canonical JSON
) STRICT;

-- From here on: what follows from log and payloads, and can be rebuilt from them.

-- Members of the network.
CREATE TABLE organization (
    number        INTEGER PRIMARY KEY, -- on chain
    id            TEXT NOT NULL,
    name          TEXT NOT NULL,
    gln           TEXT NOT NULL,       -- GS1 party number, '' if none
    key           BLOB NOT NULL,       -- address it signs with
    active        INTEGER NOT NULL,
    "transaction" BLOB NOT NULL        -- that let it join
) STRICT;
CREATE INDEX organization_id ON organization (id);

-- Things under custody, as they are now.
CREATE TABLE asset (
    key           BLOB PRIMARY KEY, -- name on chain
    id            TEXT NOT NULL,    -- canonical URI, or 'key:0x...' if only the chain knows it
    kind          INTEGER NOT NULL, -- 1 item, 2 lot, 3 unit
    status        TEXT NOT NULL,    -- active, offered, bundled, consumed
    holder        TEXT NOT NULL,
    owner         TEXT NOT NULL,
    quantity      INTEGER NOT NULL, -- thousandths of unit, what is left of a lot
    unit          TEXT NOT NULL,    -- UN/ECE Rec 20 code
    version       INTEGER NOT NULL, -- on chain
    handover      TEXT NOT NULL,    -- open handover, '' if none
    bundle        TEXT NOT NULL,    -- bundle it is packed in, '' if none
    contents      TEXT NOT NULL,    -- bundle it holds, '' if none
    description   TEXT NOT NULL,
    attributes    TEXT NOT NULL,
    operation     TEXT NOT NULL,    -- that brought it about
    "transaction" BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX asset_id ON asset (id);
CREATE INDEX asset_operation ON asset (operation);
CREATE INDEX asset_bundle ON asset (bundle) WHERE bundle <> '';

-- Offers of custody and their answers.
CREATE TABLE handover (
    id             TEXT PRIMARY KEY, -- operation that made the offer
    asset          TEXT NOT NULL,
    "from"         TEXT NOT NULL,
    "to"           TEXT NOT NULL,
    with_ownership INTEGER NOT NULL,
    state          TEXT NOT NULL,    -- pending, accepted, rejected, cancelled
    deadline       INTEGER NOT NULL,
    "transaction"  BLOB NOT NULL
) STRICT;

-- Sets of assets packed in a parent, now or once.
CREATE TABLE bundle (
    id            TEXT PRIMARY KEY, -- operation that packed it
    parent        TEXT NOT NULL,
    packed_by     TEXT NOT NULL,
    owner         TEXT NOT NULL,    -- when it was packed
    root          BLOB NOT NULL,    -- over the children, on chain
    children      TEXT NOT NULL,    -- list of {Asset, Key, Version} in the order of the leaves
    open          INTEGER NOT NULL,
    "transaction" BLOB NOT NULL
) STRICT;

-- What somebody says about assets.
CREATE TABLE certificate (
    key           BLOB PRIMARY KEY, -- name on chain
    id            TEXT NOT NULL,
    type          INTEGER NOT NULL,
    issuer        TEXT NOT NULL,
    subjects      TEXT NOT NULL,    -- list of asset ids
    valid_until   INTEGER NOT NULL,
    revoked       INTEGER NOT NULL,
    claims        TEXT NOT NULL,
    document      TEXT NOT NULL,
    operation     TEXT NOT NULL,
    "transaction" BLOB NOT NULL
) STRICT;
CREATE INDEX certificate_id ON certificate (id);

-- Which certificates an asset has.
CREATE TABLE certificate_subject (
    asset       TEXT NOT NULL,
    certificate BLOB NOT NULL, -- its key
    PRIMARY KEY (asset, certificate)
) STRICT, WITHOUT ROWID;

-- Inputs of transformations. The outputs are the assets with the same operation.
CREATE TABLE consumption (
    transformation TEXT NOT NULL, -- operation
    asset          TEXT NOT NULL,
    quantity       INTEGER NOT NULL,
    PRIMARY KEY (transformation, asset)
) STRICT, WITHOUT ROWID;
CREATE INDEX consumption_asset ON consumption (asset);

-- Commitments to sealed documents.
CREATE TABLE document (
    id            TEXT PRIMARY KEY,
    manifest_hash BLOB NOT NULL,
    organization  TEXT NOT NULL, -- that recorded it
    "transaction" BLOB NOT NULL
) STRICT;

-- Which documents belong to an asset.
CREATE TABLE asset_document (
    asset    TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (asset, document)
) STRICT, WITHOUT ROWID;

-- One row for each command that was carried out.
CREATE TABLE event (
    seq           INTEGER NOT NULL, -- row of its first event on chain
    command       BLOB NOT NULL,
    operation     TEXT NOT NULL,
    organization  TEXT NOT NULL,
    kind          TEXT NOT NULL,
    type          TEXT NOT NULL,    -- EPCIS event type
    time          INTEGER NOT NULL, -- of the block
    event_time    INTEGER NOT NULL, -- in the world
    read_point    TEXT NOT NULL,
    biz_location  TEXT NOT NULL,
    source        TEXT NOT NULL,
    "transaction" BLOB NOT NULL,
    block         INTEGER NOT NULL,
    "foreign"     TEXT NOT NULL,    -- why it is not one of ours, '' if it is
    PRIMARY KEY (command, "transaction")
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX event_seq ON event (seq);
CREATE INDEX event_organization ON event (organization, seq);

-- Which assets an event is about.
CREATE TABLE event_asset (
    asset TEXT NOT NULL,
    seq   INTEGER NOT NULL,
    role  TEXT NOT NULL, -- subject, parent, child, input, output
    PRIMARY KEY (asset, seq, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_asset_seq ON event_asset (seq);

-- Roots that were left on chain.
CREATE TABLE anchor (
    actor         INTEGER NOT NULL, -- number of the organisation, 0 for the administrator
    size          INTEGER NOT NULL,
    root          BLOB NOT NULL,
    "transaction" BLOB NOT NULL,
    PRIMARY KEY (actor, size)
) STRICT, WITHOUT ROWID;

-- What the chain says and the accepted commands do not explain.
CREATE TABLE mismatch (
    seq    INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (seq, reason)
) STRICT, WITHOUT ROWID;
