/// The commands that compare what is with what should be.
@NullMarked
package dev.selvedge.app.cli.audit;

import org.jspecify.annotations.NullMarked;
