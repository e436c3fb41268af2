package dev.selvedge.connectors.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.testkit.SettableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What lists say besides records, and what is made of it.
class RestFeedTest {
  private static final String NUMBERS =
      """
      feeds:
        event:
          path: /events
          query: { after: "{last_id}" }
          changes: id
          overlap_ids: 2
          page_size: 2
          key: id
      """;
  private static final String TOKENS =
      """
      feeds:
        item:
          path: /changes
          query: { token: "{token}" }
          records: items
          changes: token
          paging: { kind: token, next: next, more: more }
          key: id
          deleted: { path: deleted, equals: "true" }
      """;
  private static final String PAGES =
      """
      feeds:
        customer:
          path: /customers
          query: { since: "{since}", limit: "{size}", page: "{page}" }
          key: id
          stamp: at
          paging: { kind: page }
      """;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T09:00:00Z"));
  private ScriptedApi api;

  @BeforeEach
  void open() throws IOException {
    api = new ScriptedApi(clock);
  }

  @AfterEach
  void close() {
    api.close();
  }

  private PolledSource source(String options) {
    return api.open(options).polled().getFirst();
  }

  private Page poll(PolledSource source, Cursor cursor) {
    return source.poll(new Cursor(cursor.text()), clock.instant(), 100);
  }

  private static List<String> keys(Page page) {
    return page.records().stream().map(each -> each.ref().key()).toList();
  }

  @Test
  void numbers_go_on_from_the_greatest_and_back_by_the_overlap() {
    PolledSource source = source(NUMBERS);
    api.answer("[{\"id\":1},{\"id\":3}]").answer("[{\"id\":9007199254740995}]").answer("[]");
    Page first = poll(source, Cursor.START);
    Page second = poll(source, first.next());
    Page third = poll(source, second.next());
    assertThat(keys(second)).containsExactly("9007199254740995");
    assertThat(third.more()).isFalse();
    api.answer("[]");
    poll(source, third.next());
    assertThat(api.asked())
        .containsExactly(
            "GET /v1/events ",
            "GET /v1/events?after=3 ",
            "GET /v1/events?after=9007199254740995 ",
            "GET /v1/events?after=9007199254740993 ");
  }

  @Test
  void a_token_is_kept_for_the_next_time_and_one_that_ended_has_all_read_again() {
    PolledSource source = source(TOKENS);
    api.answer("{\"items\":[{\"id\":\"a\"}],\"next\":\"t1\",\"more\":true}")
        .answer("{\"items\":[{\"id\":\"b\",\"deleted\":true}],\"next\":\"t2\",\"more\":false}");
    Page second = poll(source, poll(source, Cursor.START).next());
    assertThat(second.more()).isFalse();
    assertThat(second.records().getFirst().change()).isEqualTo(SourceRecord.Change.DELETE);
    api.answer(410, Map.of(), "gone").answer("{\"items\":[{\"id\":\"a\"}],\"next\":\"t3\"}");
    Page lost = poll(source, second.next());
    assertThat(lost.records()).isEmpty();
    assertThat(lost.more()).isTrue();
    Page again = poll(source, lost.next());
    assertThat(again.records()).extracting(SourceRecord::pace).containsExactly(Pace.BACKFILL);
    assertThat(api.asked())
        .containsExactly(
            "GET /v1/changes ",
            "GET /v1/changes?token=t1 ",
            "GET /v1/changes?token=t2 ",
            "GET /v1/changes ");
  }

  @Test
  void everything_is_read_again_when_it_is_time_and_not_before() {
    PolledSource source =
        source(
            """
            feeds:
              product: { path: /products, changes: all, all_every: 1h, key: sku }
            """);
    api.answer("[{\"sku\":\"A\"}]");
    Page first = poll(source, Cursor.START);
    clock.advance(Duration.ofMinutes(59));
    Page early = poll(source, first.next());
    assertThat(early.records()).isEmpty();
    assertThat(early.more()).isFalse();
    clock.advance(Duration.ofMinutes(2));
    api.answer("[{\"sku\":\"A\"},{\"sku\":\"B\"}]");
    assertThat(keys(poll(source, early.next()))).containsExactly("A", "B");
    assertThat(api.asked()).hasSize(2);
  }

  @Test
  void a_system_that_gives_fewer_than_asked_for_is_found_out_before_anything_is_missed() {
    PolledSource source = source(PAGES);
    api.answer("[{\"id\":1,\"at\":1700000000},{\"id\":2,\"at\":1700000001}]")
        .answer("[{\"id\":3,\"at\":1700000002}]");
    assertThatThrownBy(() -> poll(source, Cursor.START))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("asked for 100 records a page, the system gave 2")
        .hasMessageContaining("'page_size'");
  }

