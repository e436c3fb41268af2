/// Reads which data fields and lists there are and who may write them.
@NullMarked
package dev.selvedge.app.config.field;

import org.jspecify.annotations.NullMarked;
