/// The path of one HTTP call through the sandbox: faults, log-in, allowance, operation, journal,
/// answer.
@NullMarked
package dev.selvedge.sandbox.http;

import org.jspecify.annotations.NullMarked;
