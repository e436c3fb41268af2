/// The HTTP side: takes webhooks in, says how the hub is, and leads people through the log-in to
/// the pages.
///
/// ```
///   request ─► FrontDoor ─┬─ /hook/…, /health/…, /metrics ──► endpoints (own checks, no session)
///                         └─ everything else ─► Gate (log-in, CSRF, roles) ─► pages
/// ```
///
/// Until [HttpServer#ready] is called every answer is 503 with a time to come back.
@NullMarked
package dev.selvedge.app.http;

import org.jspecify.annotations.NullMarked;
