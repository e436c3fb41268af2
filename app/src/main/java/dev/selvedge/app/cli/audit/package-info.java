/// The commands about audits.
@NullMarked
package dev.selvedge.app.cli.audit;

import org.jspecify.annotations.NullMarked;
