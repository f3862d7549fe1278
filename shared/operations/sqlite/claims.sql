-- An operation's claims stand in its row, so that nobody looks for them by operation.
DROP INDEX claim_of_operation;
