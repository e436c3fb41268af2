/// A real Medusa shop for tests: installed from npm into a cache, filled through its own REST API,
/// started on a free port of this machine, driven as shoppers and shopkeepers would, and stopped
/// again with everything it started. It runs without what a shop on loopback has no use for: the
/// dashboard, the providers of payments, files and mail on other people's machines, tracing.
@NullMarked
package dev.selvedge.testkit.medusa;

import org.jspecify.annotations.NullMarked;
