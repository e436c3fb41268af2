/// Whole-path benchmarks: each drives the real program from another process and counts at both
/// ends.
///
/// ```
///   Bench ─► Benchmark ─► scene: HubProcess (the program), CustomerTable ◄── load: webhooks
///                │              └──► sandbox (in the driver's process)
///                └─► Figures ─► Table
/// ```
@NullMarked
package dev.selvedge.bench;

import org.jspecify.annotations.NullMarked;
