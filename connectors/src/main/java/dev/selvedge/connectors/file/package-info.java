/// The `file` connector: CSV and JSON Lines from a folder, resumed in the middle of a file, never
/// read half-written.
@NullMarked
package dev.selvedge.connectors.file;

import org.jspecify.annotations.NullMarked;
