/// What audits found, for people and their tables.
@NullMarked
package dev.selvedge.app.audit;

import org.jspecify.annotations.NullMarked;
