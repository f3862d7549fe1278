-- A message that can be received now or is locked. One row is one message; the row moves to the dead-letter queue by
-- changing its queue.
CREATE TABLE message (
    sequence       INTEGER PRIMARY KEY AUTOINCREMENT, -- order on the queue; never used twice
    queue          TEXT NOT NULL,                     -- name, with the suffix /$DeadLetterQueue for a dead letter
    id             TEXT NOT NULL,                     -- the sender's id of the message
    session        TEXT NOT NULL,                     -- '' for none
    body           BLOB NOT NULL,                     -- as it was sent
    properties     TEXT NOT NULL,                     -- JSON object of strings
    enqueued_at    INTEGER NOT NULL,                  -- Unix nanoseconds
    delivery_count INTEGER NOT NULL DEFAULT 0,        -- how often it was received
    lock_token     TEXT NOT NULL DEFAULT '',          -- of the last receiver
    locked_until   INTEGER NOT NULL DEFAULT 0,        -- Unix nanoseconds; 0 if no receiver has it
    dead_letter    TEXT NOT NULL DEFAULT ''           -- why it is a dead letter, '' if it is none
) STRICT;

CREATE INDEX message_in_order ON message (queue, sequence);
CREATE INDEX message_of_session ON message (queue, session, sequence);
CREATE INDEX message_locked ON message (queue, session, locked_until) WHERE locked_until > 0;

-- A message that is not due yet. It goes to the end of its queue when its time comes, as Service Bus does it.
CREATE TABLE scheduled (
    number     INTEGER PRIMARY KEY AUTOINCREMENT, -- order in which they were sent
    queue      TEXT NOT NULL,                     -- this and the following as in message
    id         TEXT NOT NULL,
    session    TEXT NOT NULL,
    body       BLOB NOT NULL,
    properties TEXT NOT NULL,
    due_at     INTEGER NOT NULL                   -- Unix nanoseconds
) STRICT;

CREATE INDEX scheduled_due ON scheduled (queue, due_at);
