/// How commands speak: colours, tables, progress, the terminal itself.
@NullMarked
package dev.selvedge.app.cli.console;

import org.jspecify.annotations.NullMarked;
