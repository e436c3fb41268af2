package dev.selvedge.connectors.peoplevox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connectors.Systems;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A site's despatches beside what the contract of all sources asks.
class PeoplevoxTest {
  @SuppressWarnings("NullAway.Init")
  private PeoplevoxVendor vendor;

  private final List<SourceRecord> read = new ArrayList<>();

  @BeforeEach
  void open() {
    vendor = new PeoplevoxVendor();
    vendor.form = "dd/MM/yyyy HH:mm";
  }

  @AfterEach
  void close() {
    vendor.close();
  }

  private Cursor round(Connector.Opened system, Cursor from, int limit) {
    Cursor cursor = from;
    for (int pages = 0; pages < 200; pages++) {
      Page page = system.polled().getFirst().poll(cursor, vendor.now(), limit);
      read.addAll(page.records());
      cursor = page.next();
      if (!page.more()) {
        return cursor;
      }
    }
    throw new AssertionError("the source never said that no more waits");
  }

  private List<String> findings() {
    return vendor.open("").examine().stream()
        .map(one -> (one.healthy() ? "good: " : "bad: ") + one.what())
        .toList();
  }

  @Test
  void a_despatch_has_what_its_rows_say_alike_and_each_of_them() {
    vendor.write(7, Instant.parse("2026-10-21T20:15:42Z"), "first");
    round(vendor.open(""), Cursor.START, 50);
    SourceRecord despatch = read.getFirst();
    assertThat(despatch.ref().text()).isEqualTo("wms/despatch/7");
    assertThat(despatch.stamp().instant()).contains(Instant.parse("2026-10-21T20:15:00Z"));
    assertThat(despatch.body().toText())
        .isEqualTo(
            """
            {"despatch_date":"'21/10/2026 21:15'","despatch_number":"7",\
            "left_at":"2026-10-21T20:15:00Z","note":"first","rows":[\
            {"despatch_date":"'21/10/2026 21:15'","despatch_number":"7","item":"SKU-1",\
            "no_of_items":"1","note":"first","salesorder_number":"W-7","tracking_number":"RM,7"},\
            {"despatch_date":"'21/10/2026 21:15'","despatch_number":"7","item":"SKU-2",\
            "no_of_items":"2","note":"first","salesorder_number":"W-7","tracking_number":"RM,7"}],\
            "salesorder_number":"W-7","tracking_number":"RM,7"}""");
    assertThat(vendor.clauses.getFirst())
        .isEqualTo("([Despatch date] >= DateTime(2026,10,20,01,00,00))");
  }

  @Test
  void a_despatch_whose_rows_lie_on_two_pages_is_read_whole() {
    Instant left = vendor.now().minus(Duration.ofDays(2));
    vendor.articles.put(1, 3);
    for (int key = 1; key <= 1_100; key++) {
      vendor.write(key, left, "first");
    }
    round(vendor.open(""), Cursor.START, 100);
    assertThat(read.stream().map(each -> each.ref().key()).distinct()).hasSize(1_100);
    assertThat(read).allSatisfy(one -> assertThat(one.body().toText()).contains("SKU-1", "SKU-2"));
    assertThat(read)
        .filteredOn(one -> one.ref().key().equals("1"))
        .allSatisfy(one -> assertThat(one.body().toText()).contains("SKU-3"));
  }

  @Test
  void a_total_that_is_not_told_hides_no_page() {
    vendor.silentTotal = true;
    for (int key = 1; key <= 900; key++) {
      vendor.write(key, vendor.now().minus(Duration.ofDays(2)), "first");
    }
    round(vendor.open(""), Cursor.START, 100);
    assertThat(read.stream().map(each -> each.ref().key()).distinct()).hasSize(900);
  }

  @Test
  void the_hour_that_comes_twice_in_autumn_loses_nothing() {
    vendor.pass(Duration.between(vendor.now(), Instant.parse("2026-10-25T00:50:00Z")));
    vendor.write(1, vendor.now(), "before the clocks went back");
    Connector.Opened system = vendor.open("recheck_every: 30d\n");
    Cursor cursor = round(system, Cursor.START, 50);
    vendor.pass(Duration.ofMinutes(7));
    cursor = round(system, cursor, 50);
    vendor.pass(Duration.ofMinutes(13));
    vendor.write(2, vendor.now(), "after it");
    round(system, cursor, 50);
    assertThat(read).extracting(one -> one.ref().key()).contains("1", "2");
  }

  @Test
  void a_tracking_number_that_comes_later_is_read_again() {
    Instant left = vendor.now().minus(Duration.ofDays(3));
    vendor.write(7, left, "untracked");
    Connector.Opened system = vendor.open("");
    Cursor cursor = round(system, Cursor.START, 50);
    vendor.write(7, left, "tracked");
    vendor.pass(Duration.ofHours(7));
    round(system, cursor, 50);
    assertThat(read.getLast().body().toText()).contains("tracked");
  }

