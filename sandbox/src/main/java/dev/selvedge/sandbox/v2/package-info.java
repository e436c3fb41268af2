/// The operations of the older API framework, under `/v2`.
@NullMarked
package dev.selvedge.sandbox.v2;

import org.jspecify.annotations.NullMarked;
