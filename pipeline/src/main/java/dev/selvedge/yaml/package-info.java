/// YAML in which every value knows its file, line and column, so that whatever is wrong in a
/// project can be said where it is wrong. Mappings, settings and connector options all use it.
@NullMarked
package dev.selvedge.yaml;

import org.jspecify.annotations.NullMarked;
