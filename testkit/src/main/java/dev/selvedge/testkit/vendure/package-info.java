/// A real Vendure shop for tests: installed from npm into a cache, filled with a few products,
/// started on a free port of this machine, driven as shoppers and shopkeepers would, and stopped
/// again with everything it started.
@NullMarked
package dev.selvedge.testkit.vendure;

import org.jspecify.annotations.NullMarked;
