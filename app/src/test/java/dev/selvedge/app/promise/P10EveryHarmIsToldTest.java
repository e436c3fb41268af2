package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// P10, for what no audit sees, as it does not lie in a record: whatever is wrong with a source, on
/// the way or with the hub itself is told by an alarm of its kind, within an hour, and nothing else
/// is. All that a hub looks for is looked for at once.
class P10EveryHarmIsToldTest {
  /// Where orders do not get through they are not as fresh as was promised, and that is told, too.
  private static final String LATE_ORDERS = "freshness shop/order/dotdigital/orders";

  private static final String UNREAD = "freshness shop/order//unread";

  /// It is looked at twice a day, so it ends soon from the beginning.
  static final Trouble CERTIFICATE =
      told("a certificate ends within days", it -> {}, "certificate 127.0.0.1");

  @TempDir private Path folder;

  /// @param alarms the keys of the alarms that are told, and of no other
  record Trouble(String name, Consumer<WatchedBrand> act, Set<String> alarms) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Trouble told(String name, Consumer<WatchedBrand> act, String... alarms) {
    return new Trouble(name, act, Set.of(alarms));
  }

  /// Those of the table, and the one that has a test of its own.
  static Stream<Trouble> all() {
    return Stream.concat(troubles(), Stream.of(CERTIFICATE));
  }

  static Stream<Trouble> troubles() {
    return Stream.of(sources(), targets(), hub(), schemas()).flatMap(List::stream);
  }

  private static List<Trouble> sources() {
    return List.of(
        told("nothing is wrong", it -> {}),
        told(
            "a source's token is revoked",
            it ->
                it.erp =
                    Optional.of(
                        SourceException.refused("the ERP does not accept our API key (HTTP 401)")),
            "refused erp"),
        told(
            "a source is away",
            it -> it.erp = Optional.of(new SourceException("the ERP answers 503")),
            "unreadable erp"),
        told("a source is not read any more", it -> it.polling = false, "late erp/customer"),
        told(
            "a source is silent",
            it -> {
              it.calls = false;
              it.live(20);
            },
            "silent shop/order"),
        told(
            "a webhook tells of a record that cannot be read",
            it -> it.hint("erp/customer/17"),
            "unheeded erp/customer"),
        told(
            "a webhook subscription is gone",
            it ->
                it.checks.shop.add(
                    new Connector.Finding(
                        false, "webhooks: not registered at https://hub.example.com", "register")),
            "webhook shop"),
        told(
            "a source's clock is behind",
            it ->
                it.checks.shop.add(
                    new Connector.Finding(
                        false, "the shop's clock is 90 s behind the hub's", "set it")),
            "clock shop"),
        told(
            "a source tells late",
            it -> it.lag = Duration.ofHours(2),
            "freshness shop/order/dotdigital/orders",
            "freshness shop/order/dotdigital/contacts"));
  }

  private static List<Trouble> targets() {
    return List.of(
        told(
            "Dotdigital's password is changed",
            it ->
                it.bench
                    .sandbox
                    .faults()
                    .add(FaultRule.always("*", "/**", new Fault.Status(401, false, ""))),
            "refused dotdigital",
            LATE_ORDERS),
        told(
            "Dotdigital is away",
            it ->
                it.bench
                    .sandbox
                    .faults()
                    .add(FaultRule.always("*", "/**", new Fault.Status(503, false, ""))),
            "target dotdigital",
            LATE_ORDERS),
        told(
            "somebody deletes an order, and an audit is made",
            it -> {
              it.deleteOrder("1005");
              it.audit();
            },
            "drift dotdigital"));
  }

  private static List<Trouble> hub() {
    return List.of(
        told(
            "what comes in is not worked through",
            it -> it.resolving = false,
            "inbox inbox",
            UNREAD),
        told("what is due does not leave", it -> it.sending = false, "due dotdigital", LATE_ORDERS),
        told(
            "many records cannot be understood",
            it ->
                it.bench.receive(
                    IntStream.range(0, 40)
                        .mapToObj(
                            number ->
                                Workbench.order("bad-" + number)
                                    .email("ann@example.com")
                                    .with("total", "\"many\"")
                                    .stamp(it.bench.clock.instant())
                                    .upsert())
                        .toArray(SourceRecord[]::new)),
            "parked shop/order",
            UNREAD),
        told("the disk fills up", it -> it.checks.free = 1_500, "disk store"));
  }

  private static List<Trouble> schemas() {
    return List.of(
        told(
            "a source renames a field that the mapping reads",
            it -> {
              it.bench.receive(
                  IntStream.range(0, 320)
                      .mapToObj(
                          number ->
                              Workbench.order("r-" + number)
                                  .email("ann@example.com")
                                  .stamp(it.bench.clock.instant())
                                  .without("placed")
                                  .with("placed_on", "\"2026-10-01T10:00:00Z\"")
                                  .upsert())
                      .toArray(SourceRecord[]::new));
              it.bench.crank.resolve();
              it.bench.lookAtSchemas();
            },
            "drift records shop/order/placed",
            "parked shop/order",
            UNREAD),
        told(
            "a data field is deleted in Dotdigital",
            it -> {
              it.bench.account.fields().delete("TIER");
              it.bench.lookAtSchemas();
            },
            "drift data_fields/TIER"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("troubles")
  void it_is_told_and_nothing_else(Trouble trouble) {
    try (WatchedBrand brand = new WatchedBrand(folder)) {
      assertThat(brand.checks.told()).isEmpty();

      trouble.act().accept(brand);
      brand.live(50);

      assertThat(brand.checks.told()).containsExactlyInAnyOrderElementsOf(trouble.alarms());
      assertThat(brand.checks.sentences())
          .allMatch(sentence -> sentence.endsWith(".") && !sentence.contains(" :"));
    }
  }

  @Test
  void a_certificate_that_ends_within_days_is_told_and_nothing_else() {
    try (WatchedBrand brand = new WatchedBrand(folder, 10)) {
      assertThat(brand.checks.told())
          .singleElement()
          .asString()
          .startsWith(CERTIFICATE.alarms().iterator().next());
    }
  }
}
