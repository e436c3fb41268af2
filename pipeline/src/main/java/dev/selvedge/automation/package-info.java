/// Stage 6: facts that should start something, once, before a deadline.
@NullMarked
package dev.selvedge.automation;

import org.jspecify.annotations.NullMarked;
