-- One accepted or refused command. What was accepted never changes; only the columns from status on do.
CREATE TABLE operation (
    id           TEXT PRIMARY KEY,          -- derived from organisation and Idempotency-Key
    organization TEXT NOT NULL,             -- who asked for it
    kind         TEXT NOT NULL,             -- kind of command, such as RegisterAsset
    command      BLOB NOT NULL UNIQUE,      -- its id on chain, 32 bytes
    body_hash    BLOB NOT NULL,             -- of kind and body as given, 32 bytes
    payload      BLOB NOT NULL,             -- the command's canonical JSON
    instruction  BLOB NOT NULL,             -- the call of the contract as JSON, empty if refused
    signer       BLOB NOT NULL,             -- address of the signing key, 20 bytes
    claims       TEXT NOT NULL,             -- JSON array: what it changes
    accepted_at  INTEGER NOT NULL,          -- Unix nanoseconds
    status       TEXT NOT NULL,             -- accepted, submitted, confirmed, recorded, failed or refused
    updated_at   INTEGER NOT NULL,          -- when status last changed, Unix nanoseconds
    tx           BLOB NOT NULL,             -- hash of the transaction that carried it out, 32 zero bytes before
    block        INTEGER NOT NULL,          -- number of its block, 0 before
    problem      TEXT NOT NULL              -- JSON: why it failed or was refused, 'null' if neither
) STRICT;

CREATE INDEX operation_waiting ON operation (status, updated_at);

-- What open operations change. A row goes when its operation is done.
CREATE TABLE claim (
    claim     TEXT PRIMARY KEY,                        -- an asset's URI, or the id of a handover, bundle or certificate
    operation TEXT NOT NULL REFERENCES operation (id)  -- the open operation that has it
) STRICT, WITHOUT ROWID;

CREATE INDEX claim_of_operation ON claim (operation);

-- Messages that nobody can act on, for people to look at.
CREATE TABLE set_aside (
    queue      TEXT NOT NULL,    -- where it came from
    message_id TEXT NOT NULL,    -- the sender's id
    digest     BLOB NOT NULL,    -- SHA-256 of the body
    body       BLOB NOT NULL,    -- as it came
    reason     TEXT NOT NULL,    -- why nobody can act on it
    at         INTEGER NOT NULL, -- when it was set aside, Unix nanoseconds
    PRIMARY KEY (queue, message_id, digest)
) STRICT;
