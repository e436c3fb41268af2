/// Mapping files, loaded: each becomes checked and compiled rules that make a contribution of a
/// source record. [MappingLoader] is the way in.
@NullMarked
package dev.selvedge.mapping.rule;

import org.jspecify.annotations.NullMarked;
