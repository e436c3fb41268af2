/// The other integrations of the same customer: they spend the allowance and take up import places.
@NullMarked
package dev.selvedge.sandbox.stranger;

import org.jspecify.annotations.NullMarked;
