package dev.selvedge.app.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The first to see a request: puts everyone off until the hub is up, lets machines through to
/// their endpoints, and leads people to the gate. Safe for use by many threads.
final class FrontDoor implements Filter {
  private static final String STARTING =
      "Selvedge is starting. Please send this again in a few seconds.";
  private static final String LIVE = "/health/live";
  private static final List<String> MACHINES = List.of("/hook/", "/health/", "/metrics");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/_.-]*");

  private volatile Optional<OpenHouse> open = Optional.empty();

  void open(OpenHouse house) {
    open = Optional.of(house);
  }

  OpenHouse house() {
    return open.orElseThrow(() -> new IllegalStateException("a route was reached too early"));
  }

  boolean isOpen() {
    return open.isPresent();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    Optional<OpenHouse> house = open;
    if (house.isEmpty()) {
      putOff(http, (HttpServletResponse) response, chain);
    } else if (isForMachines(http)) {
      chain.doFilter(request, response);
    } else {
      house.get().gate().pass(request, response, chain);
    }
  }

  /// Only paths that router and filter cannot read in two ways bypass the gate; the endpoints
  /// behind them check for themselves.
  private static boolean isForMachines(HttpServletRequest request) {
    String path = request.getRequestURI();
    return MACHINES.stream().anyMatch(path::startsWith)
        && PLAIN.matcher(path).matches()
        && !path.contains("..")
        && !path.contains("//");
  }

  private static void putOff(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getRequestURI().equals(LIVE)) {
      chain.doFilter(request, response);
      return;
    }
    response.setStatus(503);
    response.setHeader("Retry-After", "2");
    response.setHeader("Cache-Control", "no-store");
    if (request.getRequestURI().startsWith("/hook/")) {
      response.setContentType("application/json");
      response
          .getOutputStream()
          .write(Answers.errorJson(STARTING).getBytes(StandardCharsets.UTF_8));
    } else {
      response.setContentType("text/plain; charset=utf-8");
      response.getOutputStream().write((STARTING + '\n').getBytes(StandardCharsets.UTF_8));
    }
  }
}
