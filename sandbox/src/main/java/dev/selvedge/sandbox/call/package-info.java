/// One call and its answer as values, the error bodies of both API frameworks, and the table that
/// finds the operation for a path.
@NullMarked
package dev.selvedge.sandbox.call;

import org.jspecify.annotations.NullMarked;
