/// Reads what a report tells of.
@NullMarked
package dev.selvedge.work.report;

import org.jspecify.annotations.NullMarked;
