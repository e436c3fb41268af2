package dev.selvedge.app.security;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Instant;

/// Ends sessions that are too old, that nobody has used although a page kept refreshing itself, or
/// whose user was removed or changed since. Safe for use by many threads.
final class SessionAge implements Filter {
  /// Pages that ask for themselves again say so.
  private static final String REFRESH = "Selvedge-Refresh";

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
      if (visit.isOver(parts, now)) {
        session.invalidate();
      } else if (!refreshesItself(http)) {
        session.setAttribute(Visit.KEY, visit.activeAt(now));
      }
    }
    chain.doFilter(request, response);
  }

  private static boolean refreshesItself(HttpServletRequest request) {
    String path = request.getRequestURI();
    return path.equals("/now")
        || path.equals("/events")
        || path.startsWith("/plots/")
        || request.getHeader(REFRESH) != null;
  }
}
