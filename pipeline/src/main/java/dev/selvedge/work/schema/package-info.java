/// Looks at the schemas of sources and of the account, now and then.
@NullMarked
package dev.selvedge.work.schema;

import org.jspecify.annotations.NullMarked;
