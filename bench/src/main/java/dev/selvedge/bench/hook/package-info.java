/// Systems that call the hub, each as its vendor calls.
@NullMarked
package dev.selvedge.bench.hook;

import org.jspecify.annotations.NullMarked;
