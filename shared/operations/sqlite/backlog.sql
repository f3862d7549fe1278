-- How many operations of an organisation are open with a signer. Triggers keep it, in the transaction of the operation, so
-- that nobody has to count.
CREATE TABLE backlog (
    organization TEXT NOT NULL,
    signer       BLOB NOT NULL,    -- address, 20 bytes
    open         INTEGER NOT NULL, -- accepted, submitted or confirmed
    PRIMARY KEY (organization, signer)
) STRICT, WITHOUT ROWID;

INSERT INTO backlog (organization, signer, open)
SELECT organization, signer, count(*) FROM operation WHERE status IN ('accepted', 'submitted', 'confirmed') GROUP BY organization, signer;

CREATE TRIGGER backlog_grows AFTER INSERT ON operation
WHEN NEW.status IN ('accepted', 'submitted', 'confirmed')
BEGIN
    INSERT INTO backlog (organization, signer, open) VALUES (NEW.organization, NEW.signer, 1)
    ON CONFLICT (organization, signer) DO UPDATE SET open = open + 1;
END;

CREATE TRIGGER backlog_shrinks AFTER UPDATE OF status ON operation
WHEN OLD.status IN ('accepted', 'submitted', 'confirmed') AND NEW.status NOT IN ('accepted', 'submitted', 'confirmed')
BEGIN
    UPDATE backlog SET open = open - 1 WHERE organization = NEW.organization AND signer = NEW.signer;
END;
