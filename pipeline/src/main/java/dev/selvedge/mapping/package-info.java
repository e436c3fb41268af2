/// Stage 3: raw payload to typed contribution, or which field of which rule failed and why.
@NullMarked
package dev.selvedge.mapping;

import org.jspecify.annotations.NullMarked;
