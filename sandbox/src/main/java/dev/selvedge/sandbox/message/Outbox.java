package dev.selvedge.sandbox.message;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// What was sent and which events came in: the last ones, and how many in all.
///
/// Guarded by the account's lock.
public final class Outbox {
  private static final int KEPT = 10_000;

  private final Deque<Sent> sent = new ArrayDeque<>();
  private final Deque<EventEntry> events = new ArrayDeque<>();
  private long sentCount;
  private long eventCount;

  public void send(Sent message) {
    sentCount++;
    if (sent.size() == KEPT) {
      sent.removeFirst();
    }
    sent.addLast(message);
  }

  public void event(EventEntry event) {
    eventCount++;
    if (events.size() == KEPT) {
      events.removeFirst();
    }
    events.addLast(event);
  }

  public List<Sent> sent() {
    return List.copyOf(sent);
  }

  public List<EventEntry> events() {
    return List.copyOf(events);
  }

  public long sentCount() {
    return sentCount;
  }

  public long eventCount() {
    return eventCount;
  }
}
