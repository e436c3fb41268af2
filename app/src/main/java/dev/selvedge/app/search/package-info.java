/// Finds what somebody has a number or an address of.
@NullMarked
package dev.selvedge.app.search;

import org.jspecify.annotations.NullMarked;