  @Test
  void counting_on_behind_a_short_page_is_found_out_too() {
    PolledSource source =
        source(
            """
            feeds:
              customer:
                path: /customers
                query: { since: "{since}", limit: "{size}", offset: "{offset}" }
                records: items
                key: id
                stamp: at
                paging: { kind: offset, more: more }
            """);
    api.answer("{\"items\":[{\"id\":1,\"at\":1700000000}],\"more\":true}");
    assertThatThrownBy(() -> poll(source, Cursor.START))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("set 'page_size' to 1 or less");
  }

  @Test
  void a_total_says_where_the_end_is() {
    PolledSource source =
        source(
            PAGES.replace("{ kind: page }", "{ kind: page, total: n }") + "    records: items\n");
    String rows = "\"items\":[{\"id\":1,\"at\":1700000000},{\"id\":2,\"at\":1700000000}]";
    api.answer("{\"n\":4," + rows + "}");
    Page first = source.poll(Cursor.START, clock.instant(), 2);
    assertThat(first.more()).isTrue();
    String others = rows.replace("1,", "3,").replace("2,", "4,");
    api.answer("{\"n\":4," + others + "}").answer("{\"n\":4," + rows + "}");
    Page second = source.poll(first.next(), clock.instant(), 2);
    assertThat(keys(second)).containsExactly("3", "4");
    assertThat(second.more()).isFalse();
  }

  @Test
  void a_stamp_of_the_future_hides_nothing() {
    PolledSource source = source(PAGES);
    api.answer("[{\"id\":1,\"at\":\"2036-01-01T00:00:00Z\"}]").answer("[]");
    Page first = poll(source, Cursor.START);
    clock.advance(Duration.ofMinutes(1));
    api.answer("[]");
    poll(source, first.next());
    assertThat(api.asked().getLast()).contains("since=2026-11-24T08%3A54%3A59Z");
  }

  @Test
  void a_row_without_a_key_is_refused_alone_and_once() {
    PolledSource source = source(PAGES);
    String rows = "[{\"id\":null,\"at\":1700000000},{\"id\":2,\"at\":1700000001}]";
    api.answer(rows).answer("[]");
    Page first = poll(source, Cursor.START);
    assertThat(keys(first)).containsExactly("2");
    assertThat(first.refused())
        .singleElement()
        .satisfies(row -> assertThat(row.why()).contains("no usable key at 'id'"));
    api.answer(rows);
    assertThat(poll(source, first.next()).refused()).isEmpty();
  }

  @Test
  void credentials_are_not_sent_to_where_an_answer_points() {
    PolledSource source =
        source(
            """
            auth: { kind: query, name: key, value: s3cr3t }
            feeds:
              customer:
                path: /customers
                query: { since: "{since}" }
                records: items
                key: id
                stamp: at
                paging: { kind: next-url, next: next }
            """);
    api.answer("{\"items\":[{\"id\":1}],\"next\":\"https://evil.example.com/v1?key=s3cr3t\"}");
    assertThatThrownBy(() -> poll(source, Cursor.START))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("https://evil.example.com")
        .hasMessageContaining("not sent there")
        .hasMessageNotContaining("s3cr3t");
    api.answer("{\"items\":[{\"id\":1}],\"next\":\"" + api.address() + "/v1/x?p=2&key=s3cr3t\"}");
    Page page = poll(source, Cursor.START);
    assertThat(page.next().text()).contains("/v1/x?p=2").doesNotContain("s3cr3t");
    api.answer("{\"items\":[]}");
    poll(source, page.next());
    assertThat(api.asked().getLast()).isEqualTo("GET /v1/x?p=2&key=s3cr3t ");
  }

  @Test
  void an_address_that_ended_has_the_round_begun_again_a_few_times() {
    PolledSource source =
        source(
            """
            feeds:
              customer:
                path: /customers
                query: { since: "{since}" }
                records: items
                key: id
                stamp: at
                paging: { kind: next-url, next: next }
            """);
    Cursor cursor = Cursor.START;
    for (int time = 0; time < 3; time++) {
      api.answer("{\"items\":[{\"id\":1}],\"next\":\"/v1/more\"}").answer(404, Map.of(), "");
      Page page = poll(source, cursor);
      cursor = poll(source, page.next()).next();
    }
    api.answer("{\"items\":[{\"id\":1}],\"next\":\"/v1/more\"}").answer(404, Map.of(), "");
    Cursor last = poll(source, cursor).next();
    assertThatThrownBy(() -> poll(source, last))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("refused 4 times");
  }

  @Test
  void an_answer_of_another_shape_is_told_by_its_names_alone() {
    PolledSource source = source(TOKENS);
    api.answer("{\"error\":\"ann@example.com is unknown\",\"code\":7}");
    assertThatThrownBy(() -> poll(source, Cursor.START))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("no list at 'items'; it has error, code")
        .hasMessageNotContaining("ann@");
  }
}
