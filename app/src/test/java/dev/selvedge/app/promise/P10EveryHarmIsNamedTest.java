package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Harm.left;
import static dev.selvedge.app.promise.Harm.mended;
import static dev.selvedge.app.promise.Workbench.NOON;
import static dev.selvedge.app.promise.Workbench.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.Audits;
import dev.selvedge.person.ConsentPolicy;
import dev.selvedge.trail.ByHand;
import dev.selvedge.work.audit.Mending;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// P10: whatever harm is done to a hub that was as it should be, an audit names it, says at which
/// hop it arose and what helps; where the hub can mend it, the next audit is clean.
class P10EveryHarmIsNamedTest {
  private static final String AFTERWARDS = "(changed in the target afterwards: ";

  @TempDir private Path folder;

  static Stream<Harm<Harm.Scene>> harms() {
    return Stream.of(contacts(), mail(), orders(), underWay(), storeEdits(), others(), nothing())
        .flatMap(List::stream);
  }

  private static List<Harm<Harm.Scene>> contacts() {
    return List.of(
        mended(
            "a contact is deleted",
            it -> it.bench().sandbox.act("delete", "ann@example.com"),
            "CONTACT MISSING: ann@example.com / (no such contact) " + AFTERWARDS + "send again)"),
        mended(
            "a contact is given another address",
            it -> it.move("ann@example.com", "annie@example.com"),
            "CONTACT ADDRESS: ann@example.com / annie@example.com " + AFTERWARDS + "send again)"),
        left(
            "a contact leaves its address, and another one takes it",
            it -> {
              it.move("ann@example.com", "annie@example.com");
              it.make("ann@example.com");
            },
            "CONTACT ADDRESS: ann@example.com / annie@example.com " + AFTERWARDS + "send again)",
            "CONTACT FIELD FIRSTNAME: Ann / (nothing) " + AFTERWARDS + "send again)",
            "CONTACT FIELD ORDER_COUNT: 1 / (nothing) " + AFTERWARDS + "send again)",
            "CONTACT FIELD POINTS: 12.5 / (nothing) " + AFTERWARDS + "send again)",
            "CONTACT FIELD TOTAL_SPENT: 19.9 / (nothing) " + AFTERWARDS + "send again)"),
        mended(
            "a text is edited",
            it -> it.bench().writeAsStranger("ann@example.com", "FIRSTNAME", "Anna"),
            "CONTACT FIELD FIRSTNAME: Ann / Anna " + AFTERWARDS + "send again)"),
        mended(
            "a text is emptied",
            it -> it.clear("ann@example.com", "FIRSTNAME"),
            "CONTACT FIELD FIRSTNAME: Ann / (nothing) " + AFTERWARDS + "send again)"),
        mended(
            "a number is rounded",
            it -> it.bench().writeAsStranger("ann@example.com", "POINTS", "13"),
            "CONTACT FIELD POINTS: 12.5 / 13 " + AFTERWARDS + "send again)"),
        mended(
            "a figure is edited",
            it -> it.bench().writeAsStranger("ann@example.com", "ORDER_COUNT", "7"),
            "CONTACT FIELD ORDER_COUNT: 1 / 7 " + AFTERWARDS + "send again)"),
        left(
            "a contact that nobody knows is made",
            it -> it.make("zoe@example.com"),
            "CONTACT UNKNOWN: (no such person) / is mailed (not the hub's: look at it)"));
  }

