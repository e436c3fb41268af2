/// Tests of the program as a whole.
@NullMarked
package dev.selvedge.app;

import org.jspecify.annotations.NullMarked;
