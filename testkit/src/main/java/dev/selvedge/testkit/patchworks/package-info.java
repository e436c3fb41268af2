/// Patchworks as its public documentation describes it, on a real socket.
@NullMarked
package dev.selvedge.testkit.patchworks;

import org.jspecify.annotations.NullMarked;
