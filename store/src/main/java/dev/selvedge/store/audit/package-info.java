/// What audits remember and found, on SQL.
@NullMarked
package dev.selvedge.store.audit;

import org.jspecify.annotations.NullMarked;
