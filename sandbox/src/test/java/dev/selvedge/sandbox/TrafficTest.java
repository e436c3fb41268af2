package dev.selvedge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.sandbox.setting.Limits;
import dev.selvedge.sandbox.setting.Settings;
import dev.selvedge.sandbox.traffic.CallEntry;
import dev.selvedge.sandbox.traffic.CallLog;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrafficTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:10Z");
  private static final String LIST = "GET /contacts/v3";
  private static final String TIME = "GET /v2/server-time";

  private SandboxServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    server =
        SandboxServer.start(
            SandboxConfig.defaults()
                .clock(InstantSource.fixed(START))
                .settings(
                    Settings.defaults().withLimits(Limits.defaults().withTiers(3, 150, 600))));
    caller = new Caller(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void call(String path, int times) {
    IntStream.range(0, times).forEach(_ -> caller.get(path));
  }

  @Test
  void the_share_of_a_status_is_known_for_all_for_a_tier_and_for_an_operation() {
    call("/contacts/v3", 4);
    call("/v2/server-time", 6);

    assertThat(server.calls().traffic().share(429)).isCloseTo(0.1, within(1e-9));
    assertThat(server.calls().traffic().share(Tier.LOW, 429)).isCloseTo(0.25, within(1e-9));
    assertThat(server.calls().traffic().share(Tier.MEDIUM, 429)).isZero();
    assertThat(server.calls().traffic(LIST).withStatus(429)).isEqualTo(1);
    assertThat(server.calls().traffic(TIME).statuses()).containsOnlyKeys(200).containsValue(6L);
    assertThat(server.calls().traffic("nothing").share(429)).isZero();
    assertThat(server.calls().counts().get(LIST))
        .isEqualTo(new CallLog.Count("lowCallRate", 4, 1, 1));
  }

  @Test
  void calls_are_kept_by_the_minute_and_with_their_instants() {
    call("/v2/server-time", 2);
    server.clock().advance(Duration.ofMinutes(5));
    call("/v2/server-time", 3);

    Instant minute = Instant.parse("2026-01-01T00:05:00Z");
    assertThat(server.calls().minutes()).hasSize(2);
    assertThat(server.calls().minutes().getLast().start()).isEqualTo(minute);
    assertThat(server.calls().traffic(minute, minute.plusSeconds(60)).calls(Tier.HIGH))
        .isEqualTo(3);
    assertThat(server.calls().traffic(START.minusSeconds(60), START).calls()).isEqualTo(2);
    assertThat(server.calls().instants(TIME))
        .containsExactly(
            START, START, START.plusSeconds(300), START.plusSeconds(300), START.plusSeconds(300));
    assertThat(server.calls().instants("nothing")).isEmpty();
  }

  @Test
  void a_cut_connection_has_the_status_0() {
    server.faults().add(FaultRule.times(1, "*", "/**", new Fault.CutAfter()));
    assertThatThrownBy(() -> caller.send("POST", "/contacts/v3", "{}"))
        .isInstanceOf(IOException.class);

    assertThat(server.calls().traffic().withStatus(0)).isEqualTo(1);
    assertThat(server.calls().traffic().failed()).isEqualTo(1);
  }

  @Test
  void the_figures_are_read_over_http() {
    call("/contacts/v3", 4);

    assertThat(caller.get("/__sandbox/calls").json().at("/statuses/429").asInt()).isEqualTo(1);
    assertThat(caller.get("/__sandbox/calls").json().path("operations").path(LIST).toString())
        .isEqualTo(
            "{\"tier\":\"lowCallRate\",\"calls\":4,\"failed\":1,\"throttled\":1,"
                + "\"statuses\":{\"200\":3,\"429\":1}}");
    assertThat(caller.get("/__sandbox/calls/minutes").json().at("/0/lowCallRate/200").asInt())
        .isEqualTo(3);
  }

  @Test
  void memory_is_bounded_and_the_counts_stay_exact() {
    CallLog log = new CallLog(10, false);
    for (int i = 0; i < 100_000; i++) {
      log.add(
          new CallEntry(0, START.plusSeconds(i * 60L), "GET", "/x", "op", Tier.HIGH, 200, "", ""));
    }

    assertThat(log.traffic("op").calls()).isEqualTo(100_000);
    assertThat(log.minutes()).hasSize(1440);
    assertThat(log.instants("op")).hasSize(16_384).isSorted();
    assertThat(log.instants("op").getLast()).isEqualTo(START.plusSeconds(99_999 * 60L));
    assertThat(log.last()).hasSize(10);
    log.clear();
    assertThat(log.traffic().calls()).isZero();
    assertThat(log.minutes()).isEmpty();
  }
}
