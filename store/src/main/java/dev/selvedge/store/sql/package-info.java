/// What every port needs of a connection: statements, batches, queries by many keys, and the three
/// places where SQLite and PostgreSQL differ.
@NullMarked
package dev.selvedge.store.sql;

import org.jspecify.annotations.NullMarked;