  private static List<Harm<Harm.Scene>> mail() {
    return List.of(
        mended(
            "somebody left there, and no feed told of it",
            it -> it.bench().sandbox.act("unsubscribe", "ann@example.com"),
            "CONTACT WRONGLY_SILENT: is to be mailed / is not mailed: unsubscribed "
                + AFTERWARDS
                + "adopt)"),
        mended(
            "somebody was taken out by hand",
            it -> it.bench().sandbox.act("suppress", "ann@example.com"),
            "CONTACT WRONGLY_SILENT: is to be mailed / is not mailed: unsubscribed "
                + AFTERWARDS
                + "adopt)"),
        mended(
            "an address bounced for good",
            it -> it.bench().sandbox.act("bounce", "ann@example.com"),
            "CONTACT WRONGLY_SILENT: is to be mailed / is not mailed: barred by the target "
                + AFTERWARDS
                + "adopt)"),
        mended(
            "somebody complained",
            it -> it.bench().sandbox.act("complain", "ann@example.com"),
            "CONTACT WRONGLY_SILENT: is to be mailed / is not mailed: barred by the target "
                + AFTERWARDS
                + "adopt)"),
        mended(
            "somebody who declined is resubscribed by hand",
            it -> it.bench().sandbox.act("resubscribe", "bob@example.com"),
            "CONTACT WRONGLY_MAILED: is not to be mailed / is mailed "
                + AFTERWARDS
                + "send again)"),
        mended(
            "somebody left there, and a field is edited",
            it -> {
              it.bench().sandbox.act("unsubscribe", "ann@example.com");
              it.bench().writeAsStranger("ann@example.com", "FIRSTNAME", "Anna");
            },
            "CONTACT FIELD FIRSTNAME: Ann / Anna " + AFTERWARDS + "send again)",
            "CONTACT WRONGLY_SILENT: is to be mailed / is not mailed: unsubscribed "
                + AFTERWARDS
                + "adopt)"));
  }

  private static List<Harm<Harm.Scene>> orders() {
    return List.of(
        mended(
            "an order is deleted",
            it -> it.deleteOrder("ann@example.com", "1001"),
            "ORDER MISSING: 19.90 GBP / (no such record) " + AFTERWARDS + "send again)"),
        mended(
            "an order with a key of its own there is deleted",
            it -> it.deleteOrder("bob@example.com", "1002"),
            "ORDER MISSING: 5.00 GBP / (no such record) " + AFTERWARDS + "send again)"),
        mended(
            "an order's total is edited",
            it -> {
              ObjectNode order = it.order("1001");
              order.put("order_total", 9.90);
              it.putOrder("ann@example.com", "1001", order);
            },
            "ORDER FIELD order_total: 19.90 / 9.9 " + AFTERWARDS + "send again)"),
        mended(
            "the total of an order with a key of its own there is edited",
            it -> {
              ObjectNode order = it.order("1002");
              order.put("order_total", 6);
              it.putOrder("bob@example.com", it.key("1002"), order);
            },
            "ORDER FIELD order_total: 5.00 / 6 " + AFTERWARDS + "send again)"),
        mended(
            "an order loses its line",
            it -> {
              ObjectNode order = it.order("1001");
              ((ArrayNode) order.path("products")).removeAll();
              it.putOrder("ann@example.com", "1001", order);
            },
            "ORDER FIELD products[1]: "
                + "{\"id\":\"HAT\",\"sku\":\"HAT\",\"name\":\"HAT\",\"qty\":1,\"price\":10.00} / (nothing) "
                + AFTERWARDS
                + "send again)"),
        mended(
            "an order is moved to another contact",
            it -> {
              ObjectNode order = it.order("1001");
              it.deleteOrder("ann@example.com", "1001");
              it.putOrder("bob@example.com", "1001", order);
            },
            "ORDER OWNER: contact A / contact B " + AFTERWARDS + "send again)"),
        left(
            "an order that nobody knows is made",
            it -> it.putOrder("ann@example.com", "9999", it.order("1001")),
            "ORDER UNKNOWN: (no such record) / is there (not the hub's: look at it)"),
        left(
            "orders with odd keys are made",
            it -> {
              it.putOrder("ann@example.com", "-", it.order("1001"));
              it.putOrder("ann@example.com", "a".repeat(200), it.order("1001"));
            },
            "ORDER UNKNOWN: (no such record) / is there (not the hub's: look at it)",
            "ORDER UNKNOWN: (no such record) / is there (not the hub's: look at it)"),
        mended(
            "all orders are deleted",
            it -> {
              it.deleteOrder("ann@example.com", "1001");
              it.deleteOrder("bob@example.com", "1002");
            },
            "ORDER MISSING: 19.90 GBP / (no such record) " + AFTERWARDS + "send again)",
            "ORDER MISSING: 5.00 GBP / (no such record) " + AFTERWARDS + "send again)"));
  }

