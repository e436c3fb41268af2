/// Every port of the pipeline on SQL, embedded (SQLite) or shared (PostgreSQL), with one set of
/// statements for both.
///
/// ```
///  Stores.open ──► Database (SqliteDatabase | PostgresDatabase): lock, migrate, connect
///                    │
///               SqlStore ── write ──► Writer: one thread, one connection, one transaction a call
///                    └───── read ───► Readers: a snapshot on a connection that cannot write
///                                        │
///                              Session: a connection and its ports (SqlInbox, SqlPeople …)
/// ```
@NullMarked
package dev.selvedge.store;

import org.jspecify.annotations.NullMarked;
