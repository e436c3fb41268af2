package dev.selvedge.watch.trace;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Where spans begin. Safe for use by many threads; never fails and never waits.
public interface Tracer {
  /// Nobody collects anything.
  Tracer OFF = new Untraced();

  /// Whether anybody collects spans. Where nobody does, nothing is read or kept for them.
  boolean isOn();

  /// Begins a span; it ends when it is closed.
  Span begin(Beginning of);

  /// What a span is to the outside.
  enum Role {
    /// somebody called us
    SERVER,
    /// we call somebody
    CLIENT,
    /// a step of our own
    INTERNAL
  }

  /// How a span begins. Immutable.
  ///
  /// @param name of a small set: it holds no key and no name of a person
  /// @param since when it began; empty for now
  /// @param parent whose part it is; empty where it is the first of its trace
  /// @param links to spans of other traces it also works for: one call may carry many records
  record Beginning(
      String name,
      Role role,
      Optional<Instant> since,
      Optional<TraceContext> parent,
      List<TraceContext> links) {
    public Beginning {
      links = List.copyOf(links);
    }

    /// The first span of a trace, beginning now.
    public static Beginning of(String name, Role role) {
      return new Beginning(name, role, Optional.empty(), Optional.empty(), List.of());
    }

    /// A part of another span.
    public Beginning under(TraceContext span) {
      return new Beginning(name, role, since, Optional.of(span), links);
    }

    /// Working for these, too.
    public Beginning linkedTo(List<TraceContext> spans) {
      return new Beginning(name, role, since, parent, spans);
    }

    /// Begun a while ago.
    public Beginning since(Instant then) {
      return new Beginning(name, role, Optional.of(then), parent, links);
    }
  }
}
