package dev.selvedge.app.security;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.csrf.CsrfToken;

/// What happens at the log-in: who is let in, who must wait, who is shown the way. Safe for use by
/// many threads.
final class Door {
  static final String LOGIN = "/login";
  static final String NAME = "name";
  static final String PASSWORD = "password";
  static final String NEXT = "next";

  /// A path of this hub and nothing that a browser could take for another host.
  private static final Pattern OWN_PATH =
      Pattern.compile("/(?:[A-Za-z0-9][A-Za-z0-9/_.@?=&%+-]*)?");

  private final GateParts parts;
  private final LoginThrottle throttle;

  Door(GateParts parts) {
    this.parts = parts;
    this.throttle = new LoginThrottle(parts.settings(), parts.clock());
  }

  /// Stands before the check of the password.
  Filter throttle() {
    return this::throttle;
  }

  private void throttle(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    if (!"POST".equals(http.getMethod()) || !LOGIN.equals(http.getRequestURI())) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Duration> wait = throttle.admit(text(http, NAME), http.getRemoteAddr());
    if (wait.isEmpty()) {
      chain.doFilter(request, response);
    } else {
      HttpServletResponse answer = (HttpServletResponse) response;
      long seconds = Math.max(1, wait.get().toSeconds());
      answer.setHeader("Retry-After", Long.toString(seconds));
      show(
          http,
          answer,
          429,
          "Too many wrong passwords. Please wait "
              + Math.ceilDiv(seconds, 60)
              + " min and try again.");
    }
  }

  void welcome(HttpServletRequest request, HttpServletResponse response, Authentication who)
      throws IOException {
    throttle.passed(text(request, NAME), request.getRemoteAddr());
    if (who.getPrincipal() instanceof Account account) {
      Instant now = parts.clock().instant();
      HttpSession session = request.getSession(true);
      session.setMaxInactiveInterval((int) parts.settings().idle().toSeconds());
      session.setAttribute(Visit.KEY, new Visit(account.user(), now, now));
    }
    String next = text(request, NEXT);
    response.sendRedirect(OWN_PATH.matcher(next).matches() ? next : "/");
  }

  void turnAway(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    if (why instanceof InternalAuthenticationServiceException) {
      Pages.send(response, 500, parts.look().problem(500));
    } else {
      show(request, response, 401, "That name and password do not belong together.");
    }
  }

  void showTheWayIn(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    if (request.getHeader("HX-Request") != null) {
      response.setHeader("HX-Redirect", LOGIN);
      response.setStatus(401);
    } else if (request.getRequestURI().startsWith("/plots/")
        || request.getRequestURI().equals("/events")) {
      response.setStatus(401);
    } else {
      response.setHeader("Cache-Control", "no-store");
      response.sendRedirect(LOGIN + wayBack(request));
    }
  }

  void refuse(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
      throws IOException {
    Pages.send(response, 403, parts.look().problem(403));
  }

  private static String wayBack(HttpServletRequest request) {
    String query = request.getQueryString();
    String path = request.getRequestURI() + (query == null ? "" : "?" + query);
    return "GET".equals(request.getMethod())
            && !"/".equals(path)
            && OWN_PATH.matcher(path).matches()
        ? "?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8)
        : "";
  }

  private void show(
      HttpServletRequest request, HttpServletResponse response, int status, String notice)
      throws IOException {
    Look.LoginForm form = new Look.LoginForm(notice, csrfToken(request), text(request, NEXT));
    Pages.send(response, status, parts.look().login(form));
  }

  static String csrfToken(HttpServletRequest request) {
    return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
        ? token.getToken()
        : "";
  }

  private static String text(HttpServletRequest request, String field) {
    String value = request.getParameter(field);
    return value == null ? "" : value;
  }
}
