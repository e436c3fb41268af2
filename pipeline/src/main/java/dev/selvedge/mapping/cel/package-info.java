/// Expressions in the Common Expression Language, within bounds.
@NullMarked
package dev.selvedge.mapping.cel;

import org.jspecify.annotations.NullMarked;
