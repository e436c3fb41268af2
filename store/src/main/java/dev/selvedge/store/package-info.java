/// Every port of the pipeline on SQL, embedded (SQLite) or shared (PostgreSQL), with one set of
/// statements for both.
///
/// ```
///  Stores.open ──► SqliteStores | PostgresStores: locks, tables (Schema), a slot for ids
///                    │
///               SqlStore ── write, lead ──► Line: one thread, one connection, a transaction a call
///                    │                        │  (Again: once more when it was broken off)
///                    └───── read ──► Line | PooledReads: a snapshot that cannot write
///                                             │
///                              Session: a connection and its ports (SqlInbox, SqlPeople …)
/// ```
///
/// The ports have a room for each stage of the data path: `inbox`, `person`, `plan`, `send`,
/// `trail`,
/// `privacy`; they stand on `sql` and not on each other; `privacy` alone looks into every room.
///
/// On PostgreSQL several processes share a schema. What only one of them may store goes through
/// `lead`, on the connection that holds the lead (PostgresWriter). What a transaction reads of
/// deliveries and allowances in order to change it is held to its end; everything else that several
/// of them write is added up, or belongs to one claimant.
@NullMarked
package dev.selvedge.store;

import org.jspecify.annotations.NullMarked;
