/// Tests of traces.
@NullMarked
package dev.selvedge.app.trace;

import org.jspecify.annotations.NullMarked;
