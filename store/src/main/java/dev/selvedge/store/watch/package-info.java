/// How fresh what was told was, alarms, and what is told of them, on SQL.
@NullMarked
package dev.selvedge.store.watch;

import org.jspecify.annotations.NullMarked;
