/// Tells by the numbers of orders which of them never came.
@NullMarked
package dev.selvedge.audit.numbers;

import org.jspecify.annotations.NullMarked;
