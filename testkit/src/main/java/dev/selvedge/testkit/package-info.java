/// Builders for the nouns of the data path, a clock and ids that tests control, and one contract
/// suite a port: whatever implements the port passes the suite.
@NullMarked
package dev.selvedge.testkit;

import org.jspecify.annotations.NullMarked;
