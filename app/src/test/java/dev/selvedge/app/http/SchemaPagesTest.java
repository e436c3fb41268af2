package dev.selvedge.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.app.schema.Schemas;
import dev.selvedge.audit.schema.Memory;
import dev.selvedge.audit.schema.Place;
import dev.selvedge.audit.schema.Remembered;
import dev.selvedge.audit.schema.SchemaFinding;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.rule.MappedPath;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.work.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of schemas, asked for as a browser does and answered from a real store.
class SchemaPagesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final Feed CUSTOMERS =
      new Feed(new SystemName("shop"), new RecordKind("customer"));

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private Store store;

  @SuppressWarnings("NullAway.Init")
  private House house;

  @BeforeEach
  void open() {
    AtomicLong ids = new AtomicLong();
    store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), ids::incrementAndGet);
    HttpParts.Rooms none = HttpParts.Rooms.NONE;
    house =
        House.open(
            House.rooms(
                new HttpParts.Rooms(
                    none.search(),
                    none.orders(),
                    none.connections(),
                    none.allowance(),
                    new Schemas(
                        store,
                        Map.of(
                            CUSTOMERS,
                            List.of(
                                new MappedPath("email", List.of("email"), "x.yaml:1", List.of()))),
                        () -> NOW))));
  }

  @AfterEach
  void close() {
    house.close();
    store.close();
  }

  private static SchemaFinding finding(SchemaFinding.Weight weight, String subject) {
    return new SchemaFinding(
        Place.records(CUSTOMERS),
        SchemaFinding.Kind.VANISHED,
        subject,
        weight,
        "'" + subject + "' <b> is gone.",
        "ask whoever runs shop");
  }

  private static Remembered remembered(Instant seen, long filled) {
    return new Remembered(
        new TreeSet<>(List.of("text")),
        new TreeSet<>(),
        NOW.minus(Duration.ofDays(9)),
        Instant.EPOCH,
        seen,
        filled,
        300);
  }

  private String page(String path) {
    Browser browser = house.browser();
    browser.logIn("vera", House.PASSWORD);
    return browser.get(path).body();
  }

  @Test
  void before_the_first_look_it_says_when_that_is() {
    assertThat(page("/audits/schema"))
        .contains("Schemas were not looked at yet.", "aria-current=\"page\">Audits</a>");
    assertThat(page("/audits")).contains("href=\"/audits/schema\"");
    assertThat(house.browser().get("/audits/schema").statusCode()).isEqualTo(302);
  }

  @Test
  void what_was_found_stands_with_what_to_do_the_heaviest_first() {
    Place place = Place.records(CUSTOMERS);
    Instant before = NOW.minus(Duration.ofDays(1));
    store.change(
        ports -> {
          ports
              .schemaFindings()
              .settle(
                  List.of(place), List.of(finding(SchemaFinding.Weight.CHECK, "colour")), before);
          ports
              .schemaFindings()
              .settle(
                  List.of(place),
                  List.of(
                      finding(SchemaFinding.Weight.NOTE, "size"),
                      finding(SchemaFinding.Weight.BROKEN, "points")),
                  NOW);
        });
    String page = page("/audits/schema");

    assertThat(page)
        .contains("2 findings", "'points' &lt;b&gt; is gone.", "→ ask whoever runs shop")
        .contains("does not arrive, or cannot be done", "good to know", "records shop/customer")
        .contains("Over in the last two weeks");
    assertThat(page.indexOf("'points'")).isLessThan(page.indexOf("'size'"));
    assertThat(page.indexOf("'colour'")).isGreaterThan(page.indexOf("Over in the last two weeks"));
  }

  @Test
  void many_findings_come_in_pages() {
    store.change(
        ports ->
            ports
                .schemaFindings()
                .settle(
                    List.of(Place.records(CUSTOMERS)),
                    IntStream.range(100, 250)
                        .mapToObj(at -> finding(SchemaFinding.Weight.CHECK, "f" + at))
                        .toList(),
                    NOW));

    assertThat(page("/audits/schema"))
        .contains("150 findings", "'f100'", "'f199'", "href=\"/audits/schema?page=2\"")
        .doesNotContain("'f200'");
    assertThat(page("/audits/schema?page=2")).contains("'f249'").doesNotContain("'f199'");
  }

  @Test
  void fields_that_no_mapping_uses_stand_by_how_full_they_are() {
    store.change(
        ports -> {
          ports
              .schemaMemories()
              .keep(
                  Place.records(CUSTOMERS),
                  new Memory(
                      Optional.of(NOW),
                      new TreeMap<>(
                          Map.of(
                              "email", remembered(NOW, 300),
                              "address", remembered(NOW, 290),
                              "address.zip", remembered(NOW, 30),
                              "shoe", remembered(NOW, 150),
                              "gone", remembered(NOW.minusSeconds(9), 300)))));
          ports.schemaFindings().settle(List.of(Place.records(CUSTOMERS)), List.of(), NOW);
        });
    String page = page("/audits/schema");

    assertThat(page)
        .contains("Nothing that the project reads or writes has changed.")
        .contains("shop/customer: 2 fields")
        .contains("50 % <span class=\"faint\">150 of 300", "10 % <span class=\"faint\">30 of 300")
        .doesNotContain("<code>email</code>", "<code>address</code>", "<code>gone</code>");
    assertThat(page.indexOf("<code>shoe</code>")).isLessThan(page.indexOf("address.zip"));
  }
}
