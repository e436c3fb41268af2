package dev.selvedge.audit.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.audit.schema.SchemaFinding.Kind;
import dev.selvedge.audit.schema.SchemaFinding.Weight;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AccountDriftTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Map<String, String> USUAL =
      Map.of("FIRSTNAME", "String", "TIER", "String", "POINTS", "Numeric", "SHOE", "String");

  private final Map<Place, Memory> before = new HashMap<>();
  private Set<String> idle = Set.of();
  private Instant now = NOON;

  @Test
  void what_is_declared_and_never_given_is_noted() {
    idle = Set.of("TIER", "POINTS");
    assertThat(look(USUAL, Map.of()).findings())
        .filteredOn(finding -> finding.subject().equals("declared"))
        .extracting(SchemaFinding::sentence)
        .containsExactly(
            "2 data fields are declared in fields.yaml, and no mapping gives them a value: POINTS,"
                + " TIER.");
  }

  @Test
  void what_nobody_writes_is_noted_without_what_every_account_has() {
    assertThat(look(USUAL, Map.of()).findings())
        .containsExactly(
            new SchemaFinding(
                Place.DATA_FIELDS,
                Kind.UNFED,
                "",
                Weight.NOTE,
                "1 data field of Dotdigital is not written by the project: SHOE.",
                "look whether anybody else fills them; a segment on one that nobody fills finds"
                    + " yesterday's people"));
  }

  @Test
  void a_field_that_is_gone_matters_where_the_project_writes_it() {
    look(USUAL, Map.of());
    tomorrow();
    List<SchemaFinding> found =
        look(Map.of("FIRSTNAME", "String", "POINTS", "Numeric"), Map.of()).findings();
    assertThat(found)
        .extracting(SchemaFinding::subject, SchemaFinding::weight)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("TIER", Weight.BROKEN),
            org.assertj.core.api.Assertions.tuple("SHOE", Weight.NOTE));
    assertThat(found.getFirst().sentence())
        .isEqualTo(
            "'TIER' (String) is gone from the contact data fields of Dotdigital, and the project"
                + " writes it.");
    tomorrow();
    assertThat(look(USUAL, Map.of()).findings())
        .extracting(SchemaFinding::kind)
        .containsExactly(Kind.UNFED);
  }

  @Test
  void a_field_that_was_made_anew_with_another_type_is_told() {
    look(USUAL, Map.of());
    tomorrow();
    SortedMap<String, String> changed = new TreeMap<>(USUAL);
    changed.put("POINTS", "String");
    assertThat(look(changed, Map.of()).findings())
        .filteredOn(finding -> finding.kind() == Kind.RETYPED)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.weight()).isEqualTo(Weight.CHECK);
              assertThat(finding.sentence())
                  .isEqualTo(
                      "'POINTS' among the contact data fields of Dotdigital was Numeric and is now"
                          + " String.");
            });
    tomorrow();
    assertThat(look(USUAL, Map.of()).findings())
        .extracting(SchemaFinding::kind)
        .doesNotContain(Kind.RETYPED);
  }

  @Test
  void new_fields_and_columns_are_noted_unless_the_project_made_them() {
    look(Map.of("FIRSTNAME", "String"), Map.of("total", "FLOAT"));
    tomorrow();
    assertThat(
            look(
                    Map.of("FIRSTNAME", "String", "tier", "String", "SHOE", "String"),
                    Map.of("total", "FLOAT", "lines.sku", "STRING"))
                .findings())
        .filteredOn(finding -> finding.kind() == Kind.NEW)
        .extracting(SchemaFinding::sentence)
        .containsExactly(
            "New in the last 14 days among the contact data fields of Dotdigital: SHOE.",
            "New in the last 14 days among the collection Orders of Dotdigital: lines.sku.");
  }

  @Test
  void a_column_that_is_gone_was_deleted_with_its_collection() {
    look(USUAL, Map.of("total", "FLOAT", "channel", "STRING"));
    tomorrow();
    assertThat(look(USUAL, Map.of("total", "FLOAT")).findings())
        .filteredOn(finding -> finding.kind() == Kind.VANISHED)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.place()).isEqualTo(Place.collection("Orders"));
              assertThat(finding.weight()).isEqualTo(Weight.BROKEN);
            });
  }

  @Test
  void a_collection_that_is_gone_is_told_once() {
    look(USUAL, Map.of());
    assertThat(look(USUAL, Map.of()).findings()).hasSize(1);
    look(USUAL, Map.of("total", "FLOAT", "channel", "STRING"));
    tomorrow();
    assertThat(look(USUAL, Map.of()).findings())
        .filteredOn(finding -> finding.place().equals(Place.collection("Orders")))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.weight()).isEqualTo(Weight.BROKEN);
              assertThat(finding.sentence())
                  .isEqualTo("The collection Orders is gone from Dotdigital with all its records.");
            });
  }

  @Test
  void what_could_not_be_read_is_not_compared() {
    look(USUAL, Map.of());
    tomorrow();
    AccountDrift.Drift drift =
        AccountDrift.compare(
            new AccountSchema(
                "Dotdigital",
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                false,
                List.of("no answer")),
            Set.of("TIER"),
            Set.of("TIER"),
            before,
            now);
    assertThat(drift.findings()).isEmpty();
    assertThat(drift.looked()).isEmpty();
    assertThat(drift.memories()).isEmpty();
  }

  @Test
  void what_the_project_refers_to_in_vain_is_told() {
    AccountDrift.Drift drift =
        AccountDrift.compare(
            new AccountSchema(
                "Dotdigital",
                new TreeMap<>(USUAL),
                new TreeMap<>(),
                List.of(new AccountSchema.Trouble("Dotdigital: program 7 is not active", "do")),
                true,
                List.of()),
            Set.of("SHOE"),
            Set.of(),
            before,
            now);
    assertThat(drift.findings().getFirst())
        .isEqualTo(
            new SchemaFinding(
                Place.REFERENCES,
                Kind.REFERENCE,
                "Dotdigital: program 7 is not active",
                Weight.BROKEN,
                "Dotdigital: program 7 is not active.",
                "do"));
    assertThat(drift.looked()).containsExactlyInAnyOrder(Place.DATA_FIELDS, Place.REFERENCES);
  }

  @Test
  void a_place_is_read_as_it_was_written() {
    for (Place place :
        List.of(Place.DATA_FIELDS, Place.REFERENCES, Place.collection("My Orders"))) {
      assertThat(Place.parse(place.text())).isEqualTo(place);
    }
  }

  private AccountDrift.Drift look(Map<String, String> fields, Map<String, String> columns) {
    SortedMap<String, SortedMap<String, String>> collections = new TreeMap<>();
    collections.put("Orders", new TreeMap<>(columns));
    AccountDrift.Drift drift =
        AccountDrift.compare(
            new AccountSchema(
                "Dotdigital", new TreeMap<>(fields), collections, List.of(), true, List.of()),
            Set.of("Tier", "POINTS"),
            idle,
            before,
            now);
    before.putAll(drift.memories());
    return drift;
  }

  private void tomorrow() {
    now = now.plus(Duration.ofDays(1));
  }
}
