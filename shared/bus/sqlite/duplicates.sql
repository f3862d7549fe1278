-- A queue that detects duplicates. One without a row does not.
CREATE TABLE duplicate_detection (
    queue  TEXT PRIMARY KEY, -- name
    window INTEGER NOT NULL  -- for how long an id is remembered, nanoseconds
) STRICT, WITHOUT ROWID;

-- An id that was sent to such a queue. It outlives its message, and goes when its window is over.
CREATE TABLE sent_id (
    queue   TEXT NOT NULL,    -- name
    id      TEXT NOT NULL,    -- the sender's id of the message
    sent_at INTEGER NOT NULL, -- Unix nanoseconds
    PRIMARY KEY (queue, id)
) STRICT, WITHOUT ROWID;

CREATE INDEX sent_id_oldest ON sent_id (queue, sent_at);
