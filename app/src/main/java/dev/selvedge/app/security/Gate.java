package dev.selvedge.app.security;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/// The guard in front of every page: log-in, session, CSRF, roles, headers. Whatever it does not
/// know it refuses. Safe for use by many threads.
public final class Gate implements AutoCloseable {
  private static final String CHAIN = "springSecurityFilterChain";

  private final AnnotationConfigApplicationContext context;
  private final Filter form;
  private final Filter guard;
  private final GateParts parts;

  private Gate(
      AnnotationConfigApplicationContext context, Filter form, Filter guard, GateParts parts) {
    this.context = context;
    this.form = form;
    this.guard = guard;
    this.parts = parts;
  }

  /// Takes about half a second of processor time.
  public static Gate open(GateParts parts) {
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context.registerBean(GateParts.class, () -> parts);
    context.register(GateRules.class);
    context.refresh();
    return new Gate(
        context, new FormBodyFilter(parts.look()), context.getBean(CHAIN, Filter.class), parts);
  }

  /// Lets the request through to `chain`, or answers it.
  public void pass(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    form.doFilter(request, response, (formed, answer) -> guard.doFilter(formed, answer, chain));
  }

  /// The log-in of somebody whose line stays open; empty for who has none.
  public Optional<Stay> stay(HttpServletRequest request) {
    return Stay.of(request, parts);
  }

  @Override
  public void close() {
    context.close();
  }
}