  private static List<Harm<Harm.Scene>> underWay() {
    return List.of(
        left(
            "a change is due since a moment",
            it -> {
              it.bench()
                  .receive(
                      Workbench.shop("1")
                          .email("ann@example.com")
                          .first("Anne")
                          .with("points", "12.5")
                          .consent(true, NOON)
                          .stamp(it.bench().clock.instant())
                          .upsert());
              it.bench().crank.resolve();
            },
            "CONTACT FIELD FIRSTNAME: Anne / Ann (on its way: look at it)"),
        left(
            "an old record came in a moment ago",
            it -> {
              it.bench()
                  .receive(
                      Workbench.shop("3")
                          .email("cy@example.com")
                          .consent(true, NOON.minus(Duration.ofDays(900)))
                          .stamp(NOON.minus(Duration.ofDays(900)))
                          .backfill()
                          .upsert());
              it.bench().crank.resolve();
            },
            "CONTACT MISSING: cy@example.com / (no such contact) (on its way: look at it)"),
        mended(
            "a change is due since hours",
            it -> {
              it.bench()
                  .receive(
                      Workbench.shop("1")
                          .email("ann@example.com")
                          .first("Anne")
                          .with("points", "12.5")
                          .consent(true, NOON)
                          .stamp(it.bench().clock.instant())
                          .upsert());
              it.bench().crank.resolve();
              it.bench().clock.advance(Duration.ofHours(3));
            },
            "CONTACT FIELD FIRSTNAME: Anne / Ann (delivery failed: send again)"));
  }

  private static List<Harm<Harm.Scene>> storeEdits() {
    return List.of(
        mended(
            "what is parked never arrived",
            it -> {
              it.edit("update delivery set state = 'PARKED' where facet = 'CONTACT'");
              it.bench().writeAsStranger("ann@example.com", "FIRSTNAME", "Anna");
            },
            "CONTACT FIELD FIRSTNAME: Ann / Anna (delivery failed: send again)"),
        mended(
            "somebody left there while what was to be sent was parked",
            it -> {
              it.bench().sandbox.act("unsubscribe", "ann@example.com");
              it.edit("update delivery set state = 'PARKED' where facet = 'CONTACT'");
            },
            "CONTACT WRONGLY_SILENT: is to be mailed / is not mailed: unsubscribed "
                + AFTERWARDS
                + "adopt)"),
        mended(
            "somebody left there while a change did not leave for hours",
            it -> {
              it.bench().sandbox.act("unsubscribe", "ann@example.com");
              it.bench()
                  .receive(
                      Workbench.shop("1")
                          .email("ann@example.com")
                          .first("Anne")
                          .with("points", "12.5")
                          .consent(true, NOON)
                          .stamp(it.bench().clock.instant())
                          .upsert());
              it.bench().crank.resolve();
              it.bench().clock.advance(Duration.ofHours(3));
            },
            "CONTACT FIELD FIRSTNAME: Anne / Ann (delivery failed: send again)",
            "CONTACT WRONGLY_SILENT: is to be mailed / is not mailed: unsubscribed "
                + AFTERWARDS
                + "adopt)"),
        left(
            "somebody agreed anew, and that is parked",
            it -> {
              it.bench()
                  .receive(
                      Workbench.shop("2")
                          .email("bob@example.com")
                          .first("Bob")
                          .consent(true, it.bench().clock.instant())
                          .stamp(it.bench().clock.instant())
                          .upsert());
              it.bench().crank.resolve();
              it.edit("update delivery set state = 'PARKED' where state = 'DUE'");
            },
            "CONTACT WRONGLY_SILENT: is to be mailed / is not mailed: unsubscribed"
                + " (delivery failed: send again)"),
        mended(
            "the store says that it was delivered, and it never was",
            it -> {
              it.bench()
                  .receive(
                      Workbench.shop("3").email("cy@example.com").consent(true, NOON).upsert());
              it.bench().crank.resolve();
              it.edit(
                  "update delivery set state = 'SETTLED', delivered_hash = desired,"
                      + " delivered_at = changed_at, address = 'cy@example.com'"
                      + " where state = 'DUE'");
            },
            "CONTACT MISSING: cy@example.com / (no such contact) " + AFTERWARDS + "send again)"),
        mended(
            "the store lost its row of a contact that was deleted",
            it -> {
              it.bench().sandbox.act("delete", "ann@example.com");
              it.edit(
                  "delete from delivery where facet = 'CONTACT' and address = 'ann@example.com'");
            },
            "CONTACT MISSING: ann@example.com / (no such contact) (mapped differently: send again)"),
        left(
            "the store lost an order",
            it -> it.edit("delete from contribution where order_key = '1001'"),
            "CONTACT FIELD ORDER_COUNT: 0 / 1 (mapped differently: send again)",
            "CONTACT FIELD TOTAL_SPENT: 0 / 19.9 (mapped differently: send again)",
            "ORDER LEFT_OVER: (gone) / is there (mapped differently: look at it)"));
  }

