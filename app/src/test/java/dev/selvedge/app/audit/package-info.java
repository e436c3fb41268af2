/// Audits as people see them.
@NullMarked
package dev.selvedge.app.audit;

import org.jspecify.annotations.NullMarked;
