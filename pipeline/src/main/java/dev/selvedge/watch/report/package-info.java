/// What happened in a day, week or month, in figures.
@NullMarked
package dev.selvedge.watch.report;

import org.jspecify.annotations.NullMarked;
