/// The command that looks for something.
@NullMarked
package dev.selvedge.app.cli.search;

import org.jspecify.annotations.NullMarked;
