/// What systems have in common that call with their records: where the parts of a record are in a
/// body, and how it becomes a source record.
@NullMarked
package dev.selvedge.connectors.push;

import org.jspecify.annotations.NullMarked;
