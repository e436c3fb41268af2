/// What happened and how much of it, on SQL.
@NullMarked
package dev.selvedge.store.trail;

import org.jspecify.annotations.NullMarked;
