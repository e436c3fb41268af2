package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.SystemName;
import dev.selvedge.app.metric.Metric;
import dev.selvedge.app.promise.PromText.Series;
import dev.selvedge.send.allowance.Scope;
import dev.selvedge.send.allowance.Window;
import dev.selvedge.testkit.Await;
import dev.selvedge.watch.freshness.Freshness;
import dev.selvedge.watch.freshness.Goal;
import dev.selvedge.watch.freshness.Goals;
import dev.selvedge.watch.freshness.Share;
import dev.selvedge.work.Promises;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// Freshness is measured against a target, and every figure that dashboards and alarms go by is
/// told by a hub at work.
class P11LagIsVisibleTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Path RULES = Path.of("../ops/prometheus/selvedge.rules.yml");
  private static final Path DASHBOARD = Path.of("../ops/grafana/selvedge.json");

  /// Labels that the format itself adds.
  private static final Set<String> OF_THE_FORMAT = Set.of("le", "area", "id", "state");

  @TempDir private Path folder;

  private static String customer(int number, Instant changed) {
    return """
        {"id":"S%1$d","email":"ann%1$d@example.com","first_name":"Ann","points":3,\
        "newsletter":"yes","newsletter_at":"2026-01-02T10:00:00Z","updated_at":"%2$s"}"""
        .formatted(number, changed);
  }

  private static String order(int number) {
    return """
        {"number":"O-%1$d","email":"ann%1$d@example.com","placed_at":"2026-01-05T10:00:00Z",\
        "status":"paid","total":"12.50","lines":[],"updated_at":"%2$s"}"""
        .formatted(number, Instant.now());
  }

  private static List<Series> scrape(RunningBrand brand) {
    return PromText.read(brand.get("/metrics").body());
  }

  /// A scrape in which every figure is told.
  private static List<Series> whole(RunningBrand brand) {
    AtomicReference<List<Series>> last = new AtomicReference<>(List.of());
    Await.until(
        () -> told().stream().filter(name -> !names(last.get()).contains(name)).toList().toString(),
        PATIENCE,
        Duration.ofMillis(500),
        () -> {
          last.set(scrape(brand));
          return names(last.get()).containsAll(told());
        });
    return last.get();
  }

  private static List<Freshness> measured(RunningBrand brand) {
    Promises anHour =
        new Promises(
            Map.of(Goals.DEFAULT, new Goal(9900, Duration.ofHours(1))), Map.of(), Set.of());
    return brand.hub.store().read(ports -> anHour.read(ports, Instant.now()));
  }

  private static void bring(RunningBrand brand) {
    Instant now = Instant.now();
    assertThat(brand.call("customer", customer(1, now)).statusCode()).isEqualTo(202);
    assertThat(brand.call("customer", customer(2, now.minus(Duration.ofHours(2)))).statusCode())
        .isEqualTo(202);
    brand.call("order", order(1));
    brand.call("customer", "{\"id\":\"S9\",\"email\":\"\",\"updated_at\":\"" + now + "\"}");
    brand.writeToDatabase(
        "insert into customer values ('17', 'bob@example.com', 'B', 'Bath', '"
            + brand.now()
            + "')");
    Await.until(
        "all of it is delivered",
        PATIENCE,
        () ->
            brand.account.inside().recordCount("Orders") == 1
                && brand.account.inside().contactCount() >= 2);
  }

  @Test
  void what_took_longer_than_promised_is_told_from_what_did_not() {
    try (RunningBrand brand = new RunningBrand(folder)) {
      // Nobody who orders: a change that joins one that still waits goes in the name of the last.
      Instant now = Instant.now();
      brand.call("customer", customer(1, now));
      brand.call("customer", customer(2, now.minus(Duration.ofHours(2))));
      Await.until(
          "both are measured",
          PATIENCE,
          () ->
              measured(brand).stream()
                  .anyMatch(
                      one ->
                          one.strand().flow().equals("shop/customer")
                              && one.day().total() == 2
                              && one.ofDay().equals(new Share(1, 1))));
      Freshness customers =
          measured(brand).stream()
              .filter(one -> one.strand().flow().equals("shop/customer"))
              .filter(one -> one.day().total() == 2)
              .findFirst()
              .orElseThrow();
      assertThat(customers.isKept()).isFalse();
    }
  }

  @Test
  void every_figure_is_told_every_query_is_answered_and_no_label_holds_anybody()
      throws IOException {
    try (RunningBrand brand = new RunningBrand(folder)) {
      bring(brand);
      // An account without limits tells of none.
      Window window = Window.of(new Scope("lowCallRate", Duration.ofMinutes(1), 35), Instant.now());
      brand
          .hub
          .store()
          .change(ports -> ports.allowances().store(new SystemName("dotdigital"), window));
      // Nor is there a last audit before the first.
      assertThat(brand.selvedge("audit", "run", folder.toString()).exit()).isZero();
      List<Series> scrape = whole(brand);
      answersEveryQuery(scrape);
      Set<String> words = new HashSet<>();
      Arrays.stream(Metric.Label.values()).map(Metric.Label::word).forEach(words::add);
      words.addAll(OF_THE_FORMAT);
      assertThat(scrape)
          .filteredOn(series -> series.name().startsWith("selvedge_"))
          .allSatisfy(
              series -> {
                assertThat(words).containsAll(series.labels().keySet());
                assertThat(series.labels()).containsEntry("project", "trial");
                assertThat(series.labels().values())
                    .noneMatch(value -> value.contains("@") || value.matches(".*\\bS\\d.*|O-.*"));
              });
      long before = scrape.stream().filter(one -> one.name().startsWith("selvedge_")).count();
      for (int i = 10; i < 40; i++) {
        brand.call("customer", customer(i, Instant.now()));
      }
      Await.until(
          "more people are there",
          PATIENCE,
          () -> value(scrape(brand), "selvedge_people") >= 33 && isQuiet(brand));
      assertThat(scrape(brand).stream().filter(one -> one.name().startsWith("selvedge_")).count())
          .isLessThanOrEqualTo(before + 60);
    }
  }

  private static boolean isQuiet(RunningBrand brand) {
    return scrape(brand).stream()
            .filter(one -> one.name().equals("selvedge_queue"))
            .mapToDouble(Series::value)
            .sum()
        == 0;
  }

  private static double value(List<Series> scrape, String name) {
    return scrape.stream().filter(one -> one.name().equals(name)).mapToDouble(Series::value).sum();
  }

  private static Set<String> names(List<Series> scrape) {
    return scrape.stream().map(Series::name).collect(Collectors.toSet());
  }

  private static Set<String> told() {
    Set<String> told = new TreeSet<>();
    for (Metric metric : Metric.values()) {
      switch (metric.type()) {
        case COUNTER, GAUGE -> told.add(metric.scraped());
        case HISTOGRAM -> {
          told.add(metric.scraped() + "_bucket");
          told.add(metric.scraped() + "_count");
        }
      }
    }
    return told;
  }

  /// Whoever builds a dashboard or an alarm on a figure that is not told sees nothing, for ever.
  private static void answersEveryQuery(List<Series> scrape) throws IOException {
    List<String> queries = new ArrayList<>(rules().values());
    queries.addAll(panels());
    assertThat(queries).hasSizeGreaterThan(30);
    Set<String> names = names(scrape);
    Set<String> labels =
        scrape.stream()
            .flatMap(series -> series.labels().keySet().stream())
            .collect(Collectors.toSet());
    for (String query : queries) {
      PromText.Query asked = PromText.query(query);
      assertThat(asked.metrics()).as(query).isNotEmpty();
      assertThat(names).as(query).containsAll(asked.metrics());
      assertThat(labels).as(query).containsAll(asked.labels());
    }
  }

  @Test
  void what_is_no_query_is_known() {
    for (String none : new String[] {"sum(a", "a)", "a{b=\"c\"]", "rate(a[5m)", "a ; b"}) {
      assertThatThrownBy(() -> PromText.query(none)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(PromText.query("sum by (le, x) (rate(a_bucket{p=~\"q|r\"}[10m])) > 0.5"))
        .isEqualTo(new PromText.Query(Set.of("a_bucket"), Set.of("le", "x", "p")));
  }

  private static Map<String, String> rules() throws IOException {
    JsonNode root = new YAMLMapper().readTree(Files.readString(RULES));
    Map<String, String> rules = new java.util.TreeMap<>();
    for (JsonNode group : root.path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        assertThat(rule.path("annotations").path("summary").asString()).isNotBlank();
        assertThat(rule.path("labels").path("severity").asString()).isIn("urgent", "soon");
        assertThat(rules.put(rule.path("alert").asString(), rule.path("expr").asString()))
            .as("one alert of a name")
            .isNull();
      }
    }
    assertThat(rules).hasSizeGreaterThan(9).doesNotContainKey("");
    return rules;
  }

  private static List<String> panels() throws IOException {
    JsonNode root = JsonMapper.shared().readTree(Files.readString(DASHBOARD));
    List<String> queries = new ArrayList<>();
    Set<Integer> ids = new HashSet<>();
    for (JsonNode panel : root.path("panels")) {
      assertThat(ids.add(panel.path("id").asInt())).isTrue();
      assertThat(panel.path("title").asString()).isNotBlank();
      for (JsonNode target : panel.path("targets")) {
        queries.add(target.path("expr").asString());
      }
    }
    return queries;
  }
}
