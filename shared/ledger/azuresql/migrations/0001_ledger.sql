-- The ledger in Azure SQL. Digests are binary(32), addresses binary(20), numbers and flags bigint (flags are 0 or 1), points
-- in time microseconds since 1970 in UTC (0 for none), lists and maps JSON (N'' for none).
--
-- Text has a binary collation: the server's own one would take A for a. Even so the server takes N'a ' for N'a', and an index
-- has no room for a text of 2048 characters. So a text from outside that is looked up has its SHA-256 (of the UTF-8 bytes)
-- beside it, in a column ending in _sha256, and keys are of that.

-- What the ledger is the projection of, and how far it has come. One row; who writes to the ledger locks it first.
CREATE TABLE [waybill].[origin] (
    [one]        bigint     NOT NULL,
    [chain_id]   bigint     NOT NULL, -- of the chain
    [contract]   binary(20) NOT NULL, -- its address
    [start]      bigint     NOT NULL, -- last block before the contract was deployed
    [block]      bigint     NOT NULL, -- checkpoint: last block in the ledger
    [hash]       binary(32) NOT NULL, -- and its hash; zero before the first
    [projection] bigint     NOT NULL, -- version that the tables which follow from the log follow it by
    CONSTRAINT [origin_pk] PRIMARY KEY CLUSTERED ([one]),
    CONSTRAINT [origin_one] CHECK ([one] = 1)
);

-- The log: one row for each event of the contract. Every column is covered by the row's Merkle leaf.
CREATE TABLE [waybill].[log_row] (
    [seq]               bigint         NOT NULL, -- position in the log, from 0, without gaps
    [chain_id]          bigint         NOT NULL,
    [block]             bigint         NOT NULL,
    [block_hash]        binary(32)     NOT NULL,
    [block_time]        bigint         NOT NULL, -- seconds since 1970
    [log_index]         bigint         NOT NULL, -- position among all logs of the block
    [transaction]       binary(32)     NOT NULL, -- its hash
    [transaction_index] bigint         NOT NULL,
    [event]             nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL, -- name of the contract's event
    [fields]            varbinary(max) NOT NULL, -- the event's fields, canonical
    [command]           binary(32)     NOT NULL, -- command id on chain
    [operation]         nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL, -- what it stands for here, N'' if foreign
    [organization]      nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL, -- who asked for it, N'' if foreign
    [kind]              nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL, -- kind of command, N'' if foreign
    [foreign]           nvarchar(max)  COLLATE Latin1_General_100_BIN2 NOT NULL, -- why it is not one of ours, N'' if it is
    CONSTRAINT [log_row_pk] PRIMARY KEY CLUSTERED ([seq]),
    CONSTRAINT [log_row_position] UNIQUE NONCLUSTERED ([block], [log_index])
) WITH (LEDGER = ON (APPEND_ONLY = ON));

-- Merkle hashes of the log in the order of tlog.StoredHashIndex.
CREATE TABLE [waybill].[merkle_hash] (
    [ix]   bigint     NOT NULL,
    [hash] binary(32) NOT NULL,
    CONSTRAINT [merkle_hash_pk] PRIMARY KEY CLUSTERED ([ix])
) WITH (LEDGER = ON (APPEND_ONLY = ON));

-- Closed stretches of the log, chained by hash.
CREATE TABLE [waybill].[log_block] (
    [id]          bigint     NOT NULL, -- from 0, without gaps
    [first_seq]   bigint     NOT NULL, -- its first row
    [size]        bigint     NOT NULL, -- rows in the whole log when it was closed
    [root]        binary(32) NOT NULL, -- of the whole log at that size
    [rows_root]   binary(32) NOT NULL, -- of its own rows alone
    [prev_hash]   binary(32) NOT NULL, -- hash of the block before; zero for the first
    [closed_at]   bigint     NOT NULL,
    [last_commit] bigint     NOT NULL, -- time of the newest row's block on chain
    [checkpoint]  bigint     NOT NULL, -- block of the chain up to which the ledger was filled
    CONSTRAINT [log_block_pk] PRIMARY KEY CLUSTERED ([id])
) WITH (LEDGER = ON (APPEND_ONLY = ON));

-- Events that webhooks announced and the log does not confirm, or not yet.
CREATE TABLE [waybill].[inbox] (
    [key]         nvarchar(256)  COLLATE Latin1_General_100_BIN2 NOT NULL, -- the same for each delivery of one event
    [chain_id]    bigint         NOT NULL, -- 0 if the connector does not say
    [address]     binary(20)     NOT NULL,
    [block]       bigint         NOT NULL,
    [block_hash]  binary(32)     NOT NULL,
    [transaction] binary(32)     NOT NULL,
    [log_index]   bigint         NOT NULL, -- -1 if the connector does not say
    [signature]   nvarchar(max)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    [raw]         varbinary(max) NOT NULL, -- as it came
    [quarantined] bigint         NOT NULL, -- 1 once the chain has passed the block without it
    CONSTRAINT [inbox_pk] PRIMARY KEY CLUSTERED ([key])
);
CREATE INDEX [inbox_waiting] ON [waybill].[inbox] ([quarantined], [block]);
CREATE INDEX [inbox_transaction] ON [waybill].[inbox] ([transaction]);

