/// The state file: every accepted write as one line, replayed at start.
@NullMarked
package dev.selvedge.sandbox.journal;

import org.jspecify.annotations.NullMarked;
