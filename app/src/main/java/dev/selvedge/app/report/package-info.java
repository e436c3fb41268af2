/// What happened in a day, week or month, in words for those who read it.
@NullMarked
package dev.selvedge.app.report;

import org.jspecify.annotations.NullMarked;
