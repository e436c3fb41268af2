package dev.selvedge.audit.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.audit.schema.SchemaFinding.Kind;
import dev.selvedge.audit.schema.SchemaFinding.Weight;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.rule.MappedPath;
import dev.selvedge.mapping.rule.MappingLoader;
import dev.selvedge.yaml.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class SourceDriftTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final Feed ORDERS = new Feed(new SystemName("shop"), new RecordKind("order"));
  private static final String MAPPING =
      """
      system: shop
      kind: order
      only_if: { cel: "!has(record.flags) || record.flags.size() > 0" }
      person:
        email: customer.email
      order:
        key: id
        header:
          placed_at: created
          total: total
          currency: { value: GBP }
          status: { value: open }
          payment: meta[key=method].value
          lines: { each: lines, sku: sku, quantity: quantity, unit_price: { value: 1 } }
      """;

  private static final List<MappedPath> PATHS = paths();

  private Memory fields = Memory.NONE;
  private Memory matches = Memory.NONE;
  private Instant now = NOON;

  @Test
  void nothing_is_found_at_the_first_look_but_what_no_mapping_uses() {
    SourceDrift.Drift drift =
        look(300, i -> order(i, "\"note\": \"n\", \"gift\": " + (i % 3 == 0)));
    assertThat(drift.records()).isEqualTo(300);
    assertThat(drift.unmapped()).extracting(Seen::path).containsExactly("gift", "note");
    assertThat(drift.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.kind()).isEqualTo(Kind.UNMAPPED);
              assertThat(finding.weight()).isEqualTo(Weight.NOTE);
              assertThat(finding.sentence())
                  .isEqualTo(
                      "2 fields of shop/order are used by no mapping; the fullest: gift (100 %),"
                          + " note (100 %).");
            });
  }

  /// What a list has besides is not used by going through the list; what an expression names is
  /// used with all that is in it.
  @Test
  void a_field_is_used_if_something_reads_it() {
    SourceDrift.Drift drift =
        look(
            30,
            i ->
                order(i, "\"flags\": {\"gift\": {\"text\": 1}}")
                    .replace("\"sku\"", "\"colour\": \"red\", \"sku\""));
    assertThat(drift.unmapped()).extracting(Seen::path).containsExactly("lines[].colour");
  }

  @Test
  void a_field_is_not_retyped_by_going_back() {
    look(30, i -> order(i, ""));
    tomorrow();
    assertThat(kinds(look(30, i -> order(i, "").replace("12.5", "\"12,50\""))))
        .contains(Kind.RETYPED);
    now = now.plus(Duration.ofDays(20));
    assertThat(kinds(look(30, i -> order(i, "")))).doesNotContain(Kind.RETYPED);
  }

  @Test
  void a_renamed_field_is_told_with_the_line_that_reads_it_and_its_new_name() {
    look(300, i -> order(i, ""));
    tomorrow();
    SourceDrift.Drift early = look(300, i -> i < 10 ? renamed(i) : order(i, ""));
    assertThat(kinds(early)).doesNotContain(Kind.VANISHED);
    tomorrow();
    SourceDrift.Drift drift = look(300, i -> i < 60 ? renamed(i) : order(i, ""));
    assertThat(only(drift, Kind.VANISHED).sentence())
        .isEqualTo(
            "'total' is in none of the newest 60 records of shop/order; before, 97 % of them had it."
                + " order.yaml:10 reads it, so what it feeds is no longer kept up to date; 'grand_total'"
                + " came instead, which may be its new name.");
    assertThat(only(drift, Kind.VANISHED).weight()).isEqualTo(Weight.BROKEN);
    assertThat(only(drift, Kind.NEW).sentence())
        .isEqualTo("New in the records of shop/order in the last 14 days: grand_total.");
    assertThat(kinds(drift)).doesNotContain(Kind.UNMATCHED);
    tomorrow();
    assertThat(only(look(300, i -> order(i, "")), Kind.VANISHED).subject())
        .isEqualTo("grand_total");
  }

  private static String renamed(int i) {
    return order(i, "").replace("\"total\"", "\"grand_total\"");
  }

  /// The list is there as before; only the element it looks for is not.
  @Test
  void a_custom_field_that_is_looked_for_by_its_key_is_missed_too() {
    look(300, i -> order(i, ""));
    tomorrow();
    SourceDrift.Drift drift = look(300, i -> order(i, "").replace("method", "payment_method"));
    assertThat(kinds(drift)).doesNotContain(Kind.VANISHED);
    assertThat(only(drift, Kind.UNMATCHED).sentence())
        .isEqualTo(
            "'meta[key=method].value' in order.yaml:13 finds nothing in the newest 300 records of"
                + " shop/order; before, it did in 100 % of them.");
    assertThat(only(drift, Kind.UNMATCHED).weight()).isEqualTo(Weight.BROKEN);
  }

  @Test
  void a_field_that_no_mapping_reads_may_go() {
    look(300, i -> order(i, "\"note\": {\"text\": \"n\", \"by\": \"x\"}"));
    tomorrow();
    SourceDrift.Drift drift = look(300, i -> order(i, ""));
    assertThat(only(drift, Kind.VANISHED))
        .satisfies(
            finding -> {
              assertThat(finding.subject()).isEqualTo("note");
              assertThat(finding.weight()).isEqualTo(Weight.NOTE);
            });
    for (int day = 0; day < 29; day++) {
      tomorrow();
      assertThat(kinds(look(300, i -> order(i, "")))).contains(Kind.VANISHED);
    }
    tomorrow();
    tomorrow();
    assertThat(kinds(look(300, i -> order(i, "")))).doesNotContain(Kind.VANISHED);
  }

  @Test
  void another_type_is_told_once_and_for_two_weeks() {
    look(300, i -> order(i, ""));
    tomorrow();
    SourceDrift.Drift drift =
        look(300, i -> i < 5 ? order(i, "").replace("12.5", "\"12,50\"") : order(i, ""));
    assertThat(only(drift, Kind.RETYPED).sentence())
        .isEqualTo(
            "'total' of shop/order was number and is now also text; order.yaml:10 reads it.");
    assertThat(only(drift, Kind.RETYPED).weight()).isEqualTo(Weight.CHECK);
    now = now.plus(Duration.ofDays(13));
    assertThat(kinds(look(300, i -> order(i, "")))).contains(Kind.RETYPED);
    tomorrow();
    assertThat(kinds(look(300, i -> order(i, "")))).doesNotContain(Kind.RETYPED);
    assertThat(kinds(look(300, i -> i < 5 ? order(i, "").replace("12.5", "\"1\"") : order(i, ""))))
        .doesNotContain(Kind.RETYPED);
  }

  /// Fields that are filled now and then, in samples that share no record.
  @Test
  void a_healthy_source_is_not_told_to_have_lost_anything() {
    for (int day = 0; day < 120; day++) {
      Random random = new Random(day);
      SourceDrift.Drift drift =
          look(
              day % 7 < 2 ? 15 : 300,
              i -> {
                StringBuilder more = new StringBuilder("\"always\": 1");
                for (int share : new int[] {1, 3, 10, 30, 60, 95}) {
                  if (random.nextInt(100) < share) {
                    more.append(", \"in_").append(share).append("\": \"x\"");
                  }
                }
                return order(i, more.toString());
              });
      assertThat(kinds(drift)).as("day %d", day).containsOnly(Kind.UNMAPPED);
      tomorrow();
    }
  }

  @Test
  void a_first_look_at_a_few_records_is_not_remembered() {
    look(19, i -> order(i, ""));
    assertThat(fields).isEqualTo(Memory.NONE);
    look(20, i -> order(i, ""));
    assertThat(fields.begun()).contains(NOON);
    assertThat(fields.fields())
        .containsKeys("customer.email", "lines[].sku")
        .doesNotContainKey("x");
  }

  @Test
  void what_a_mapping_reads_and_no_record_has_is_noted() {
    SourceDrift.Drift drift = look(40, i -> order(i, "").replace("quantity", "qty"));
    assertThat(only(drift, Kind.UNMATCHED))
        .satisfies(
            finding -> {
              assertThat(finding.weight()).isEqualTo(Weight.NOTE);
              assertThat(finding.sentence())
                  .isEqualTo(
                      "In none of the newest 40 records of shop/order the mapping finds:"
                          + " lines[*].quantity (order.yaml:14).");
            });
  }

  @Test
  void names_that_are_data_are_folded_and_paths_are_bounded() {
    look(
        30,
        i ->
            "{\"by_id\": {\""
                + i
                + "\": 1}, \"by_mail\": {\"a"
                + i
                + "@example.com\": 1},"
                + " \"by_uuid\": {\"3f2504e0-4f89-11d3-9a0c-0305e82c33%02x\": 1}}".formatted(i));
    assertThat(fields.fields())
        .containsOnlyKeys("by_id", "by_id.*", "by_mail", "by_mail.*", "by_uuid", "by_uuid.*");
    fields = Memory.NONE;
    SourceDrift.Drift drift = look(30, SourceDriftTest::wide);
    assertThat(drift.cut()).isTrue();
    assertThat(fields.fields()).hasSize(600);
  }

  private static String wide(int i) {
    List<String> members = new ArrayList<>();
    for (int n = 0; n < 30; n++) {
      members.add("\"m" + i + "_" + n + "\": 1");
    }
    return "{" + String.join(",", members) + "}";
  }

  @Test
  void what_is_no_record_is_left_out() {
    Sketch sketch = new Sketch(List.of());
    sketch.add("[1]".getBytes(StandardCharsets.UTF_8));
    sketch.add("{".getBytes(StandardCharsets.UTF_8));
    sketch.add(
        "{\"a\": {\"b\": [1, null]}, \"c\": null, \"d\": \" \"}".getBytes(StandardCharsets.UTF_8));
    assertThat(sketch.records()).isEqualTo(1);
    assertThat(sketch.fields()).containsOnlyKeys("a", "a.b");
  }

  private SourceDrift.Drift look(int records, IntFunction<String> newest) {
    Sketch sketch = new Sketch(PATHS);
    for (int i = 0; i < records; i++) {
      sketch.add(newest.apply(i).getBytes(StandardCharsets.UTF_8));
    }
    SourceDrift.Drift drift = SourceDrift.compare(ORDERS, sketch, PATHS, fields, matches, now);
    fields = drift.fields();
    matches = drift.matches();
    return drift;
  }

  private void tomorrow() {
    now = now.plus(Duration.ofDays(1));
  }

  private static List<Kind> kinds(SourceDrift.Drift drift) {
    return drift.findings().stream().map(SchemaFinding::kind).toList();
  }

  private static SchemaFinding only(SourceDrift.Drift drift, Kind kind) {
    List<SchemaFinding> found =
        drift.findings().stream().filter(finding -> finding.kind() == kind).toList();
    assertThat(found).as("%s of %s", kind, drift.findings()).hasSize(1);
    return found.getFirst();
  }

  private static String order(int i, String more) {
    return """
        {"id": %d, "created": "2026-11-01T00:00:00Z", "total": 12.5, "customer": {"email": "a@b.c"},
         "meta": [{"key": "method", "value": "card"}, {"key": "x", "value": "y"}],
         "lines": [{"sku": "A", "quantity": 1}]%s}"""
        .formatted(i, more.isEmpty() ? "" : ", " + more);
  }

  private static List<MappedPath> paths() {
    Problems problems = new Problems();
    var project =
        MappingLoader.load(Map.of("order.yaml", MAPPING), new FieldCatalogue(Map.of()), problems);
    assertThat(problems.sorted()).isEmpty();
    return Objects.requireNonNull(project.paths().get(ORDERS));
  }
}
