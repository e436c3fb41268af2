/// The command about reports.
@NullMarked
package dev.selvedge.app.cli.report;

import org.jspecify.annotations.NullMarked;
