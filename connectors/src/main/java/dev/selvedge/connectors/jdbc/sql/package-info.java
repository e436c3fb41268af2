/// Statements, the dialects they are written in, and what their failures mean.
@NullMarked
package dev.selvedge.connectors.jdbc.sql;

import org.jspecify.annotations.NullMarked;
