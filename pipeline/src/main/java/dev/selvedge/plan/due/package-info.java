/// What is desired against what is delivered: what is due, and what is looked at again.
@NullMarked
package dev.selvedge.plan.due;

import org.jspecify.annotations.NullMarked;
