/// Who is who and what they agreed to, on SQL.
@NullMarked
package dev.selvedge.store.person;

import org.jspecify.annotations.NullMarked;
