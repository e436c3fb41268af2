/// Tests of what open pages are told.
@NullMarked
package dev.selvedge.app.live;

import org.jspecify.annotations.NullMarked;
