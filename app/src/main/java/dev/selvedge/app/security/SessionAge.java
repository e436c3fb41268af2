package dev.selvedge.app.security;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Ends sessions that are too old, that nobody has used although a page kept refreshing itself, or
/// whose user was removed or changed since. Safe for use by many threads.
final class SessionAge implements Filter {
  private final GateParts parts;

  SessionAge(GateParts parts) {
    this.parts = parts;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    HttpSession session = http.getSession(false);
    if (session != null && session.getAttribute(Visit.KEY) instanceof Visit visit) {
      Instant now = parts.clock().instant();
      if (isOver(visit, now)) {
        session.invalidate();
      } else if (!refreshesItself(http)) {
        session.setAttribute(Visit.KEY, visit.activeAt(now));
      }
    }
    chain.doFilter(request, response);
  }

  private boolean isOver(Visit visit, Instant now) {
    SecuritySettings settings = parts.settings();
    Duration age = Duration.between(visit.since(), now);
    Duration idle = Duration.between(visit.lastActive(), now);
    return age.compareTo(settings.longest()) > 0
        || idle.compareTo(settings.idle()) > 0
        || !parts.users().find(visit.user().name()).equals(Optional.of(visit.user()));
  }

  private static boolean refreshesItself(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.equals("/now") || path.startsWith("/plots/");
  }
}
