/// When and how a project is audited, as its files declare it.
@NullMarked
package dev.selvedge.app.config.audit;

import org.jspecify.annotations.NullMarked;
