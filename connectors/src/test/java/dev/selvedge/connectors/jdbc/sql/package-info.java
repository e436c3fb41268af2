/// How statements and failures are written in each dialect.
@NullMarked
package dev.selvedge.connectors.jdbc.sql;

import org.jspecify.annotations.NullMarked;
