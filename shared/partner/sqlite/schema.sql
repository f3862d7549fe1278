-- One app credential. The secret itself is nowhere.
CREATE TABLE credential (
    id            TEXT PRIMARY KEY,  -- the part of the token that may be shown
    environment   TEXT NOT NULL,     -- dev, test or prod
    organization  TEXT NOT NULL,     -- for whom it speaks
    administrator INTEGER NOT NULL,  -- 1 if it may let organisations join, 0 if not
    salt          BLOB NOT NULL,     -- 16 random bytes
    mac           BLOB NOT NULL,     -- HMAC-SHA-256 under the pepper, of this row and the secret
    created_at    INTEGER NOT NULL,  -- this and the following in Unix seconds
    expires_at    INTEGER NOT NULL,  -- 0 if it does not expire
    revoked_at    INTEGER NOT NULL,  -- 0 if it is not revoked
    last_used_at  INTEGER NOT NULL   -- to the minute; 0 if it was never used
) STRICT;
