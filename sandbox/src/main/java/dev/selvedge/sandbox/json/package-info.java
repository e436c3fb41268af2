/// The JSON mapper of the sandbox and tolerant reading of what callers send.
@NullMarked
package dev.selvedge.sandbox.json;

import org.jspecify.annotations.NullMarked;
