/// The named functions of mapping files: paths into a record, steps that clean and convert what was
/// found there, and the values that pass between them.
@NullMarked
package dev.selvedge.mapping.function;

import org.jspecify.annotations.NullMarked;
