package dev.selvedge.sandbox.message;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The subscriptions to events, and what waits in each to be fetched.
///
/// Guarded by the account's lock.
public final class ExportBook {
  private static final Duration PATIENCE = Duration.ofDays(30);

  private final Map<Integer, Line> lines = new LinkedHashMap<>();
  private int nextId = 10;
  private long nextPlace = 1;

  /// What a caller wants of a subscription.
  ///
  /// @param types the event types it collects
  /// @param wishes the request as it came
  public record Wanted(String name, boolean active, Set<String> types, JsonNode wishes) {
    public Wanted {
      types = Set.copyOf(types);
    }
  }

  /// One thing that happened, with its place in the order of all.
  public record Happening(long place, String id, String type, Instant at, JsonNode data) {}

  public Line add(Wanted wanted, Instant now) {
    Line line = new Line(nextId++, wanted, now);
    lines.put(line.id, line);
    return line;
  }

  public Optional<Line> find(long id) {
    return Optional.ofNullable(lines.get((int) id));
  }

  public Optional<Line> named(String name) {
    return lines.values().stream().filter(line -> line.wanted.name().equals(name)).findFirst();
  }

  public Collection<Line> all() {
    return List.copyOf(lines.values());
  }

  public void remove(Line line) {
    lines.remove(line.id);
  }

  /// Something happened: every active subscription to its type keeps it.
  public void happened(String id, String type, Instant at, JsonNode data) {
    Happening happening = new Happening(nextPlace++, id, type, at, data);
    for (Line line : lines.values()) {
      if (line.active(at) && line.wanted.types().contains(type)) {
        line.waiting.addLast(happening);
      }
    }
  }

  /// One subscription. Guarded by the account's lock.
  public static final class Line {
    private final int id;
    private final Instant created;
    private final Deque<Happening> waiting = new ArrayDeque<>();
    private Wanted wanted;
    private Instant updated;
    private Instant fetched;

    private Line(int id, Wanted wanted, Instant now) {
      this.id = id;
      this.wanted = wanted;
      this.created = now;
      this.updated = now;
      this.fetched = now;
    }

    public int id() {
      return id;
    }

    public Wanted wanted() {
      return wanted;
    }

    public Instant created() {
      return created;
    }

    public Instant updated() {
      return updated;
    }

    /// Whether it collects: one that nobody fetches from for thirty days does not.
    public boolean active(Instant now) {
      return wanted.active() && now.isBefore(fetched.plus(PATIENCE));
    }

    public void change(Wanted changed, Instant now) {
      wanted = changed;
      updated = now;
      fetched = now;
    }

    /// Forgets what was received up to a place; says whether there was anything.
    public boolean received(long place) {
      return waiting.removeIf(happening -> happening.place() <= place);
    }

    /// What waits, oldest first; it keeps waiting until it is said to be received.
    public List<Happening> fetch(int limit, Instant now) {
      fetched = now;
      List<Happening> page = new ArrayList<>();
      for (Happening happening : waiting) {
        if (page.size() < limit) {
          page.add(happening);
        }
      }
      return page;
    }
  }
}
