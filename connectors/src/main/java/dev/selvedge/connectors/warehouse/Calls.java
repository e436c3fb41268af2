package dev.selvedge.connectors.warehouse;

import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.http.JsonReply;
import dev.selvedge.connectors.http.Quiet;
import dev.selvedge.connectors.http.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The calls to one system, by all its feeds together: it is left alone for as long as it asks.
/// What an answer's text says is not passed on, since it may speak of a person. Safe for use by
/// many threads.
public final class Calls implements AutoCloseable {
  private static final Duration UNSAID_REST = Duration.ofSeconds(10);
  private static final Duration LONGEST_REST = Duration.ofHours(1);
  private static final int TOO_MANY = 429;
  private static final int SERVER_FAULT = 500;

  private final SystemName system;
  private final HttpPort http;
  private final InstantSource clock;
  private final Optional<Window> window;
  private final Quiet quiet;

  /// @param http is closed with the calls
  public Calls(SystemName system, HttpPort http, InstantSource clock) {
    this(system, http, clock, Optional.empty());
  }

  /// @param http is closed with the calls
  /// @param window the headers by which the system counts calls; empty where it has none
  public Calls(SystemName system, HttpPort http, InstantSource clock, Optional<Window> window) {
    this.window = window;
    this.system = system;
    this.http = http;
    this.clock = clock;
    this.quiet = new Quiet(system, clock);
  }

  /// Headers of a system that allows so many calls in a window of time.
  ///
  /// @param remaining how many calls are left
  /// @param reset how many seconds the window still lasts
  public record Window(String remaining, String reset) {
    private Optional<Duration> rest(HttpReply reply) {
      return number(reply, reset).map(Duration::ofSeconds).filter(Duration::isPositive);
    }

    private boolean isUsedUp(HttpReply reply) {
      return number(reply, remaining).filter(left -> left == 0).isPresent();
    }

    private static Optional<Long> number(HttpReply reply, String header) {
      return reply
          .header(header)
          .map(String::strip)
          .filter(text -> text.matches("\\d{1,9}"))
          .map(Long::valueOf);
    }
  }

  /// The name by which the user knows the system.
  public SystemName system() {
    return system;
  }

  /// The hub's time.
  public Instant now() {
    return clock.instant();
  }

  /// An empty object, to be filled.
  public static ObjectNode object() {
    return JsonReply.JSON.createObjectNode();
  }

  /// Sends a call; its status is the caller's affair, but for what means that the system is busy or
  /// broken.
  ///
  /// @throws SourceException when the system wants to be left alone, fails, or does not answer
  public HttpReply send(HttpCall call) {
    return sound(attempt(call));
  }

  /// The same for a system that tells of faults with HTTP 500, as SOAP does: what comes with that
  /// status is an answer.
  ///
  /// @throws SourceException as [#send]
  public HttpReply ask(HttpCall call) {
    HttpReply reply = attempt(call);
    return reply.status() == SERVER_FAULT ? reply : sound(reply);
  }

  private HttpReply attempt(HttpCall call) {
    quiet.check();
    Instant now = clock.instant();
    HttpReply reply = http.send(call);
    Optional<Duration> reset = window.flatMap(headers -> headers.rest(reply));
    if (reply.status() == TOO_MANY) {
      throw quiet.slowDown(reply, atMost(RetryAfter.of(reply, now).or(() -> reset)));
    }
    if (window.filter(headers -> headers.isUsedUp(reply)).isPresent()) {
      quiet.rest(atMost(reset));
    }
    return reply;
  }

  private HttpReply sound(HttpReply reply) {
    if (reply.status() >= SERVER_FAULT) {
      RetryAfter.of(reply, clock.instant()).ifPresent(quiet::rest);
      throw new SourceException(system + " fails with HTTP " + reply.status());
    }
    return reply;
  }

  /// An answer as JSON.
  ///
  /// @throws SourceException when it is none, or only a part of it
  public JsonNode json(HttpReply reply) {
    return JsonReply.of(reply)
        .orElseThrow(
            () ->
                new SourceException(
                    system
                        + " answers with something that is not JSON, or only a part of it (HTTP "
                        + reply.status()
                        + ")"));
  }

  /// The system is left alone for a while, an hour at most. What is to be told of it.
  ///
  /// @param why in words
  public SourceException leaveAlone(Duration asked, String why) {
    Duration rest = atMost(Optional.of(asked));
    quiet.rest(rest);
    return new SourceException(
        system
            + " is left alone for "
            + Math.max(1, rest.plusMillis(999).toSeconds())
            + " s: "
            + why);
  }

  private static Duration atMost(Optional<Duration> asked) {
    Duration rest = asked.orElse(UNSAID_REST);
    return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
  }

  @Override
  public void close() {
    http.close();
  }
}
