/// Reads systems by poll and by hint, a page and its cursor in one transaction.
@NullMarked
package dev.selvedge.work.poll;

import org.jspecify.annotations.NullMarked;
