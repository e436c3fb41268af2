/// The command line: what each command reads, prints and answers to scripts. What commands need of
/// the rest of the program comes through [dev.selvedge.app.cli.Backstage].
@NullMarked
package dev.selvedge.app.cli;

import org.jspecify.annotations.NullMarked;