-- Bodies of accepted commands. The log only commits to them, so that they can go and the log stays.
CREATE TABLE [waybill].[payload] (
    [command]     binary(32)     NOT NULL, -- command id on chain
    [transaction] binary(32)     NOT NULL, -- that carried it out
    [body]        varbinary(max) NOT NULL, -- canonical JSON
    CONSTRAINT [payload_pk] PRIMARY KEY CLUSTERED ([command])
);

-- From here on: what follows from log and payloads, and can be rebuilt from them.

-- Members of the network.
CREATE TABLE [waybill].[organization] (
    [number]       bigint        NOT NULL, -- on chain
    [id]           nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [name]         nvarchar(256) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [gln]          nvarchar(32)  COLLATE Latin1_General_100_BIN2 NOT NULL, -- GS1 party number, N'' if none
    [key]          binary(20)    NOT NULL, -- address it joined with
    [active]       bigint        NOT NULL,
    [signing_keys] nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL, -- list of {address, retired} that speak or spoke for it
    [transaction]  binary(32)    NOT NULL, -- that let it join
    CONSTRAINT [organization_pk] PRIMARY KEY CLUSTERED ([number])
);
CREATE INDEX [organization_id] ON [waybill].[organization] ([id]);

-- Things under custody, as they are now.
CREATE TABLE [waybill].[asset] (
    [seq]          bigint         NOT NULL, -- row of the log that registered it
    [key]          binary(32)     NOT NULL, -- name on chain
    [id]           nvarchar(2048) COLLATE Latin1_General_100_BIN2 NOT NULL, -- canonical URI, or N'key:0x...' if only the chain knows it
    [id_sha256]    binary(32)     NOT NULL,
    [kind]         bigint         NOT NULL, -- 1 item, 2 lot, 3 unit
    [status]       nvarchar(32)   COLLATE Latin1_General_100_BIN2 NOT NULL, -- active, offered, bundled, consumed, decommissioned
    [holder]       nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    [owner]        nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    [maker]        nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL, -- who registered it
    [quantity]     bigint         NOT NULL, -- thousandths of unit, what is left of a lot
    [unit]         nvarchar(32)   COLLATE Latin1_General_100_BIN2 NOT NULL, -- UN/ECE Rec 20 code
    [version]      bigint         NOT NULL, -- on chain
    [handover]     nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL, -- open handover, N'' if none
    [bundle]       nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL, -- bundle it is packed in, N'' if none
    [contents]     nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL, -- bundle it holds, N'' if none
    [time]         bigint         NOT NULL, -- of the block that registered it
    [amount]       bigint         NOT NULL, -- thousandths of unit, what was registered of a lot
    [portion]      bigint         NOT NULL, -- of its transformation's outputs, parts per billion; 0 if not known
    [mass]         bigint         NOT NULL, -- as registered, milligrams; 0 if not known
    [mass_derived] bigint         NOT NULL, -- 1 if the mass is that of what went in
    [description]  nvarchar(max)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    [attributes]   nvarchar(max)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    [operation]    nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL, -- that brought it about
    [transaction]  binary(32)     NOT NULL,
    CONSTRAINT [asset_pk] PRIMARY KEY NONCLUSTERED ([key]),
    CONSTRAINT [asset_seq] UNIQUE CLUSTERED ([seq]),
    CONSTRAINT [asset_id] UNIQUE NONCLUSTERED ([id_sha256])
);

-- Offers of custody and their answers: who handed what to whom. The server keeps each state that an offer has had.
CREATE TABLE [waybill].[handover] (
    [id]             nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL, -- operation that made the offer
    [asset]          nvarchar(2048) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [from]           nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    [to]             nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    [with_ownership] bigint         NOT NULL,
    [ownership_only] bigint         NOT NULL, -- 1 if the asset stays where it is
    [state]          nvarchar(32)   COLLATE Latin1_General_100_BIN2 NOT NULL, -- pending, accepted, rejected, cancelled
    [deadline]       bigint         NOT NULL,
    [offered]        bigint         NOT NULL, -- block's time
    [answered]       bigint         NOT NULL, -- block's time, 0 while there is no answer
    [transaction]    binary(32)     NOT NULL,
    CONSTRAINT [handover_pk] PRIMARY KEY CLUSTERED ([id])
) WITH (SYSTEM_VERSIONING = ON (HISTORY_TABLE = [waybill].[handover_history]), LEDGER = ON (LEDGER_VIEW = [waybill].[handover_ledger]));
CREATE INDEX [handover_pending] ON [waybill].[handover] ([offered]) WHERE [state] = N'pending';

