/// Telling a system that only Patchworks reaches what people decided, by starting a flow.
@NullMarked
package dev.selvedge.connectors.patchworks.tell;

import org.jspecify.annotations.NullMarked;
