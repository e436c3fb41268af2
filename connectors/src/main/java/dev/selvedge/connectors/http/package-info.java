/// A small HTTP client for connectors that read a system over HTTP: bounded in time and size, and
/// without any will of its own. Whether to ask again is the loop's decision.
@NullMarked
package dev.selvedge.connectors.http;

import org.jspecify.annotations.NullMarked;
