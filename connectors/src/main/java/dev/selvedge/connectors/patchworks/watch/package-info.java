/// Watching how flows run: runs that failed or ended in part are reported with their payloads, and
/// can be started again.
@NullMarked
package dev.selvedge.connectors.patchworks.watch;

import org.jspecify.annotations.NullMarked;