  @Test
  void single_despatches_are_read_by_their_numbers() {
    vendor.write(7, vendor.now().minusSeconds(60), "first");
    vendor.write(8, vendor.now().minusSeconds(60), "first");
    TargetedSource lookup = vendor.open("").targeted().getFirst();
    TargetedSource.Found found =
        lookup.read(List.of("7", "9", "8\") OR (\"1\"==\"1"), vendor.now());
    assertThat(found.records()).extracting(one -> one.ref().key()).containsExactly("7");
    assertThat(found.missing()).hasSize(2);
    assertThat(vendor.clauses)
        .containsExactly("([Despatch number].Equals(\"7\")) OR ([Despatch number].Equals(\"9\"))");
  }

  @Test
  void a_session_that_ends_is_opened_again_however_it_is_said() {
    vendor.write(7, vendor.now().minusSeconds(60), "first");
    Connector.Opened system = vendor.open("");
    Cursor cursor = round(system, Cursor.START, 50);
    assertThat(vendor.logIns).isEqualTo(1);
    vendor.endSessions();
    cursor = round(system, cursor, 50);
    assertThat(vendor.logIns).isEqualTo(2);
    vendor.faults = true;
    vendor.endSessions();
    cursor = round(system, cursor, 50);
    assertThat(vendor.logIns).isEqualTo(3);
    vendor.pass(Duration.ofHours(9));
    round(system, cursor, 50);
    assertThat(vendor.logIns).isEqualTo(4);
  }

  @Test
  void a_wrong_password_is_for_a_person() {
    vendor.locked = true;
    Connector.Opened system = vendor.open("");
    assertThatThrownBy(() -> round(system, Cursor.START, 50))
        .isInstanceOfSatisfying(
            SourceException.class, refused -> assertThat(refused.isRefused()).isTrue())
        .hasMessageContaining("'password'")
        .hasMessageNotContaining(vendor.secret());
    assertThat(findings()).last().asString().startsWith("bad: wms does not let us in");
  }

  @Test
  void an_error_is_said_and_its_words_are_not_quoted() {
    vendor.error = "Column missing for ann@example.com";
    assertThatThrownBy(() -> round(vendor.open(""), Cursor.START, 50))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("'report'")
        .hasMessageNotContaining("ann@");
  }

  @Test
  void a_report_without_the_columns_is_for_a_person() {
    vendor.write(7, vendor.now().minusSeconds(60), "first");
    for (String option : List.of("number_column: Parcel\n", "date_column: Sent\n")) {
      vendor.answer =
          "<Detail>Despatch number,Despatch date\r\n7,x\r\n</Detail>"
              .transform(detail -> "<a><ResponseId>0</ResponseId>" + detail + "</a>");
      assertThatThrownBy(() -> round(vendor.open(option), Cursor.START, 50))
          .as(option)
          .isInstanceOfSatisfying(
              SourceException.class, refused -> assertThat(refused.isRefused()).isTrue())
          .hasMessageContaining("number_column");
    }
  }

  @Test
  void no_answer_has_anything_else_read() {
    for (String answer :
        List.of(
            "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
                + "<a><ResponseId>0</ResponseId><Detail>&e;</Detail></a>",
            "<a><ResponseId>0</ResponseId><Detail>Despatch number,\"Despatch</Detail></a>",
            "<a><ResponseId>0</ResponseId>",
            "<a/>")) {
      vendor.answer = answer;
      assertThatThrownBy(() -> round(vendor.open(""), Cursor.START, 50))
          .as(answer)
          .isInstanceOf(SourceException.class)
          .hasMessageNotContaining("hostname");
    }
  }

  @Test
  void the_check_up_looks_at_the_log_in_and_at_the_report() {
    vendor.write(7, vendor.now().plus(Duration.ofHours(1)), "first");
    assertThat(findings())
        .contains("good: the log-in works", "bad: some despatches are of the future");
    vendor.vanish(7);
    vendor.catchUp();
    assertThat(findings())
        .containsExactly(
            "good: Peoplevox's clock agrees with the hub's",
            "good: the log-in works",
            "good: despatches can be read; there were none lately");
    vendor.write(7, vendor.now().minusSeconds(60), "first");
    vendor.form = "MM/dd/yyyy HH:mm";
    assertThat(
            vendor.open("zone: UTC\n").examine().stream().map(Connector.Finding::healthy).toList())
        .containsExactly(true, true, true);
  }

  @Test
  void wrong_options_are_named() {
    PeoplevoxConnector connector = new PeoplevoxConnector();
    String way = "url: https://ap.peoplevox.net\nclient_id: shop\nusername: a\npassword: b\n";
    assertThat(Systems.complaints(connector, "since: 2026-01-01\n")).hasSize(4);
    assertThat(Systems.complaints(connector, way)).isEmpty();
    assertThat(Systems.complaints(connector, way.replace("shop", "../shop")))
        .singleElement()
        .asString()
        .contains("not a site's name");
    for (String form : List.of("now", "dd/MM/yyyy", "dd/MM/yyyy HH:mm Q", "dd/dddd/MM HH:mm")) {
      assertThat(Systems.complaints(connector, way + "date_format: " + form + "\n"))
          .as(form)
          .singleElement()
          .asString()
          .contains("'date_format'");
    }
    assertThat(Systems.complaints(connector, way + "number_column: \"a] OR [b\"\n"))
        .singleElement()
        .asString()
        .contains("name of a column");
  }
}