-- Sets of assets packed in a parent, now or once.
CREATE TABLE [waybill].[bundle] (
    [id]            nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL, -- operation that packed it
    [parent]        nvarchar(2048) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [parent_sha256] binary(32)     NOT NULL,
    [packed_by]     nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    [owner]         nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL, -- when it was packed
    [root]          binary(32)     NOT NULL, -- over the children, on chain
    [children]      nvarchar(max)  COLLATE Latin1_General_100_BIN2 NOT NULL, -- list of {Asset, Key, Version} in the order of the leaves
    [open]          bigint         NOT NULL,
    [packed]        bigint         NOT NULL, -- block's time
    [transaction]   binary(32)     NOT NULL,
    CONSTRAINT [bundle_pk] PRIMARY KEY CLUSTERED ([id])
);
CREATE INDEX [bundle_open] ON [waybill].[bundle] ([packed]) WHERE [open] = 1;

-- Which asset was in which bundle, from when to when.
CREATE TABLE [waybill].[packing] (
    [bundle]   nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [child]    bigint        NOT NULL, -- its seq
    [parent]   bigint        NOT NULL, -- its seq
    [packed]   bigint        NOT NULL,
    [released] bigint        NOT NULL, -- 0 while it lasts
    CONSTRAINT [packing_pk] PRIMARY KEY CLUSTERED ([bundle], [child])
);
CREATE INDEX [packing_parent] ON [waybill].[packing] ([parent], [packed]);
CREATE INDEX [packing_child] ON [waybill].[packing] ([child], [packed]);
CREATE INDEX [packing_open] ON [waybill].[packing] ([packed]) WHERE [released] = 0;

-- What was made of what.
CREATE TABLE [waybill].[edge] (
    [output]   bigint NOT NULL, -- seq of the asset that was made
    [input]    bigint NOT NULL, -- seq of the asset that was used up
    [quantity] bigint NOT NULL, -- of the input, for all outputs together
    [share]    bigint NOT NULL, -- of the output that came from this input, parts per billion
    [basis]    bigint NOT NULL, -- 1 by mass, 2 by quantity, 3 by count
    CONSTRAINT [edge_pk] PRIMARY KEY CLUSTERED ([output], [input])
);
CREATE INDEX [edge_input] ON [waybill].[edge] ([input], [output]) INCLUDE ([quantity], [share], [basis]);

-- What somebody says about assets.
CREATE TABLE [waybill].[certificate] (
    [key]         binary(32)     NOT NULL, -- name on chain
    [id]          nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL, -- operation that issued it
    [type]        bigint         NOT NULL,
    [issuer]      nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    [subjects]    nvarchar(max)  COLLATE Latin1_General_100_BIN2 NOT NULL, -- list of asset ids
    [valid_until] bigint         NOT NULL,
    [revoked]     bigint         NOT NULL,
    [suspended]   bigint         NOT NULL,
    [version]     bigint         NOT NULL, -- on chain
    [claims]      nvarchar(max)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    [document]    nvarchar(2048) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [operation]   nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    [transaction] binary(32)     NOT NULL,
    CONSTRAINT [certificate_pk] PRIMARY KEY CLUSTERED ([key])
);
CREATE INDEX [certificate_id] ON [waybill].[certificate] ([id]);

-- Which certificates an asset has.
CREATE TABLE [waybill].[certificate_subject] (
    [asset]        nvarchar(2048) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [asset_sha256] binary(32)     NOT NULL,
    [certificate]  binary(32)     NOT NULL, -- its key
    CONSTRAINT [certificate_subject_pk] PRIMARY KEY CLUSTERED ([asset_sha256], [certificate])
);

-- From when on a certificate has had a status.
CREATE TABLE [waybill].[certificate_change] (
    [certificate] binary(32)   NOT NULL, -- its key
    [seq]         bigint       NOT NULL, -- row of the log that says so
    [status]      nvarchar(32) COLLATE Latin1_General_100_BIN2 NOT NULL, -- active, suspended, revoked
    [time]        bigint       NOT NULL,
    CONSTRAINT [certificate_change_pk] PRIMARY KEY CLUSTERED ([certificate], [seq])
);

