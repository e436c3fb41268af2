/// Sends spans to whoever collects them, by OTLP over HTTP. The only package that knows
/// OpenTelemetry.
@NullMarked
package dev.selvedge.app.trace;

import org.jspecify.annotations.NullMarked;
