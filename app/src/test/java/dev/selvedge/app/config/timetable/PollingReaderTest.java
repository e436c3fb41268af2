package dev.selvedge.app.config.timetable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordKind;
import dev.selvedge.app.config.ProjectFolder;
import dev.selvedge.watch.Timetable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PollingReaderTest {
  private static final RecordKind CUSTOMER = new RecordKind("customer");
  private static final RecordKind ORDER = new RecordKind("order");

  @TempDir private Path temp;

  private ProjectFolder polls(String polls) {
    return new ProjectFolder(temp)
        .write(
            "selvedge.yaml",
            """
            project: brand
            dotdigital: { endpoint: https://r1-api.dotdigital.com, user: api-user, password: secret }
            systems:
              shop:
                connector: kinds
                every: 10m
                options: { kinds: [customer, order] }
                polls:
            """
                + polls.indent(6));
  }

  private Polling polling(String polls) {
    return polls(polls).project().systems().getFirst().polling();
  }

  private List<String> problems(String polls) {
    return polls(polls).problems();
  }

  @Test
  void a_kind_may_have_its_own_interval_and_its_own_jitter() {
    Polling polling = polling("order: { every: 2m, jitter: 15s }");

    assertThat(polling.of(ORDER))
        .isEqualTo(
            new Polling.Plan(Timetable.every(Duration.ofMinutes(2)), Duration.ofSeconds(15)));
    assertThat(polling.of(CUSTOMER))
        .isEqualTo(new Polling.Plan(Timetable.every(Duration.ofMinutes(10)), Duration.ZERO));
  }

  @Test
  void jitter_alone_leaves_the_interval() {
    assertThat(polling("order: { jitter: 15s }").of(ORDER).when())
        .isEqualTo(Timetable.every(Duration.ofMinutes(10)));
  }

  @Test
  void a_kind_may_have_a_timetable_on_the_clocks_of_a_zone() {
    Timetable when =
        polling("order: { cron: \"30 3 * * *\", zone: Europe/Berlin }").of(ORDER).when();

    assertThat(when.after(Instant.parse("2026-11-01T12:00:00Z")))
        .isEqualTo(Instant.parse("2026-11-02T02:30:00Z"));
  }

  @Test
  void what_is_no_plan_is_said_with_its_place_and_what_to_write() {
    assertThat(problems("orders: { every: 2m }"))
        .singleElement()
        .asString()
        .contains("selvedge.yaml:9:", "no kind of record 'orders'", "did you mean 'order'?");
    assertThat(problems("order: { every: 2m, cron: \"@daily\" }"))
        .singleElement()
        .asString()
        .contains("'every' and 'cron' are both given");
    assertThat(problems("order: { cron: \"3 * *\" }"))
        .singleElement()
        .asString()
        .contains("'3 * *' is no time to read at", "five fields");
    assertThat(problems("order: { cron: \"@daily\", zone: Europe/Londn }"))
        .singleElement()
        .asString()
        .contains("no time zone", "Europe/London");
    assertThat(problems("order: { evry: 2m }")).singleElement().asString().contains("evry");
  }
}
