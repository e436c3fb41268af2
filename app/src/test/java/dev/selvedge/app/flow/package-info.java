/// Tests of what pages show and how it is written.
@NullMarked
package dev.selvedge.app.flow;

import org.jspecify.annotations.NullMarked;
