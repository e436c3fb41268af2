/// What is found of a person and forgotten, and who did so, on SQL.
@NullMarked
package dev.selvedge.store.privacy;

import org.jspecify.annotations.NullMarked;