  private static List<Harm<Harm.Scene>> others() {
    return List.of(
        mended(
            "the project decided anew who may be mailed, and nothing was planned since",
            it -> {
              it.bench()
                  .receive(
                      Workbench.shop("2")
                          .email("bob@example.com")
                          .first("Bob")
                          .consent(true, it.bench().clock.instant())
                          .stamp(it.bench().clock.instant())
                          .upsert());
              it.bench().settle();
              it.bench().settle();
              it.bench().sandbox.act("resubscribe", "bob@example.com");
              it.restart(
                  Workbench.Fittings.STANDARD.with(
                      new ConsentPolicy(
                          Set.of(new SystemName("erp")),
                          Set.of(TARGET),
                          false,
                          ConsentPolicy.Unasked.AS_UNSUBSCRIBED)));
            },
            "CONTACT WRONGLY_MAILED: is not to be mailed / is mailed"
                + " (mapped differently: send again)"),
        mended(
            "another hub feeds the same contact from other systems",
            it -> it.otherHub(Workbench.shop("1").email("ann@example.com").first("Annie")),
            "CONTACT FIELD FIRSTNAME: Ann / Annie " + AFTERWARDS + "send again)",
            "CONTACT FIELD ORDER_COUNT: 1 / 0 " + AFTERWARDS + "send again)",
            "CONTACT FIELD TOTAL_SPENT: 19.9 / 0 " + AFTERWARDS + "send again)",
            "CONTACT WRONGLY_SILENT: is to be mailed / is not mailed: unsubscribed "
                + AFTERWARDS
                + "adopt)"),
        mended(
            "another tool cancels an order and takes its line",
            it -> {
              ObjectNode order = it.order("1001");
              order.put("order_status", "cancelled");
              ((ArrayNode) order.path("products")).removeAll();
              it.putOrder("ann@example.com", "1001", order);
            },
            "ORDER FIELD order_status: paid / cancelled " + AFTERWARDS + "send again)",
            "ORDER FIELD products[1]: "
                + "{\"id\":\"HAT\",\"sku\":\"HAT\",\"name\":\"HAT\",\"qty\":1,\"price\":10.00} / (nothing) "
                + AFTERWARDS
                + "send again)"),
        left(
            "a webhook that is older than what is known comes late",
            it ->
                it.bench()
                    .receive(
                        Workbench.shop("1")
                            .email("ann@example.com")
                            .first("Anastasia")
                            .consent(false, NOON.minus(Duration.ofDays(3)))
                            .stamp(NOON.minus(Duration.ofDays(3)))
                            .upsert())),
        left(
            "the same webhook comes three times",
            it -> {
              for (int time = 0; time < 3; time++) {
                it.bench()
                    .receive(
                        Workbench.order("1001")
                            .email("ann@example.com")
                            .with("total", "19.90")
                            .upsert());
                it.bench().settle();
              }
            }));
  }

