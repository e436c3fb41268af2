/// What a benchmark is set up with and looks at: the brand's project, the program in a process of
/// its own, the customers' table, its store from outside.
@NullMarked
package dev.selvedge.bench.scene;

import org.jspecify.annotations.NullMarked;
