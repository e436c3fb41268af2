/// How fresh what was told was, on SQL.
@NullMarked
package dev.selvedge.store.watch;

import org.jspecify.annotations.NullMarked;
