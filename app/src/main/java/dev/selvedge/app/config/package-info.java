/// A hub project: the folder of YAML that says which systems there are, who owns which field and
/// where everything goes; read once, checked as a whole, then immutable.
@NullMarked
package dev.selvedge.app.config;

import org.jspecify.annotations.NullMarked;
