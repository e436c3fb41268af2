/// What was found about the schemas of sources and of the account.
@NullMarked
package dev.selvedge.app.schema;

import org.jspecify.annotations.NullMarked;
