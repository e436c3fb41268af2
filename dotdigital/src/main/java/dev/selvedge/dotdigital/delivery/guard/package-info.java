/// Keeps records out of the account that would give a collection other types than it is to have.
@NullMarked
package dev.selvedge.dotdigital.delivery.guard;

import org.jspecify.annotations.NullMarked;
