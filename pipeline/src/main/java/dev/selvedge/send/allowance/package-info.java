/// How many calls a target's limit leaves, and which lane may use them: measured from what the
/// target itself says.
@NullMarked
package dev.selvedge.send.allowance;

import org.jspecify.annotations.NullMarked;
