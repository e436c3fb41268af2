package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.ItemBench.NOON;
import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.collection.Column;
import dev.selvedge.mapping.collection.ColumnType;
import dev.selvedge.mapping.collection.Declaration;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// P2 and P7 for collections that a project declares: their records are kept with the contact or
/// with the account, several systems may tell of one, and what does not fit is parked alone.
class P2RecordsOfOnesOwnTest {
  private static final Declaration LOYALTY =
      new Declaration(
          "Loyalty",
          Declaration.Kind.CUSTOM,
          Declaration.Scope.CONTACT,
          false,
          List.of(
              Column.of("points", ColumnType.INTEGER),
              Column.of("tier", ColumnType.STRING),
              new Column("badges", ColumnType.STRING, true, List.of()),
              Column.records("gifts", Column.of("worth", ColumnType.FLOAT))));
  private static final Declaration STORES =
      new Declaration(
          "Stores",
          Declaration.Kind.CUSTOM,
          Declaration.Scope.ACCOUNT,
          false,
          List.of(Column.of("city", ColumnType.STRING)));
  private static final Map<String, String> MAPPINGS =
      Map.of(
          "loyalty.yaml",
          """
          system: loyalty
          kind: balance
          person: { email: email }
          record:
            collection: Loyalty
            key: number
            fields: { points: { from: points, type: numeric } }
            lists: { badges: { each: badges, text: name } }
            groups: { gifts: { each: gifts, fields: { worth: { from: worth, type: numeric } } } }
          """,
          "crm.yaml",
          """
          system: crm
          kind: member
          person: { email: email }
          record: { collection: Loyalty, key: number, fields: { tier: { from: tier, type: string } } }
          """,
          "stores.yaml",
          """
          system: erp
          kind: store
          record: { collection: Stores, key: name, fields: { city: { from: city, type: string } } }
          """);

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private ItemBench bench;

  @BeforeEach
  void open() {
    bench = new ItemBench(folder, MAPPINGS, LOYALTY, STORES);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static SourceRecord balance(Instant at, String points) {
    return aSourceRecord()
        .of("loyalty/balance/7")
        .changedAt(at)
        .saying(
            """
            {"number": "M 7", "email": "ada@example.com", "points": %s,
             "badges": [{"name": "early"}, {"name": "loyal"}], "gifts": [{"worth": 4}]}
            """
                .formatted(points))
        .build();
  }

  private static SourceRecord member(Instant at, String tier) {
    return aSourceRecord()
        .of("crm/member/7")
        .changedAt(at)
        .saying("{\"number\": \"M 7\", \"email\": \"ada@example.com\", \"tier\": \"" + tier + "\"}")
        .build();
  }

  private static SourceRecord store(String name, String city) {
    return aSourceRecord()
        .of("erp/store/" + name)
        .changedAt(NOON)
        .saying("{\"name\": \"" + name + "\", \"city\": \"" + city + "\"}")
        .build();
  }

  @Test
  void several_systems_tell_of_one_record_of_a_contact() {
    bench.tell(member(NOON, "gold"));
    bench.tell(balance(NOON, "120"));

    JsonNode held = bench.only("Loyalty");
    assertThat(held.path("points").toString()).isEqualTo("120");
    assertThat(held.path("tier").asString()).isEqualTo("gold");
    assertThat(held.path("badges").toString()).isEqualTo("[\"early\",\"loyal\"]");
    assertThat(held.path("gifts").toString()).isEqualTo("[{\"worth\":4.0}]");
    assertThat(bench.records("Loyalty").getFirst().path("ownerContactId").asString()).isNotEmpty();
    assertThat(bench.records("Loyalty").getFirst().path("key").asString())
        .matches("M-7-[0-9a-f]{12}");
    assertThat(bench.parked()).isEmpty();
  }

  @Test
  void what_no_system_knows_any_more_is_taken_back() {
    bench.tell(member(NOON, "gold"), balance(NOON, "120"), store("York", "York"));
    Instant later = NOON.plusSeconds(60);

    bench.tell(aSourceRecord().of("loyalty/balance/7").changedAt(later).deleted().build());
    assertThat(bench.only("Loyalty").has("points")).isFalse();
    bench.tell(
        aSourceRecord().of("crm/member/7").changedAt(later).deleted().build(),
        aSourceRecord().of("erp/store/York").changedAt(later).deleted().build());

    assertThat(bench.records("Loyalty")).isEmpty();
    assertThat(bench.records("Stores")).isEmpty();
  }

  @Test
  void those_of_the_account_are_nobodys() {
    int contacts = bench.account.inside().contactCount();

    bench.tell(store("York", "York"), store("Leeds", "Leeds"));

    assertThat(bench.records("Stores")).hasSize(2);
    assertThat(bench.account.inside().contactCount()).isEqualTo(contacts);
    long calls = bench.account.calls().total();
    bench.tell(store("York", "York"));
    assertThat(bench.account.calls().total()).isEqualTo(calls);
  }

  @Test
  void one_that_does_not_fit_is_parked_alone() {
    bench.tell(balance(NOON, "12.5"), store("York", "York"));

    assertThat(bench.records("Loyalty")).isEmpty();
    assertThat(bench.records("Stores")).hasSize(1);
    assertThat(bench.parked())
        .singleElement()
        .asString()
        .contains("the collection Loyalty", "'points'", "a whole number");

    bench.tell(balance(NOON.plusSeconds(60), "12"));
    assertThat(bench.only("Loyalty").path("points").toString()).isEqualTo("12");
    assertThat(bench.parked()).isEmpty();
  }

  @Test
  void it_changes_hands_with_its_person() {
    bench.tell(
        aSourceRecord()
            .of("crm/member/1")
            .changedAt(NOON)
            .saying("{\"number\": \"M1\", \"email\": \"ada@example.com\", \"tier\": \"iron\"}")
            .build(),
        member(NOON, "gold"));
    assertThat(bench.records("Loyalty")).hasSize(2);

    bench.tell(
        aSourceRecord()
            .of("crm/member/7")
            .changedAt(NOON.plusSeconds(60))
            .saying("{\"number\": \"M 7\", \"email\": \"bob@example.com\", \"tier\": \"gold\"}")
            .build());

    assertThat(bench.records("Loyalty").stream().map(one -> one.path("ownerContactId")).distinct())
        .hasSize(2);
  }
}
