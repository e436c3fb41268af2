/// Which reports a project sends by itself.
@NullMarked
package dev.selvedge.app.config.report;

import org.jspecify.annotations.NullMarked;
