package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.trace.Collector;
import dev.selvedge.app.trace.Collector.Span;
import dev.selvedge.testkit.Await;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a webhook to the call that tells of it, as a trace of OpenTelemetry.
class P11JourneysAreTracedTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final String CALLER = "0af7651916cd43dd8448eb211c80319c";
  private static final String TRACEPARENT = "00-" + CALLER + "-b7ad6b7169203331-01";
  private static final String HOOK = "POST /hook/{system}/{kind}";
  private static final String RESOLVE = "resolve shop/customer";
  private static final String DELIVER = "deliver contact";

  /// More than leave by calls of their own.
  private static final int MANY = 60;

  @TempDir private Path folder;

  private RunningBrand brand(String address, String share) {
    String tracing =
        "\ntracing: { endpoint: \"%s\", share: %s, headers: { Authorization: \"Api-Key s3cret\" } }\n"
            .formatted(address, share);
    return new RunningBrand(folder, settings -> settings + tracing);
  }

  private static String customer(int number) {
    return """
        {"id":"S%1$d","email":"ann%1$d@example.com","first_name":"Annabel","points":3,\
        "newsletter":"yes","newsletter_at":"2026-01-02T10:00:00Z","updated_at":"%2$s"}"""
        .formatted(number, Instant.now());
  }

  private static List<Span> of(Collector collector, String trace) {
    return collector.spans(span -> span.traceId().equals(trace));
  }

  private static Set<String> names(List<Span> spans) {
    return spans.stream().map(Span::name).collect(Collectors.toSet());
  }

  private static Span named(List<Span> spans, String name) {
    return spans.stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void a_webhook_and_the_call_that_tells_of_it_are_one_trace_that_its_caller_began()
      throws IOException {
    try (Collector collector = new Collector();
        RunningBrand brand = brand(collector.url(), "1%")) {
      assertThat(brand.callFollowed(TRACEPARENT, "customer", customer(1)).statusCode())
          .isEqualTo(202);
      Await.until(
          () -> names(of(collector, CALLER)).toString(),
          PATIENCE,
          LOOK,
          () -> names(of(collector, CALLER)).contains(DELIVER));

      List<Span> trace = of(collector, CALLER);
      Span hook = named(trace, HOOK);
      assertThat(hook.parent()).isEqualTo("b7ad6b7169203331");
      assertThat(hook.kind()).isEqualTo(2);
      assertThat(hook.attributes())
          .containsEntry("http.request.method", "POST")
          .containsEntry("http.route", "/hook/{system}/{kind}")
          .containsEntry("url.path", "/hook/shop/customer")
          .containsEntry("http.response.status_code", "202");
      Span resolve = named(trace, RESOLVE);
      assertThat(resolve.parent()).isEqualTo(hook.spanId());
      Span deliver = named(trace, DELIVER);
      assertThat(deliver.parent()).isEqualTo(resolve.spanId());
      assertThat(deliver.attributes())
          .containsEntry("selvedge.outcome", "done")
          .containsEntry("selvedge.flow", "shop/customer")
          .containsEntry("selvedge.target", "dotdigital");
      List<Span> calls =
          trace.stream().filter(span -> span.parent().equals(deliver.spanId())).toList();
      assertThat(calls).isNotEmpty().allMatch(call -> call.kind() == 3);
      assertThat(calls.getFirst().attributes())
          .containsEntry("server.address", "127.0.0.1")
          .containsKey("url.template")
          .containsEntry("http.response.status_code", "201");
      assertThat(trace)
          .allSatisfy(span -> assertThat(span.end()).isGreaterThanOrEqualTo(span.start()));
      assertThat(collector.resources().getFirst())
          .containsEntry("service.name", "selvedge")
          .containsEntry("service.namespace", "trial");
      assertThat(collector.authorised()).containsOnly("Api-Key s3cret");
      assertThat(collector.holds("ann1")).isFalse();
      assertThat(collector.holds("Annabel")).isFalse();
    }
  }

  @Test
  void a_call_that_carries_many_is_linked_to_each_and_each_to_it() throws IOException {
    try (Collector collector = new Collector();
        RunningBrand brand = brand(collector.url(), "100%")) {
      IntStream.range(0, MANY)
          .parallel()
          .forEach(number -> brand.call("customer", customer(number)));
      Await.until(
          () -> collector.spans(span -> span.name().equals(DELIVER)).size() + " delivered",
          PATIENCE,
          LOOK,
          () -> collector.spans(span -> span.name().equals(DELIVER)).size() >= MANY);

      List<Span> hooks = collector.spans(span -> span.name().equals(HOOK));
      List<Span> imports = collector.spans(span -> span.name().equals("import contact"));
      assertThat(hooks).hasSize(MANY);
      assertThat(imports).isNotEmpty();
      Span carrier = imports.getFirst();
      assertThat(carrier.parent()).isEmpty();
      assertThat(carrier.links()).hasSizeGreaterThan(10);
      Set<String> resolved =
          collector.spans(span -> span.name().equals(RESOLVE)).stream()
              .map(span -> span.traceId() + "-" + span.spanId())
              .collect(Collectors.toSet());
      assertThat(resolved).containsAll(carrier.links());
      List<Span> delivered =
          collector.spans(
              span ->
                  span.name().equals(DELIVER)
                      && span.links().equals(List.of(carrier.traceId() + "-" + carrier.spanId())));
      assertThat(delivered).hasSameSizeAs(carrier.links());
      assertThat(delivered)
          .allSatisfy(
              span -> assertThat(span.attributes()).containsEntry("selvedge.outcome", "done"));
      assertThat(delivered.stream().map(Span::traceId).collect(Collectors.toSet()))
          .hasSameSizeAs(delivered)
          .doesNotContain(carrier.traceId());
      Await.until(
          "the import is asked after in its own trace",
          PATIENCE,
          LOOK,
          () -> names(of(collector, carrier.traceId())).contains("ask import contact"));
      assertThat(of(collector, carrier.traceId()))
          .anyMatch(span -> span.kind() == 3 && span.parent().equals(carrier.spanId()));
    }
  }

  @Test
  void what_waits_on_the_disk_goes_on_after_the_hub_was_stopped() throws IOException {
    try (Collector collector = new Collector();
        RunningBrand brand = brand(collector.url(), "1%")) {
      String url = brand.account.baseUrl();
      brand.folder.change("selvedge.yaml", text -> text.replace(url, "http://127.0.0.1:9"));
      brand.restart();
      assertThat(brand.callFollowed(TRACEPARENT, "customer", customer(1)).statusCode())
          .isEqualTo(202);
      Await.until(
          "it is resolved", PATIENCE, LOOK, () -> names(of(collector, CALLER)).contains(RESOLVE));
      brand.folder.change("selvedge.yaml", text -> text.replace("http://127.0.0.1:9", url));
      brand.restart();
      Await.until(
          () -> of(collector, CALLER).toString(),
          PATIENCE,
          LOOK,
          () ->
              of(collector, CALLER).stream()
                  .anyMatch(
                      span ->
                          span.name().equals(DELIVER)
                              && "done".equals(span.attributes().get("selvedge.outcome"))));
      assertThat(named(of(collector, CALLER), DELIVER).parent())
          .isEqualTo(named(of(collector, CALLER), RESOLVE).spanId());
      Await.until(
          "nothing waits any more",
          PATIENCE,
          LOOK,
          () -> brand.hub.store().read(ports -> ports.traceContexts().isEmpty()));
    }
  }

  @Test
  void what_a_caller_does_not_follow_is_not_followed_and_strangers_begin_nothing()
      throws IOException {
    try (Collector collector = new Collector();
        RunningBrand brand = brand(collector.url(), "100%")) {
      brand.callFollowed("00-" + CALLER + "-b7ad6b7169203331-00", "customer", customer(1));
      assertThat(brand.callSignedWith("wrong", "customer", customer(2)).statusCode())
          .isEqualTo(401);
      brand.call("customer", customer(3));
      Await.until(
          "the third is told", PATIENCE, LOOK, () -> names(collector.spans()).contains(DELIVER));
      assertThat(collector.spans(span -> span.name().equals(HOOK))).hasSize(1);
      assertThat(of(collector, CALLER)).isEmpty();
    }
  }

  @Test
  void polls_and_their_records_are_followed() throws IOException {
    try (Collector collector = new Collector();
        RunningBrand brand = brand(collector.url(), "100%")) {
      brand.writeToDatabase(
          "insert into customer values ('K1', 'kim@example.com', 'Kim', 'Leeds', '%s')"
              .formatted(brand.now()));
      Await.until(
          "what was polled is resolved in the trace of its poll",
          PATIENCE,
          LOOK,
          () ->
              collector.spans(span -> span.name().equals("resolve crm/customer")).stream()
                  .anyMatch(
                      span -> names(of(collector, span.traceId())).contains("poll crm/customer")));
      assertThat(collector.holds("kim")).isFalse();
    }
  }

  @Test
  void a_collector_that_is_away_is_said_once_and_changes_nothing_else() throws IOException {
    int nobody;
    try (ServerSocket free = new ServerSocket(0)) {
      nobody = free.getLocalPort();
    }
    try (LogEar log = new LogEar();
        RunningBrand brand = brand("http://127.0.0.1:" + nobody, "100%")) {
      for (int number = 0; number < MANY; number++) {
        assertThat(brand.call("customer", customer(number)).statusCode()).isEqualTo(202);
      }
      Await.until(
          "all are told", PATIENCE, LOOK, () -> brand.account.inside().contactCount() >= MANY);
      Await.until(
          "it is said",
          PATIENCE,
          LOOK,
          () -> log.lines().stream().anyMatch(line -> line.contains("traces do not get through")));
      brand.call("customer", customer(MANY));
      Await.pace(Duration.ofSeconds(3));
      assertThat(log.lines().stream().filter(line -> line.contains("trace")))
          .containsExactly(
              "traces do not get through to 127.0.0.1:%d; they are let go, and the hub works on"
                  .formatted(nobody));
    }
  }

  @Test
  void nothing_is_kept_where_nobody_collects() throws IOException {
    try (RunningBrand brand = new RunningBrand(folder)) {
      assertThat(brand.callFollowed(TRACEPARENT, "customer", customer(1)).statusCode())
          .isEqualTo(202);
      boolean empty = brand.hub.store().read(ports -> ports.traceContexts().isEmpty());
      assertThat(empty).isTrue();
    }
  }
}
