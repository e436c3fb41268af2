/// Reading a system to its end through its connector: how fast, and in how much memory.
@NullMarked
package dev.selvedge.bench.poll;

import org.jspecify.annotations.NullMarked;
