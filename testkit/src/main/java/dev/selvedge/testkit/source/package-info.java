/// What every connector that is asked for changes must live through: contract suites, and what they
/// need of a system to drive it.
@NullMarked
package dev.selvedge.testkit.source;

import org.jspecify.annotations.NullMarked;
