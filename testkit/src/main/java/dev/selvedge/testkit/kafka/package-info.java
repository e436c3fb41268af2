/// A real Kafka broker for tests: resolved once from Maven Central by the project's own wrapper,
/// run in a process of its own on loopback, stopped by its process id.
@NullMarked
package dev.selvedge.testkit.kafka;

import org.jspecify.annotations.NullMarked;
