package dev.selvedge.app.security;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/// Who asks for a page. Immutable.
///
/// @param csrfToken goes into every form of the page
public record Visitor(String name, Role role, String csrfToken) {

  /// The logged-in user of a request the gate let through; empty for anybody else. Pages ask this
  /// again themselves, so that a gap between the gate's paths and the router's shows nothing.
  public static Optional<Visitor> of(HttpServletRequest request) {
    Principal principal = request.getUserPrincipal();
    if (principal == null) {
      return Optional.empty();
    }
    return Arrays.stream(Role.values())
        .filter(role -> request.isUserInRole(role.name()))
        .max(Comparator.naturalOrder())
        .map(role -> new Visitor(principal.getName(), role, Door.csrfToken(request)));
  }

  /// The token for the form on a page that needs no log-in.
  public static String csrfTokenOf(HttpServletRequest request) {
    return Door.csrfToken(request);
  }

  public boolean may(Role wanted) {
    return role.included().contains(wanted);
  }
}
