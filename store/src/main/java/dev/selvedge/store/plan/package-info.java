/// What is desired and what was delivered, on SQL.
@NullMarked
package dev.selvedge.store.plan;

import org.jspecify.annotations.NullMarked;
