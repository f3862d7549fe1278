package sqlite

// schema holds the migrations in order. Integers hold chain ids, nonces, blocks and gas, all of which stay below 2^63.
// Version counts the writes to a row; a writer states the one it has read.
var schema = []string{`
CREATE TABLE head (              -- one nonce sequence
    chain     INTEGER NOT NULL,  -- EIP-155 chain id
    signer    BLOB NOT NULL CHECK (length(signer) = 20),
    next      INTEGER NOT NULL,  -- the next nonce to give out
    low       INTEGER NOT NULL,  -- every nonce below is done
    low_block INTEGER NOT NULL,  -- no nonce from low on is used in a block below this one
    version   INTEGER NOT NULL,
    PRIMARY KEY (chain, signer)
) STRICT, WITHOUT ROWID;

CREATE TABLE nonce (                 -- one nonce and everything signed for it
    chain            INTEGER NOT NULL,
    signer           BLOB NOT NULL CHECK (length(signer) = 20),
    nonce            INTEGER NOT NULL,
    state            TEXT NOT NULL,    -- signed, final, done or foreign
    organization     TEXT NOT NULL,    -- who asked for it
    operation        TEXT NOT NULL,    -- id of the operation
    command          BLOB NOT NULL CHECK (length(command) = 32), -- its id on chain
    attempts         TEXT NOT NULL,    -- JSON array of what was signed, oldest first
    raw              BLOB NOT NULL,    -- signed bytes of the last attempt
    sent             INTEGER NOT NULL, -- when it was last meant to be sent, Unix milliseconds; 0 for never
    note             TEXT NOT NULL,    -- what the node said last, if it did not take it
    transaction_hash BLOB NOT NULL CHECK (length(transaction_hash) = 32), -- what used up the nonce; zeros while open
    block            INTEGER NOT NULL, -- its block
    succeeded        INTEGER NOT NULL, -- 1 if the command was carried out
    reason           TEXT NOT NULL,    -- why it was not
    version          INTEGER NOT NULL,
    PRIMARY KEY (chain, signer, nonce)
) STRICT;

CREATE TABLE command (           -- where a command is
    chain   INTEGER NOT NULL,
    signer  BLOB NOT NULL,
    command BLOB NOT NULL,       -- its id on chain
    nonce   INTEGER NOT NULL,    -- its present nonce
    PRIMARY KEY (chain, signer, command)
) STRICT, WITHOUT ROWID;
`, `
ALTER TABLE head ADD COLUMN sent INTEGER NOT NULL DEFAULT 0;  -- every nonce below was handed to a node
UPDATE head SET sent = low;
ALTER TABLE nonce ADD COLUMN sends INTEGER NOT NULL DEFAULT 0; -- how often it was handed to a node
UPDATE nonce SET sends = 1 WHERE sent != 0;
`}
