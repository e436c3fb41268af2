/// Limits and switches: everything about the account that the sources leave open or that a customer
/// can change.
@NullMarked
package dev.selvedge.sandbox.setting;

import org.jspecify.annotations.NullMarked;