-- Who warns, or warned, of which asset and of what was made of it.
CREATE TABLE [waybill].[recall] (
    [asset]        nvarchar(2048) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [asset_sha256] binary(32)     NOT NULL,
    [organization] nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    [id]           nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL, -- operation that opened it last
    [open]         bigint         NOT NULL,
    [version]      bigint         NOT NULL, -- on chain
    [reason]       nvarchar(max)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    [opened]       bigint         NOT NULL,
    [closed]       bigint         NOT NULL,
    [transaction]  binary(32)     NOT NULL, -- that opened it last
    CONSTRAINT [recall_pk] PRIMARY KEY CLUSTERED ([asset_sha256], [organization])
);
CREATE INDEX [recall_id] ON [waybill].[recall] ([id]);

-- Commitments to sealed documents.
CREATE TABLE [waybill].[document] (
    [id]            nvarchar(2048) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [id_sha256]     binary(32)     NOT NULL,
    [manifest_hash] binary(32)     NOT NULL,
    [organization]  nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL, -- that recorded it
    [transaction]   binary(32)     NOT NULL,
    CONSTRAINT [document_pk] PRIMARY KEY CLUSTERED ([id_sha256])
);

-- Which documents belong to an asset.
CREATE TABLE [waybill].[asset_document] (
    [asset]           nvarchar(2048) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [asset_sha256]    binary(32)     NOT NULL,
    [document]        nvarchar(2048) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [document_sha256] binary(32)     NOT NULL,
    CONSTRAINT [asset_document_pk] PRIMARY KEY CLUSTERED ([asset_sha256], [document_sha256])
);

-- One row for each command that was carried out.
CREATE TABLE [waybill].[event] (
    [seq]          bigint         NOT NULL, -- row of its first event on chain
    [command]      binary(32)     NOT NULL,
    [operation]    nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    [organization] nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    [kind]         nvarchar(128)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    [type]         nvarchar(2048) COLLATE Latin1_General_100_BIN2 NOT NULL, -- EPCIS event type
    [time]         bigint         NOT NULL, -- of the block
    [event_time]   bigint         NOT NULL, -- in the world
    [read_point]   nvarchar(max)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    [biz_location] nvarchar(max)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    [source]       nvarchar(max)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    [transaction]  binary(32)     NOT NULL,
    [block]        bigint         NOT NULL,
    [foreign]      nvarchar(max)  COLLATE Latin1_General_100_BIN2 NOT NULL, -- why it is not one of ours, N'' if it is
    [event_hash]   binary(32)     NOT NULL, -- on chain
    CONSTRAINT [event_pk] PRIMARY KEY NONCLUSTERED ([command], [transaction]),
    CONSTRAINT [event_seq] UNIQUE CLUSTERED ([seq])
);
CREATE INDEX [event_organization] ON [waybill].[event] ([organization], [seq]);

-- Which assets an event is about.
CREATE TABLE [waybill].[event_asset] (
    [asset]        nvarchar(2048) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [asset_sha256] binary(32)     NOT NULL,
    [seq]          bigint         NOT NULL,
    [role]         nvarchar(32)   COLLATE Latin1_General_100_BIN2 NOT NULL, -- subject, parent, child, input, output
    CONSTRAINT [event_asset_pk] PRIMARY KEY CLUSTERED ([asset_sha256], [seq], [role])
);
CREATE INDEX [event_asset_seq] ON [waybill].[event_asset] ([seq]);

-- Roots that were left on chain.
CREATE TABLE [waybill].[anchor] (
    [actor]       bigint     NOT NULL, -- number of the organisation, 0 for the administrator
    [size]        bigint     NOT NULL,
    [root]        binary(32) NOT NULL,
    [transaction] binary(32) NOT NULL,
    CONSTRAINT [anchor_pk] PRIMARY KEY CLUSTERED ([actor], [size])
);

-- What the chain says and the accepted commands do not explain.
CREATE TABLE [waybill].[mismatch] (
    [seq]           bigint        NOT NULL,
    [reason]        nvarchar(max) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [reason_sha256] binary(32)    NOT NULL,
    CONSTRAINT [mismatch_pk] PRIMARY KEY CLUSTERED ([seq], [reason_sha256])
);

-- Who says that which event was wrong.
CREATE TABLE [waybill].[error_declaration] (
    [erroneous]    binary(32)    NOT NULL, -- hash of the event
    [seq]          bigint        NOT NULL, -- row of the log that says so
    [organization] nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL,
    [reason]       bigint        NOT NULL, -- 1 did not occur, 2 incorrect data
    [correction]   binary(32)    NOT NULL, -- hash of the event in its place, zero if none
    [corrective]   binary(32)    NOT NULL, -- command behind that, zero if not known
    [time]         bigint        NOT NULL,
    [operation]    nvarchar(128) COLLATE Latin1_General_100_BIN2 NOT NULL, -- of the declaration
    CONSTRAINT [error_declaration_pk] PRIMARY KEY CLUSTERED ([erroneous], [seq])
);
