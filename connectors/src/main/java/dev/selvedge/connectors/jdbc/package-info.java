/// The `jdbc` connector: reads tables and views of PostgreSQL, MySQL, MariaDB, SQL Server, Oracle
/// and SQLite by watermark, safe against late commits and equal stamps.
///
/// A feed goes through these steps; the cursor says where it stands.
///
/// ```
/// unstamped -> backfill -> idle -> live -> (one children step a watched child table) -> idle ...
/// ```
@NullMarked
package dev.selvedge.connectors.jdbc;

import org.jspecify.annotations.NullMarked;
