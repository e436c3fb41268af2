/// Calls, jobs, allowances and the processes that share them, on SQL.
@NullMarked
package dev.selvedge.store.send;

import org.jspecify.annotations.NullMarked;
