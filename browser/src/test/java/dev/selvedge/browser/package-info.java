/// The dashboard in a real browser, as people use it.
@NullMarked
package dev.selvedge.browser;

import org.jspecify.annotations.NullMarked;
