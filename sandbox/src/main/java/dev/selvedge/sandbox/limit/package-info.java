/// The call allowance: the tiered scheme with its headers and the older flat scheme.
@NullMarked
package dev.selvedge.sandbox.limit;

import org.jspecify.annotations.NullMarked;
