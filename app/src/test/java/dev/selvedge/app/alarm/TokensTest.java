package dev.selvedge.app.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.config.ProjectFolder;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.CountingIds;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.AlarmPolicy;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.work.Store;
import dev.selvedge.work.alarm.AlarmStep;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
  private static final SystemName ERP = new SystemName("erp");
  private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");
  private static final LocalDate END = LocalDate.parse("2027-01-31");

  /// The first minute of that day in Auckland.
  private static final Instant ENDS = Instant.parse("2027-01-30T11:00:00Z");

  @TempDir private Path folder;
  private final SettableClock clock = new SettableClock(Instant.parse("2027-01-01T00:00:00Z"));

  private static List<Finding> found(Instant now) {
    return List.copyOf(
        new Tokens(Map.of(ERP, END), Duration.ofDays(21), AUCKLAND).look(now).findings());
  }

  @Test
  void it_is_said_before_the_day_and_more_urgently_at_the_end() {
    assertThat(found(ENDS.minus(Duration.ofDays(21)))).isEmpty();
    Finding first = found(ENDS.minus(Duration.ofDays(21)).plusMillis(1)).getFirst();
    assertThat(first.kind()).isEqualTo(AlarmKind.TOKEN);
    assertThat(first.about()).isEqualTo("erp");
    assertThat(first.severity()).isEqualTo(Severity.WARNING);
    assertThat(first.link()).isEqualTo("/connections");
    assertThat(first.words().what())
        .isEqualTo(
            "By what the project says, the credentials of 'erp' end in 20 days, on 2027-01-31.");
    Finding last = found(ENDS.minusSeconds(60)).getFirst();
    assertThat(last.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(last.words().what()).contains("end in less than a day, on 2027-01-31");
    Finding over = found(ENDS).getFirst();
    assertThat(over.severity()).isEqualTo(Severity.CRITICAL);
    assertThat(over.words().what()).contains("have ended on 2027-01-31");
  }

  private Project project(String account, String shop) {
    return new ProjectFolder(folder)
        .write(
            "selvedge.yaml",
            """
            project: brand
            dotdigital: { endpoint: https://r1-api.dotdigital.com, user: u, password: secret%s }
            alarms: { zone: Pacific/Auckland }
            systems:
              shop:
                connector: kinds
                every: 10m
                options: { kinds: [customer, order] }%s
            """
                .formatted(account, shop))
        .project();
  }

  private List<Alarm> open(Store store, Project project) {
    AlarmStep step =
        new AlarmStep(
            store, List.of(AlarmWatch.tokens(project)), AlarmPolicy.standard(), clock, () -> {});
    step.get();
    clock.advance(AlarmKind.TOKEN.gone().plusSeconds(1));
    step.get();
    return store.read(ports -> ports.alarms().open());
  }

  @Test
  void a_day_that_is_moved_ends_the_alarm() {
    String soon = "\n    credentials_expire: 2027-01-15";
    try (Store store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), new CountingIds())) {
      assertThat(open(store, project(", credentials_expire: 2027-01-03", soon)))
          .extracting(alarm -> alarm.finding().about(), alarm -> alarm.finding().severity())
          .containsExactlyInAnyOrder(
              org.assertj.core.groups.Tuple.tuple("dotdigital", Severity.CRITICAL),
              org.assertj.core.groups.Tuple.tuple("shop", Severity.WARNING));
      assertThat(open(store, project("", "\n    credentials_expire: 2028-01-15"))).isEmpty();
    }
  }

  @Test
  void what_is_no_day_is_said() {
    assertThat(
            new ProjectFolder(folder)
                .write(
                    "selvedge.yaml",
                    """
                    project: brand
                    dotdigital: { endpoint: https://r1-api.dotdigital.com, user: u, password: s }
                    systems:
                      shop:
                        connector: kinds
                        every: 10m
                        options: { kinds: [customer, order] }
                        credentials_expire: in January
                    """)
                .problems())
        .singleElement()
        .asString()
        .contains("'credentials_expire' must be a day");
  }
}