  private static List<Harm<Harm.Scene>> nothing() {
    return List.of(
        left("nothing is wrong", it -> {}),
        left(
            "an address bounced once",
            it -> it.bench().sandbox.act("soft-bounce", "ann@example.com")),
        left(
            "a person has two records, and got another address",
            it -> {
              it.bench()
                  .receive(
                      Workbench.erp("7").email("ann@example.com").with("tier", "\"gold\"").upsert(),
                      Workbench.shop("2")
                          .email("rob@example.com")
                          .consent(false, NOON)
                          .stamp(NOON.plusSeconds(5))
                          .first("Bob")
                          .upsert());
              it.bench().settle();
              it.bench().settle();
            }),
        left(
            "somebody is back, and was asked whether that is so",
            it -> {
              it.bench()
                  .receive(
                      Workbench.shop("2")
                          .email("bob@example.com")
                          .first("Bob")
                          .consent(true, it.bench().clock.instant())
                          .stamp(it.bench().clock.instant())
                          .upsert());
              it.bench().settle();
              it.bench().settle();
            }),
        left(
            "a field that no rule feeds is edited",
            it -> it.bench().writeAsStranger("ann@example.com", "LASTNAME", "Smith")));
  }

  private static String status(Workbench bench) {
    return bench
        .sandbox
        .inside()
        .contact("ann@example.com")
        .map(it -> it.path("channelProperties").path("email").path("status").asString(""))
        .orElse("");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("harms")
  void it_is_named_and_mended(Harm<Harm.Scene> harm) {
    Harm.Scene scene = new Harm.Scene(new Workbench(folder), folder);
    try {
      settled(scene.bench());
      String ann = "contact " + scene.number("ann@example.com");
      String bob = "contact " + scene.number("bob@example.com");
      scene.bench().clock.advance(Duration.ofMinutes(10));
      harm.act().on(scene);
      Workbench bench = scene.bench();
      bench.clock.advance(Duration.ofMinutes(5));
      Audit audit = scene.sweep();
      assertThat(audit.state()).as(audit.why()).isEqualTo(Audit.State.DONE);
      assertThat(
              scene.told(audit).stream()
                  .map(line -> line.replace(ann, "contact A").replace(bob, "contact B")))
          .containsExactlyInAnyOrderElementsOf(harm.told());
      String status = status(bench);
      if (harm.mends()) {
        new Mending(bench.auditing())
            .mend(audit.id(), Audits.Choice.OPEN, 100, new ByHand("ada", ""));
        bench.crank.sendAll(3, () -> bench.clock.advance(Duration.ofSeconds(3)));
        bench.settle();
        bench.settle();
        assertThat(scene.told(scene.sweep())).isEmpty();
        int calls = bench.calls();
        bench.settle();
        assertThat(bench.calls()).as("sent once").isEqualTo(calls);
        if (harm.told().stream().anyMatch(line -> line.contains("WRONGLY_SILENT"))) {
          assertThat(status(bench)).as("who left is never asked back").isEqualTo(status);
        }
      }
    } finally {
      scene.bench().close();
    }
  }

  private static void settled(Workbench bench) {
    bench.receive(
        Workbench.shop("1")
            .email("ann@example.com")
            .first("Ann")
            .with("points", "12.5")
            .consent(true, NOON)
            .upsert(),
        Workbench.shop("2").email("bob@example.com").first("Bob").consent(false, NOON).upsert(),
        Workbench.order("1001").email("ann@example.com").with("total", "19.90").upsert(),
        Workbench.order("#1002").email("bob@example.com").with("total", "5.00").upsert());
    bench.settle();
    bench.settle();
  }
}
