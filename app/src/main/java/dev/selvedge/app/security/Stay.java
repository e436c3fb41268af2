package dev.selvedge.app.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;

/// Whether somebody who keeps a line open is still logged in. Safe for use by many threads.
public final class Stay {
  private final HttpSession session;
  private final String id;
  private final GateParts parts;

  private Stay(HttpSession session, GateParts parts) {
    this.session = session;
    this.id = session.getId();
    this.parts = parts;
  }

  static Optional<Stay> of(HttpServletRequest request, GateParts parts) {
    return Optional.ofNullable(request.getSession(false)).map(session -> new Stay(session, parts));
  }

  /// Names the log-in and nobody else's; not to be shown to anybody.
  public String session() {
    return id;
  }

  /// Whether they have logged out, were away for too long, or are a user no more; where that cannot
  /// be known, they are none.
  public boolean isOver() {
    try {
      return !(session.getAttribute(Visit.KEY) instanceof Visit visit)
          || visit.isOver(parts, parts.clock().instant());
    } catch (IllegalStateException | UserBookException loggedOut) {
      return true;
    }
  }
}
