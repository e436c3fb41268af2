/// What was accepted and what waits for a person, on SQL.
@NullMarked
package dev.selvedge.store.inbox;

import org.jspecify.annotations.NullMarked;
