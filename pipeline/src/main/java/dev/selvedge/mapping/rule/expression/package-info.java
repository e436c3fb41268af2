/// What a mapping says of one field: where it is read, what is done to it, and what it must be.
@NullMarked
package dev.selvedge.mapping.rule.expression;

import org.jspecify.annotations.NullMarked;
