-- The genealogy by number: an asset goes by the row that registered it, so that inputs come before what is made of them
-- and a step is one lookup in an index of integers. The tables here are filled anew from the log: see ledger.Rebuild.

ALTER TABLE origin ADD COLUMN projection INTEGER NOT NULL DEFAULT 1; -- version that the tables below follow from

-- Things under custody, as they are now.
DROP TABLE asset;
CREATE TABLE asset (
    seq           INTEGER PRIMARY KEY, -- row of the log that registered it
    key           BLOB NOT NULL,       -- name on chain
    id            TEXT NOT NULL,       -- canonical URI, or 'key:0x...' if only the chain knows it
    kind          INTEGER NOT NULL,    -- 1 item, 2 lot, 3 unit
    status        TEXT NOT NULL,       -- active, offered, bundled, consumed, decommissioned
    holder        TEXT NOT NULL,
    owner         TEXT NOT NULL,
    maker         TEXT NOT NULL,       -- who registered it
    quantity      INTEGER NOT NULL,    -- thousandths of unit, what is left of a lot
    unit          TEXT NOT NULL,       -- UN/ECE Rec 20 code
    version       INTEGER NOT NULL,    -- on chain
    handover      TEXT NOT NULL,       -- open handover, '' if none
    bundle        TEXT NOT NULL,       -- bundle it is packed in, '' if none
    contents      TEXT NOT NULL,       -- bundle it holds, '' if none
    time          INTEGER NOT NULL,    -- of the block that registered it
    amount        INTEGER NOT NULL,    -- thousandths of unit, what was registered of a lot
    portion       INTEGER NOT NULL,    -- of its transformation's outputs, parts per billion; 0 if not known
    mass          INTEGER NOT NULL,    -- as registered, milligrams; 0 if not known
    mass_derived  INTEGER NOT NULL,    -- 1 if the mass is that of what went in
    description   TEXT NOT NULL,
    attributes    TEXT NOT NULL,
    operation     TEXT NOT NULL,       -- that brought it about
    "transaction" BLOB NOT NULL
) STRICT;
CREATE UNIQUE INDEX asset_key ON asset (key);
CREATE UNIQUE INDEX asset_id ON asset (id);

-- What was made of what. Replaces the inputs by transformation.
DROP TABLE consumption;
CREATE TABLE edge (
    output   INTEGER NOT NULL, -- seq of the asset that was made
    input    INTEGER NOT NULL, -- seq of the asset that was used up
    quantity INTEGER NOT NULL, -- of the input, for all outputs together
    share    INTEGER NOT NULL, -- of the output that came from this input, parts per billion
    basis    INTEGER NOT NULL, -- 1 by mass, 2 by quantity, 3 by count
    PRIMARY KEY (output, input)
) STRICT, WITHOUT ROWID;
CREATE INDEX edge_input ON edge (input, output, quantity, share, basis);

-- Which asset was in which bundle, from when to when.
CREATE TABLE packing (
    bundle   TEXT NOT NULL,
    child    INTEGER NOT NULL, -- its seq
    parent   INTEGER NOT NULL, -- its seq
    packed   INTEGER NOT NULL,
    released INTEGER NOT NULL, -- 0 while it lasts
    PRIMARY KEY (bundle, child)
) STRICT, WITHOUT ROWID;
CREATE INDEX packing_parent ON packing (parent, packed);
CREATE INDEX packing_child ON packing (child, packed);
CREATE INDEX packing_open ON packing (packed) WHERE released = 0;
ALTER TABLE bundle ADD COLUMN packed INTEGER NOT NULL DEFAULT 0; -- block's time
CREATE INDEX bundle_unknown ON bundle (id) WHERE open = 1 AND children = '';

-- Who warns, or warned, of which asset and of what was made of it.
CREATE TABLE recall (
    asset         TEXT NOT NULL,
    organization  TEXT NOT NULL,
    id            TEXT NOT NULL,    -- operation that opened it last
    open          INTEGER NOT NULL,
    version       INTEGER NOT NULL, -- on chain
    reason        TEXT NOT NULL,
    opened        INTEGER NOT NULL,
    closed        INTEGER NOT NULL,
    "transaction" BLOB NOT NULL,    -- that opened it last
    PRIMARY KEY (asset, organization)
) STRICT, WITHOUT ROWID;
CREATE INDEX recall_id ON recall (id);

-- Who says that which event was wrong.
CREATE TABLE error_declaration (
    erroneous    BLOB NOT NULL,    -- hash of the event
    seq          INTEGER NOT NULL, -- row of the log that says so
    organization TEXT NOT NULL,
    reason       INTEGER NOT NULL, -- 1 did not occur, 2 incorrect data
    correction   BLOB NOT NULL,    -- hash of the event in its place, zero if none
    corrective   BLOB NOT NULL,    -- command behind that, zero if not known
    time         INTEGER NOT NULL,
    operation    TEXT NOT NULL,    -- of the declaration
    PRIMARY KEY (erroneous, seq)
) STRICT, WITHOUT ROWID;
ALTER TABLE event ADD COLUMN event_hash BLOB NOT NULL DEFAULT x'0000000000000000000000000000000000000000000000000000000000000000'; -- on chain

-- From when on a certificate has had a status.
CREATE TABLE certificate_change (
    certificate BLOB NOT NULL,    -- its key
    seq         INTEGER NOT NULL, -- row of the log that says so
    status      TEXT NOT NULL,    -- active, suspended, revoked
    time        INTEGER NOT NULL,
    PRIMARY KEY (certificate, seq)
) STRICT, WITHOUT ROWID;

ALTER TABLE certificate ADD COLUMN suspended INTEGER NOT NULL DEFAULT 0;
ALTER TABLE certificate ADD COLUMN version INTEGER NOT NULL DEFAULT 0; -- on chain

ALTER TABLE handover ADD COLUMN offered INTEGER NOT NULL DEFAULT 0;  -- block's time
ALTER TABLE handover ADD COLUMN answered INTEGER NOT NULL DEFAULT 0; -- block's time, 0 while there is no answer
ALTER TABLE handover ADD COLUMN ownership_only INTEGER NOT NULL DEFAULT 0; -- 1 if the asset stays where it is
CREATE INDEX handover_pending ON handover (offered) WHERE state = 'pending';

ALTER TABLE organization ADD COLUMN signing_keys TEXT NOT NULL DEFAULT ''; -- list of {address, retired} that speak or spoke for it
