/// What the loops share: the store, the parts of a project, signals, and the boards of what waits.
@NullMarked
package dev.selvedge.work;

import org.jspecify.annotations.NullMarked;
