package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import dev.selvedge.inbox.Hint;
import dev.selvedge.testkit.Await;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P1 for webhooks that only say what changed: signed calls over real sockets, rows of a real
/// PostgreSQL that is polled once a day, and an account.
class P1HintedRecordsAreReadTest {
  private static final Feed CUSTOMERS = new Feed(new SystemName("crm"), new RecordKind("customer"));
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Instant FAR = Instant.parse("2100-01-01T00:00:00Z");
  private static EmbeddedPostgres postgres;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @BeforeEach
  void aTable() {
    write("drop table if exists customer");
    write(
        "create table customer (customer_no bigint primary key, email text, last_name text,"
            + " city text, updated_at timestamptz not null)");
    write("create index on customer (updated_at, customer_no)");
    row(1, "Old");
  }

  private static void row(int number, String name) {
    write(
        "insert into customer values (%1$d, 'c%1$d@example.com', '%2$s', 'Leeds', '2026-01-01Z')"
            .formatted(number, name));
  }

  private static void write(String sql) {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String settings(String usual) {
    return usual
        .replace("every: 200ms", "every: 1d")
        .replace(
            "url: jdbc:sqlite:data/crm.db",
            "url: jdbc:postgresql://127.0.0.1:%d/postgres\n      user: postgres"
                .formatted(postgres.getPort()))
        .replace(
            "kinds:\n", "kinds:\n        changed: { key: customer.no, reads: crm/customer }\n");
  }

  private RunningBrand brand() {
    RunningBrand brand = new RunningBrand(folder, P1HintedRecordsAreReadTest::settings);
    Await.until("the first reading", PATIENCE, () -> name(brand, 1).equals("Old"));
    return brand;
  }

  private static String name(RunningBrand brand, int number) {
    return brand
        .account
        .inside()
        .contact("c" + number + "@example.com")
        .map(contact -> contact.path("dataFields").path("LASTNAME").asString(""))
        .orElse("");
  }

  private static HttpResponse<String> say(RunningBrand brand, int number) {
    return brand.call("changed", "{\"customer\":{\"no\":" + number + ",\"last_name\":\"Lie\"}}");
  }

  private static boolean isIdle(RunningBrand brand) {
    return brand.hub.store().read(ports -> ports.hints().nextDue(CUSTOMERS)).isEmpty();
  }

  private static void within(String what, BooleanSupplier condition) {
    Await.until(what, PATIENCE, Duration.ofMillis(2), condition);
  }

  @Test
  void a_signed_call_has_the_row_read_though_its_change_time_stands_still() {
    try (RunningBrand brand = brand()) {
      write("update customer set last_name = 'New' where customer_no = 1");

      HttpResponse<String> answer = say(brand, 1);

      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(answer.body()).isEqualTo("{\"hinted\":1}");
      within("the new name", () -> name(brand, 1).equals("New"));
      assertThat(isIdle(brand)).isTrue();
    }
  }

  @Test
  void a_call_that_is_not_signed_has_nothing_read() {
    try (RunningBrand brand = brand()) {
      write("update customer set last_name = 'New' where customer_no = 1");
      assertThat(
              brand
                  .callSignedWith("somebody else's", "changed", "{\"customer\":{\"no\":1}}")
                  .statusCode())
          .isEqualTo(401);
      assertThat(isIdle(brand)).isTrue();
    }
  }

  /// From the call to the inbox, where nothing else goes on; the middle one of several.
  @Test
  void it_takes_less_than_a_second() {
    try (RunningBrand brand = brand()) {
      List<Long> times = new ArrayList<>();
      for (int at = 0; at < 9; at++) {
        String name = "New" + at;
        write("update customer set last_name = '" + name + "' where customer_no = 1");
        long begin = System.nanoTime();
        say(brand, 1);
        within("the hint is read", () -> isIdle(brand));
        times.add(System.nanoTime() - begin);
        within("the name", () -> name(brand, 1).equals(name));
      }
      Duration middle = Duration.ofNanos(times.stream().sorted().toList().get(times.size() / 2));
      assertThat(middle).isLessThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void a_call_that_comes_before_its_row_is_looked_for_again() {
    try (RunningBrand brand = brand()) {
      assertThat(say(brand, 2).statusCode()).isEqualTo(202);
      within("it was looked for once", () -> misses(brand) == 1);
      row(2, "Second");
      within("the second customer", () -> name(brand, 2).equals("Second"));
      assertThat(isIdle(brand)).isTrue();
    }
  }

  private static int misses(RunningBrand brand) {
    return brand.hub.store().read(ports -> ports.hints().due(CUSTOMERS, FAR, 1)).stream()
        .mapToInt(Hint::misses)
        .sum();
  }

  @Test
  void a_database_that_is_down_is_said_and_read_when_it_is_back() {
    try (RunningBrand brand = brand()) {
      write("alter table customer rename to elsewhere");
      assertThat(say(brand, 1).statusCode()).isEqualTo(202);
      within(
          "its trouble",
          () -> brand.selvedge("status", "-p", folder.toString()).out().contains("webhooks say"));
      String status = brand.selvedge("status", "-p", folder.toString()).out();
      assertThat(status)
          .contains("crm/customer: 1 record of which webhooks say that it has changed")
          .contains("a table or column is missing");

      brand.restart();
      write("alter table elsewhere rename to customer");
      write("update customer set last_name = 'Back' where customer_no = 1");

      within("the name", () -> name(brand, 1).equals("Back"));
      within("the hint is gone", () -> isIdle(brand));
      assertThat(List.of(brand.selvedge("status", "-p", folder.toString()).out().split("\n")))
          .noneMatch(line -> line.contains("webhooks say"));
    }
  }
}
