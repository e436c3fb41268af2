/// Stage 8: do what is due within the allowance, read the answer, settle the outcome.
@NullMarked
package dev.selvedge.send;

import org.jspecify.annotations.NullMarked;
