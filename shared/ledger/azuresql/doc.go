// Package azuresql keeps the ledger in Azure SQL: the log with its Merkle hashes and closed blocks in append-only ledger
// tables, handovers in an updatable one, the inbox of the webhooks and the other tables that follow from the log in ordinary
// ones. Reach for [Open]; whoever deploys prepares the database with [Migrate] and [Bootstrap].
//
// # Who may write
//
// Any number of programs may have the ledger open. [Store.Write] begins by locking the one row of the table origin, so that
// one writes at a time, and moves the checkpoint by compare-and-set all the same. Readers do not wait: [Store.Snapshot] has
// snapshot isolation. What the server calls transient is tried again as a whole transaction; a commit whose answer was lost
// is never repeated blindly, its outcome is read from the checkpoint.
//
// # The subset of Transact-SQL
//
// Statements keep to what can be read at a glance, so that a stand-in for the server can run them too:
//
//   - tables are [waybill].[name], columns [name] or alias.[name]; aliases follow AS; parameters are @p1, @p2, ... in any
//     order, perhaps several times;
//   - SELECT, SELECT DISTINCT, TOP (1), JOIN ... ON, LEFT JOIN ... ON, WHERE, ORDER BY ... DESC, OFFSET 0 ROWS FETCH NEXT
//     @p1 ROWS ONLY, scalar subqueries, EXISTS, NOT EXISTS, IN (list), IN (SELECT ...), NOT IN, BETWEEN;
//   - INSERT INTO t (...) VALUES (...), (...): up to 1000 rows and 2000 parameters; UPDATE t SET ... WHERE ...; DELETE FROM t
//     [WHERE ...]; the number of rows that they touched is asked for;
//   - CONCAT, COALESCE, CASE, MAX, COUNT_BIG(*), + and * of numbers, N'text';
//   - a list of any length is one parameter, JSON text: SELECT [value] FROM OPENJSON(@p1) WITH ([value] bigint '$'), or
//     [value] COLLATE Latin1_General_100_BIN2 of nvarchar(256), or for digests SELECT CONVERT(binary(32), [value], 2) FROM OPENJSON(@p1) WITH ([value] nvarchar(64) '$')
//     of hexadecimal text;
//   - SELECT ... FROM [waybill].[origin] WITH (UPDLOCK, HOLDLOCK) waits for other writers;
//   - parameters are bigint, nvarchar and varbinary; nothing is NULL but what a LEFT JOIN or a scalar subquery did not find.
//
// Transactions are begun, committed and rolled back by the protocol's own requests, with the isolation levels read committed
// and snapshot. One connection has one result open at a time. An unknown table is error 208, a key that is there already
// 2627 or 2601, an update or deletion of an append-only table an error of any other number that is not transient. Text
// compares as with Latin1_General_100_BIN2: by code, but N'a ' = N'a', in unique keys too.
//
// Migrations also have CREATE TABLE with named PRIMARY KEY, UNIQUE and CHECK constraints, CLUSTERED and NONCLUSTERED,
// COLLATE, LEDGER = ON, CREATE INDEX with INCLUDE and WHERE, and the few statements of [Migrate]; each file is one batch
// without parameters. Users and grants are the statements of [Script].
package azuresql
