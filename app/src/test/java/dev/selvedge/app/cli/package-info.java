/// Tests of the command line's parts.
@NullMarked
package dev.selvedge.app.cli;

import org.jspecify.annotations.NullMarked;
