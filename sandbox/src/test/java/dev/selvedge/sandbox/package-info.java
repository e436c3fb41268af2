/// Tests of the sandbox over real sockets.
@NullMarked
package dev.selvedge.sandbox;

import org.jspecify.annotations.NullMarked;
