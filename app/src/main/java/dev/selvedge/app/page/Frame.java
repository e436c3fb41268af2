package dev.selvedge.app.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/// What every page has around its content. Immutable.
///
/// @param title of the page, in the window's bar
/// @param section the part of the site it belongs to, marked in the navigation; may be empty
/// @param user who is logged in, or empty
/// @param csrfToken for the forms of the page
/// @param counts what stands in the navigation
public record Frame(
    String title,
    String section,
    String user,
    String csrfToken,
    Assets assets,
    Display display,
    Instant now,
    Counts counts) {

  public String ago(Instant instant) {
    return display.ago(instant, now);
  }

  /// As of when a page surely shows what was there, in milliseconds since 1970, where it does not
  /// know when it was read: it is written within seconds of that.
  public long liveAt() {
    return now.toEpochMilli() - 5_000;
  }

  /// Whether the page belongs to one of these parts of the site.
  public boolean isOneOf(String... sections) {
    return List.of(sections).contains(section);
  }

  /// A value as part of a link.
  public String inLink(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
