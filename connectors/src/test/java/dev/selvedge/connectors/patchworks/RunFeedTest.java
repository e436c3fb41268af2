package dev.selvedge.connectors.patchworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.Payload;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Holding.Verdict;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.Restarter.Restart;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connectors.Systems;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.testkit.patchworks.PatchworksStandIn;
import dev.selvedge.testkit.patchworks.PatchworksStandIn.Fault;
import dev.selvedge.testkit.patchworks.PatchworksStandIn.Manners;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Watching how flows run, and starting them again.
class RunFeedTest {
  /// The stand-in's answers carry the machine's own time.
  private final Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);

  private static final String KEY = "key-of-the-company";
  private static final int LIMIT = 100;

  private final SettableClock clock = new SettableClock(now);
  private final PatchworksStandIn patchworks = new PatchworksStandIn(clock, KEY);
  private final List<Connector.Opened> opened = new ArrayList<>();

  @BeforeEach
  void deploy() {
    patchworks.deploy("77", "Orders to the ERP");
  }

  @AfterEach
  void close() {
    opened.forEach(Connector.Opened::close);
    patchworks.close();
  }

  private Connector.Plan plan(String watch) {
    Problems problems = new Problems();
    String yaml =
        "api: { key: %s, core: '%s', start: '%s' }\nwatch: { %s }\n"
            .formatted(KEY, patchworks.address(), patchworks.address(), watch);
    Connector.Plan plan =
        new PatchworksConnector()
            .plan(
                new dev.selvedge.SystemName("erp"),
                YamlReader.readMapping("test", yaml, problems).orElseThrow(),
                new Connector.Surroundings(Path.of("."), clock),
                problems);
    assertThat(problems.sorted()).isEmpty();
    return plan;
  }

  private Connector.Opened open(String watch) {
    Connector.Opened system = plan(watch).open();
    opened.add(system);
    return system;
  }

  /// Reads on until there is nothing more, as the hub does; the place is kept outside.
  private List<SourceRecord> read(Connector.Opened system, List<Cursor> place) {
    List<SourceRecord> records = new ArrayList<>();
    boolean more = true;
    for (int calls = 0; more && calls < 200; calls++) {
      Page page =
          system
              .polled()
              .getFirst()
              .poll(place.isEmpty() ? Cursor.START : place.getFirst(), clock.instant(), LIMIT);
      records.addAll(page.records());
      place.clear();
      place.add(page.next());
      more = page.more();
    }
    return records;
  }

  private List<SourceRecord> read(String watch) {
    return read(open(watch), new ArrayList<>());
  }

  private static List<String> keys(List<SourceRecord> records) {
    return records.stream().map(one -> one.ref().key()).toList();
  }

  private String sentence(SourceRecord report) {
    assertThat(plan("").holding().look(report)).isInstanceOf(Verdict.Held.class);
    return ((Verdict.Held) plan("").holding().look(report)).sentence();
  }

  @Test
  void failed_and_partial_runs_are_reported_with_their_errors_and_payloads_and_others_are_not() {
    for (boolean attributes : List.of(false, true)) {
      patchworks.behave(new Manners(attributes, "id", PatchworksStandIn.SUCCESS));
      long failed =
          patchworks.ran(
              "77",
              PatchworksStandIn.FAILURE,
              now.minusSeconds(600),
              "{\"no\":\"SO-1\",\"total\":1.10}");
      patchworks.log(
          failed,
          "error",
          "ann@example.com was refused by the ERP",
          "{\"no\":\"SO-1\",\"bad\":true}");
      patchworks.ran("77", PatchworksStandIn.SUCCESS, now.minusSeconds(500), "{}");
      patchworks.ran("77", PatchworksStandIn.STARTED, now.minusSeconds(400), "{}");
      patchworks.ran("77", PatchworksStandIn.STOPPED, now.minusSeconds(300), "{}");
      long partial =
          patchworks.ran(
              "77", PatchworksStandIn.PARTIAL, now.minusSeconds(200), "[{\"no\":\"SO-2\"}]");

      List<SourceRecord> reports = read("past: 15m");
      assertThat(keys(reports)).containsExactly("" + failed, "" + partial);
      SourceRecord report = reports.getFirst();
      assertThat(report.ref().text()).isEqualTo("erp/flow-run/" + failed);
      assertThat(report.body().toText())
          .contains("\"payload\":{\"no\":\"SO-1\",\"total\":1.10}")
          .contains("{\"no\":\"SO-1\",\"bad\":true}")
          .contains("\"status\":\"failure\"");
      assertThat(sentence(report))
          .startsWith(
              "Patchworks: run " + failed + " of the flow 'Orders to the ERP' (77) failed at ")
          .contains("was refused by the ERP")
          .contains("kept here")
          .doesNotContain("ann@example.com");
      assertThat(sentence(reports.getLast())).contains("succeeded in part only");
      clock.advance(Duration.ofMinutes(20));
      patchworks.end(failed, PatchworksStandIn.SUCCESS);
      patchworks.end(partial, PatchworksStandIn.SUCCESS);
      clock.set(now);
    }
  }

  @Test
  void a_run_is_reported_once_also_when_it_fails_long_after_it_started() {
    long slow = patchworks.ran("77", PatchworksStandIn.STARTED, now.minusSeconds(60), "{}");
    long quick = patchworks.ran("77", PatchworksStandIn.FAILURE, now.minusSeconds(30), "{}");
    Connector.Opened system = open("overlap: 6h");
    List<Cursor> place = new ArrayList<>();

    assertThat(keys(read(system, place))).containsExactly("" + quick);
    clock.advance(Duration.ofHours(2));
    assertThat(read(system, place)).isEmpty();
    clock.advance(Duration.ofHours(3));
    patchworks.end(slow, PatchworksStandIn.FAILURE);
    int before = patchworks.calls().size();
    assertThat(keys(read(system, place))).containsExactly("" + slow);
    assertThat(patchworks.calls().subList(before, patchworks.calls().size()))
        .as("what was reported is not looked at again")
        .noneMatch(call -> call.contains("/" + quick + "/"));
    clock.advance(Duration.ofHours(7));
    assertThat(read(system, place)).isEmpty();
  }

  @Test
  void many_are_read_page_by_page_and_a_restart_anywhere_loses_none() {
    for (int at = 0; at < 130; at++) {
      int status = at % 2 == 0 ? PatchworksStandIn.FAILURE : PatchworksStandIn.PARTIAL;
      patchworks.ran("77", status, now.minusSeconds(4000 - at), "{\"n\":" + at + "}");
    }
    Map<String, String> seen = new TreeMap<>();
    Cursor cursor = Cursor.START;
    boolean over = false;
    for (int calls = 0; !over && calls < 400; calls++) {
      clock.advance(Duration.ofSeconds(15));
      Connector.Opened restarted = plan("calls_per_minute: 60").open();
      Page page = restarted.polled().getFirst().poll(cursor, clock.instant(), LIMIT);
      page.records().forEach(one -> seen.put(one.ref().key(), one.body().toText()));
      assertThat(page.records()).hasSizeLessThanOrEqualTo(5);
      restarted.close();
      cursor = page.next();
      over = !page.more() && seen.size() == 130;
    }
    assertThat(seen).hasSize(130);
    assertThat(read(open(""), new ArrayList<>(List.of(cursor)))).isEmpty();
  }

  @Test
  void no_more_calls_are_made_in_a_minute_than_are_allowed() {
    for (int at = 0; at < 30; at++) {
      patchworks.ran("77", PatchworksStandIn.FAILURE, now.minusSeconds(4000 - at), "{}");
    }
    Connector.Opened system = open("calls_per_minute: 20");
    List<Cursor> place = new ArrayList<>();
    int reports = read(system, place).size();
    assertThat(reports).isBetween(1, 29);
    assertThat(patchworks.calls()).hasSizeLessThanOrEqualTo(20);
    for (int minute = 0; minute < 10; minute++) {
      clock.advance(Duration.ofMinutes(1));
      int before = patchworks.calls().size();
      reports += read(system, place).size();
      assertThat(patchworks.calls().size() - before).isLessThanOrEqualTo(20);
    }
    assertThat(reports).isEqualTo(30);
  }

  @Test
  void a_company_whose_calls_are_used_up_is_read_on_when_it_has_some_again() {
    for (int at = 0; at < 30; at++) {
      patchworks.ran("77", PatchworksStandIn.FAILURE, now.minusSeconds(4000 - at), "{}");
    }
    patchworks.allow(24);
    Connector.Opened system = open("");
    List<Cursor> place = new ArrayList<>();
    Map<String, Integer> seen = new TreeMap<>();
    int refused = 0;
    for (int minute = 0; minute < 20; minute++) {
      try {
        Page page =
            system
                .polled()
                .getFirst()
                .poll(place.isEmpty() ? Cursor.START : place.getFirst(), clock.instant(), LIMIT);
        page.records().forEach(one -> seen.merge(one.ref().key(), 1, Integer::sum));
        place.clear();
        place.add(page.next());
      } catch (SourceException busy) {
        assertThat(busy).hasMessageContaining("asks to slow down");
        refused++;
        clock.advance(Duration.ofMinutes(1));
      }
    }
    assertThat(refused).isPositive();
    assertThat(seen).hasSize(30);
    assertThat(seen.values()).allSatisfy(times -> assertThat(times).isEqualTo(1));
  }

  @Test
  void what_goes_wrong_with_a_call_is_said_and_nothing_is_skipped() {
    for (Fault fault :
        List.of(
            new Fault.Status(500, ""),
            new Fault.Status(401, ""),
            new Fault.Status(429, "5"),
            new Fault.CutOff(),
            new Fault.HalfJson(),
            new Fault.NotJson())) {
      for (int call = 0; call < 3; call++) {
        long failed =
            patchworks.ran(
                "77", PatchworksStandIn.FAILURE, clock.instant(), "{\"secret\":\"ann@\"}");
        Connector.Opened system = open("past: 1s");
        List<Cursor> place = new ArrayList<>();
        for (int good = 0; good < call; good++) {
          patchworks.next(new Fault.Status(0, ""));
        }
        patchworks.next(fault);
        boolean body = fault instanceof Fault.HalfJson || fault instanceof Fault.NotJson;
        if (call < 2 || !body) {
          assertThatThrownBy(() -> read(system, place))
              .as("%s at call %s", fault, call)
              .isInstanceOf(SourceException.class)
              .hasMessageNotContaining("ann@")
              .hasMessageNotContaining(KEY);
          clock.advance(Duration.ofSeconds(6));
          assertThat(keys(read(open("past: 1m"), place))).contains("" + failed);
        } else {
          // A payload is whatever it is.
          assertThat(keys(read(system, place))).contains("" + failed);
        }
        patchworks.end(failed, PatchworksStandIn.SUCCESS);
        clock.advance(Duration.ofSeconds(60));
      }
    }
  }

  @Test
  void payloads_that_are_gone_too_long_or_no_json_are_said_to_be() {
    long old =
        patchworks.ran("77", PatchworksStandIn.FAILURE, now.minus(Duration.ofHours(80)), "{}");
    long large =
        patchworks.ran(
            "77", PatchworksStandIn.FAILURE, now.minusSeconds(60), "\"" + "x".repeat(2000) + "\"");
    long text = patchworks.ran("77", PatchworksStandIn.FAILURE, now.minusSeconds(50), "");
    patchworks.logText(text, "info", "Received.", "no;total\nSO-1;1.10\n");

    List<SourceRecord> reports = read("past: 100h, largest_payload: 1000");
    assertThat(keys(reports)).containsExactly("" + old, "" + large, "" + text);
    assertThat(sentence(reports.get(0)))
        .contains("not kept here: Patchworks does not hold it any more");
    assertThat(sentence(reports.get(1))).contains("longer than 1000 bytes");
    assertThat(reports.get(2).body().toText())
        .contains("\"payload\":\"no;total\\nSO-1;1.10\\n\"", "\"payload_type\":\"text\"");
  }

  @Test
  void a_run_that_patchworks_fails_on_holds_up_the_others_for_a_while_only() {
    long bad = patchworks.ran("77", PatchworksStandIn.FAILURE, now.minusSeconds(60), "{}");
    long good = patchworks.ran("77", PatchworksStandIn.FAILURE, now.minusSeconds(50), "{}");
    patchworks.breakLog(bad);
    Connector.Opened system = open("");
    List<Cursor> place = new ArrayList<>();
    for (int minute = 0; minute < 3; minute++) {
      assertThatThrownBy(() -> read(system, place)).isInstanceOf(SourceException.class);
      clock.advance(Duration.ofMinutes(10));
    }
    patchworks.next(new Fault.Status(0, ""));
    patchworks.next(new Fault.Status(0, ""));
    patchworks.next(new Fault.Status(503, ""));
    assertThatThrownBy(() -> read(system, place))
        .as("Patchworks fails altogether")
        .isInstanceOf(SourceException.class);
    List<SourceRecord> reports = read(system, place);
    assertThat(keys(reports)).containsExactly("" + bad, "" + good);
    assertThat(sentence(reports.getFirst()))
        .contains("not kept here: Patchworks fails to show the run's log or payload");
    assertThat(sentence(reports.getLast())).contains("kept here, also when");
  }

  @Test
  void only_the_flows_that_are_wanted_are_watched() {
    patchworks.deploy("78", "Stock");
    long orders = patchworks.ran("77", PatchworksStandIn.FAILURE, now.minusSeconds(60), "{}");
    long stock = patchworks.ran("78", PatchworksStandIn.FAILURE, now.minusSeconds(50), "{}");
    assertThat(keys(read(""))).containsExactly("" + orders, "" + stock);
    assertThat(keys(read("flows: ['78']"))).containsExactly("" + stock);
    assertThat(keys(read("except: ['78']"))).containsExactly("" + orders);
  }

  private static SourceRecord edited(SourceRecord report, String from, String to) {
    assertThat(report.body().toText()).contains(from);
    return new SourceRecord(
        report.ref(),
        report.stamp(),
        report.observedAt(),
        report.change(),
        report.pace(),
        Payload.ofText(report.body().toText().replace(from, to)));
  }

  @Test
  void a_flow_is_started_again_with_the_edited_payload_once() {
    patchworks.ran("77", PatchworksStandIn.FAILURE, now.minusSeconds(600), "{\"no\":\"SO-1\"}");
    Connector.Opened system = open("");
    SourceRecord report = read(system, new ArrayList<>()).getFirst();
    var restarter = system.restarter().orElseThrow();
    assertThat(restarter.takes(report.ref())).isTrue();

    SourceRecord mended =
        edited(report, "\"payload\":{\"no\":\"SO-1\"}", "\"payload\":{\"no\":\"SO-9\"}");
    Restart first = restarter.restart(mended, false);
    assertThat(first).isEqualTo(new Restart.Begun("run " + patchworks.lastRun() + " of flow 77"));
    assertThat(patchworks.starts()).containsExactly("77 {\"no\":\"SO-9\"}");

    assertThat(restarter.restart(mended, false)).isInstanceOf(Restart.Already.class);
    assertThat(patchworks.starts()).hasSize(1);
    assertThat(restarter.restart(mended, true)).isInstanceOf(Restart.Begun.class);
    assertThat(restarter.restart(report, false))
        .as("another payload")
        .isInstanceOf(Restart.Begun.class);
    assertThat(patchworks.starts()).hasSize(3);
  }

  @Test
  void a_restart_without_an_answer_is_not_made_twice() {
    patchworks.ran("77", PatchworksStandIn.FAILURE, now.minusSeconds(600), "{\"no\":\"SO-1\"}");
    Connector.Opened system = open("");
    SourceRecord report = read(system, new ArrayList<>()).getFirst();
    var restarter = system.restarter().orElseThrow();
    patchworks.next(new Fault.Status(0, ""));
    patchworks.next(new Fault.LostAnswer());
    assertThat(restarter.restart(report, false)).isInstanceOf(Restart.Unknown.class);
    assertThat(restarter.restart(report, false)).isInstanceOf(Restart.Already.class);
    assertThat(patchworks.starts()).hasSize(1);
  }

  @Test
  void a_payload_that_is_no_json_goes_as_a_text_and_none_as_none() {
    long text = patchworks.ran("77", PatchworksStandIn.FAILURE, now.minusSeconds(60), "");
    patchworks.logText(text, "info", "Received.", "no;total\n");
    patchworks.ran("77", PatchworksStandIn.FAILURE, now.minusSeconds(50), "");
    Connector.Opened system = open("");
    List<SourceRecord> reports = read(system, new ArrayList<>());
    var restarter = system.restarter().orElseThrow();
    reports.forEach(
        report -> assertThat(restarter.restart(report, false)).isInstanceOf(Restart.Begun.class));
    assertThat(patchworks.starts()).containsExactly("77 no;total\n", "77 ");
    assertThat(sentence(reports.getLast())).contains("It began with no payload of its own.");
  }

  @Test
  void a_run_that_does_not_show_yet_with_what_it_began_is_waited_for_and_one_that_ended_is_not() {
    patchworks.ran("77", PatchworksStandIn.FAILURE, now.minusSeconds(60), "{\"no\":\"SO-1\"}");
    Connector.Opened system = open("");
    SourceRecord report = read(system, new ArrayList<>()).getFirst();
    var restarter = system.restarter().orElseThrow();
    patchworks.behave(new Manners(false, "id", PatchworksStandIn.STARTED));
    patchworks.holdLogs(true);
    patchworks.next(new Fault.Status(0, ""));
    patchworks.next(new Fault.LostAnswer());
    assertThat(restarter.restart(report, false)).isInstanceOf(Restart.Unknown.class);
    long run = patchworks.lastRun();
    assertThat(restarter.restart(report, false))
        .isInstanceOfSatisfying(
            Restart.NotBegun.class,
            not -> assertThat(not.why()).startsWith("Run " + run + " has begun and does not show"));
    patchworks.holdLogs(false);
    assertThat(restarter.look(report)).isEqualTo(new Restart.Already("run " + run + " of flow 77"));
    assertThat(patchworks.starts()).hasSize(1);
  }

  @Test
  void a_run_that_ended_without_a_payload_is_not_taken_for_one_that_began_with_it() {
    patchworks.ran("77", PatchworksStandIn.FAILURE, now.minusSeconds(60), "{\"no\":\"SO-1\"}");
    Connector.Opened system = open("");
    SourceRecord report = read(system, new ArrayList<>()).getFirst();
    patchworks.ranByApi("77", PatchworksStandIn.SUCCESS, now.minusSeconds(10));
    assertThat(system.restarter().orElseThrow().restart(report, false))
        .isInstanceOf(Restart.Begun.class);
  }

  @Test
  void a_flow_that_was_begun_without_a_payload_is_found_whatever_it_pulled_since() {
    patchworks.ran("77", PatchworksStandIn.FAILURE, now.minusSeconds(60), "");
    Connector.Opened system = open("");
    SourceRecord report = read(system, new ArrayList<>()).getFirst();
    patchworks.next(new Fault.Status(0, ""));
    patchworks.next(new Fault.LostAnswer());
    var restarter = system.restarter().orElseThrow();
    assertThat(restarter.restart(report, false)).isInstanceOf(Restart.Unknown.class);
    patchworks.log(patchworks.lastRun(), "info", "Pulled.", "[{\"no\":\"SO-7\"}]");
    assertThat(restarter.restart(report, false)).isInstanceOf(Restart.Already.class);
    assertThat(patchworks.starts()).hasSize(1);
  }

  @Test
  void a_flow_that_cannot_be_started_is_said_to_be() {
    patchworks.ran("77", PatchworksStandIn.FAILURE, now.minusSeconds(60), "{}");
    Connector.Opened system = open("");
    SourceRecord report = read(system, new ArrayList<>()).getFirst();
    patchworks.withdraw("77");
    assertThat(system.restarter().orElseThrow().restart(report, false))
        .isInstanceOfSatisfying(
            Restart.NotBegun.class, not -> assertThat(not.why()).contains("deploy and enable"));
  }

  @Test
  void the_check_up_reads_a_run_and_looks_for_the_flows() {
    assertThat(open("flows: ['77', '99']").examine())
        .extracting(Finding::what)
        .containsExactly(
            "the API answers, takes the key and lists runs",
            "its clock agrees with ours",
            "flow 77 'Orders to the ERP' is watched",
            "there is no flow 99",
            "runs: none of the last 7 days, so none could be read");
    long run = patchworks.ran("77", PatchworksStandIn.SUCCESS, now.minusSeconds(60), "{}");
    assertThat(open("").examine())
        .extracting(Finding::what)
        .contains("runs: the newest was read, " + run + " (success)");
  }

  @Test
  void watching_needs_the_api_and_a_kind_of_its_own() {
    assertThat(Systems.complaints(new PatchworksConnector(), "watch: {}"))
        .anyMatch(line -> line.contains("cannot be watched without the API"));
    assertThat(
            Systems.complaints(
                new PatchworksConnector(),
                "receive: { token: a-token-of-many-letters, kinds: { flow-run: { key: id } } }"))
        .anyMatch(line -> line.contains("is kept for runs"));
  }
}
