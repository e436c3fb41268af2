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
public record Frame(
    String title,
    String section,
    String user,
    String csrfToken,
    Assets assets,
    Display display,
    Instant now) {

  public String ago(Instant instant) {
    return display.ago(instant, now);
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
