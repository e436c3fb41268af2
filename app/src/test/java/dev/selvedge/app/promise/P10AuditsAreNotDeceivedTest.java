package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.Audits;
import dev.selvedge.audit.Gap;
import dev.selvedge.audit.Mirror;
import dev.selvedge.audit.Sheet;
import dev.selvedge.audit.Shown;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.person.ConsentPolicy;
import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.trail.ByHand;
import dev.selvedge.work.audit.Auditor;
import dev.selvedge.work.audit.Mending;
import dev.selvedge.work.subject.Erasing;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P10: an account that answers badly, a list that moves while it is read and a source that tells
/// nobody do not deceive an audit: it tells what is wrong, and nothing that is not.
class P10AuditsAreNotDeceivedTest {
  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Workbench bench;

  @SuppressWarnings("NullAway.Init")
  private Harm.Scene scene;

  private final ShopShelf customers = new ShopShelf();

  @BeforeEach
  void openHub() {
    open(Workbench.Fittings.STANDARD);
  }

  private void open(Workbench.Fittings fittings) {
    bench = new Workbench(folder, fittings);
    scene = new Harm.Scene(bench, folder);
    bench.receive(
        ann("Ann", NOON.minusSeconds(3600)),
        Workbench.shop("2").email("bob@example.com").first("Bob").consent(false, NOON).upsert(),
        Workbench.order("1001").email("ann@example.com").with("total", "19.90").upsert(),
        Workbench.order("#1002").email("bob@example.com").with("total", "5.00").upsert());
    bench.settle();
    bench.settle();
    bench.clock.advance(Duration.ofMinutes(30));
  }

  @AfterEach
  void closeHub() {
    bench.close();
  }

  private static SourceRecord ann(String name, Instant stamp) {
    return Workbench.shop("1")
        .email("ann@example.com")
        .first(name)
        .consent(true, NOON)
        .stamp(stamp)
        .upsert();
  }

  private Audit sourced() {
    return bench.audit(AuditOrder.STANDARD.on(AuditOrder.Basis.SWEEP), customers);
  }

  private void mend(Audit audit) {
    new Mending(bench.auditing(customers))
        .mend(audit.id(), Audits.Choice.OPEN, 100, new ByHand("ada", ""));
    bench.settle();
    bench.settle();
  }

  private void shopHas(SourceRecord... records) {
    customers.records.put(
        "2",
        Workbench.shop("2").email("bob@example.com").first("Bob").consent(false, NOON).upsert());
    for (SourceRecord one : records) {
      customers.records.put(one.ref().key(), one);
    }
  }

  @Test
  void a_source_that_is_as_it_was_is_found_so() {
    shopHas(ann("Ann", NOON.minusSeconds(3600)));

    Audit audit = sourced();

    assertThat(scene.told(audit)).isEmpty();
    assertThat(audit.result().statements())
        .contains("2 records were read anew from their systems: all are as the hub holds them.");
  }

  @Test
  void what_a_source_changed_a_moment_ago_is_said_to_be_newer() {
    shopHas(ann("Anna", bench.clock.instant().minusSeconds(60)));

    Audit audit = sourced();

    assertThat(scene.told(audit))
        .containsExactly(
            "CONTACT FIELD first_name: Anna / Ann (changed in the source since: read again)");
    mend(audit);
    assertThat(scene.told(sourced())).isEmpty();
  }

  @Test
  void what_a_source_changed_without_telling_is_read_again() {
    Instant changed = bench.clock.instant();
    shopHas(ann("Anna", changed));
    bench.clock.advance(Duration.ofHours(5));

    Audit audit = sourced();

    assertThat(scene.told(audit))
        .containsExactly("CONTACT FIELD first_name: Anna / Ann (never received: read again)");
    mend(audit);
    assertThat(scene.told(sourced())).isEmpty();
    assertThat(bench.contact("ann@example.com").path("dataFields").path("FIRSTNAME").asString())
        .isEqualTo("Anna");
  }

  @Test
  void what_a_source_changed_without_moving_its_stamp_is_read_again() {
    shopHas(ann("Anna", NOON.minusSeconds(3600)));
    bench.clock.advance(Duration.ofHours(5));

    Audit audit = sourced();

    assertThat(scene.told(audit))
        .containsExactly("CONTACT FIELD first_name: Anna / Ann (never received: read again)");
    mend(audit);
    assertThat(scene.told(sourced())).isEmpty();
  }

  @Test
  void what_is_gone_from_a_source_is_for_a_person_to_decide() {
    shopHas();

    Audit audit = sourced();

    assertThat(scene.told(audit))
        .containsExactly(
            "CONTACT LEFT_OVER: (gone from the source) / is held by the hub"
                + " (never received: look at it)");
  }

  /// Only records that the hub holds are asked for: what it never heard of is not found like this.
  @Test
  void what_no_key_leads_to_is_not_found() {
    shopHas(
        ann("Ann", NOON.minusSeconds(3600)), Workbench.shop("9").email("new@example.com").upsert());

    assertThat(scene.told(sourced())).isEmpty();
  }

  @Test
  void a_source_that_does_not_answer_is_said_to_be_unread() {
    customers.down = true;

    Audit audit = sourced();

    assertThat(audit.state()).isEqualTo(Audit.State.DONE);
    assertThat(scene.told(audit)).isEmpty();
    assertThat(audit.result().statements())
        .contains("shop/customer could not be read: the shop does not answer.");
  }

  @Test
  void what_the_store_understands_otherwise_is_mapped_again() {
    shopHas(ann("Ann", NOON.minusSeconds(3600)));
    scene.edit("update contribution set body = replace(body, '\"Ann\"', '\"Ana\"')");

    Audit audit = sourced();

    assertThat(scene.told(audit))
        .containsExactly(
            "CONTACT FIELD FIRSTNAME: Ana / Ann (mapped differently: send again)",
            "CONTACT FIELD first_name: Ann / Ana (mapped differently: map again)");
    mend(audit);
    Audit second = sourced();
    mend(second);
    assertThat(scene.told(sourced())).isEmpty();
    assertThat(bench.contact("ann@example.com").path("dataFields").path("FIRSTNAME").asString())
        .isEqualTo("Ann");
  }

  /// Raw records are kept for a while only.
  @Test
  void what_cannot_be_mapped_again_is_read_again() {
    shopHas(ann("Ann", NOON.minusSeconds(3600)));
    scene.edit(
        "update contribution set body = replace(body, '\"Ann\"', '\"Ana\"')",
        "delete from inbox_body",
        "delete from inbox_item");

    mend(sourced());
    mend(sourced());

    assertThat(scene.told(sourced())).isEmpty();
  }

  @Test
  void an_account_that_fails_now_and_then_is_asked_again() {
    for (Fault fault :
        List.of(
            new Fault.Status(503, false, ""),
            new Fault.Status(429, true, ""),
            new Fault.HtmlPage(502),
            new Fault.MalformedJson(),
            new Fault.CutBefore())) {
      bench.sandbox.faults().add(FaultRule.times(1, "GET", "/contacts/v3", fault));
      bench.sandbox.faults().add(FaultRule.times(1, "GET", "/insightData/v3/**", fault));

      Audit audit = scene.sweep();

      assertThat(audit.state()).as(fault + " " + audit.why()).isEqualTo(Audit.State.DONE);
      assertThat(scene.told(audit)).as(fault.toString()).isEmpty();
      bench.sandbox.faults().clear();
    }
  }

  @Test
  void an_account_that_fails_for_good_breaks_the_audit_off_and_nothing_is_said_to_be_missing() {
    for (Fault fault :
        List.of(
            new Fault.Status(503, false, ""),
            new Fault.Status(404, false, ""),
            new Fault.Status(401, false, ""),
            new Fault.MalformedJson())) {
      bench.sandbox.faults().add(FaultRule.always("GET", "/contacts/v3", fault));

      Audit audit = scene.sweep();

      assertThat(audit.state()).as(fault.toString()).isEqualTo(Audit.State.BROKEN_OFF);
      assertThat(audit.why()).contains("contacts cannot be read");
      assertThat(scene.told(audit)).as(fault.toString()).isEmpty();
      bench.sandbox.faults().clear();
    }
  }

  /// The account read through another's eyes.
  private Audit through(AuditOrder order, BiFunction<String, Object, Object> eyes) {
    return through(order, eyes, false);
  }

  @Test
  void a_list_that_moves_while_it_is_read_leaves_nobody_missing_and_counts_nobody_twice() {
    bench.writeAsStranger("bob@example.com", "FIRSTNAME", "Rob");
    Audit audit =
        through(
            AuditOrder.STANDARD,
            (call, answer) ->
                switch (call) {
                  case "contacts" -> moved((Sheet<?>) answer, "ann@example.com");
                  case "entries" -> moved((Sheet<?>) answer, "1001");
                  default -> answer;
                });

    assertThat(audit.state()).as(audit.why()).isEqualTo(Audit.State.DONE);
    assertThat(scene.told(audit))
        .containsExactly(
            "CONTACT FIELD FIRSTNAME: Bob / Rob (changed in the target afterwards: send again)");
    assertThat(audit.result().differing()).isEqualTo(1);
  }

  /// Without one, and all others twice.
  private static Sheet<Object> moved(Sheet<?> sheet, String without) {
    List<Object> items = new ArrayList<>();
    for (Object one : sheet.items()) {
      boolean left =
          switch (one) {
            case Shown.Contact contact -> contact.address().equals(without);
            case Shown.Entry entry -> entry.key().equals(without);
            default -> false;
          };
      if (!left) {
        items.add(one);
        items.add(one);
      }
    }
    return new Sheet<>(items, sheet.next());
  }

  @Test
  void a_list_that_leads_back_to_where_it_was_is_left() {
    List<String> places = List.of("a", "b");
    List<Object> read = new ArrayList<>();
    Audit audit =
        through(
            AuditOrder.STANDARD,
            (call, answer) -> {
              if (!call.equals("contacts")) {
                return answer;
              }
              read.add(answer);
              return new Sheet<>(((Sheet<?>) answer).items(), places.get(read.size() % 2));
            },
            true);

    assertThat(audit.state()).isEqualTo(Audit.State.BROKEN_OFF);
    assertThat(audit.why()).contains("leads back to a page that was read before");
    assertThat(audit.result().calls()).isLessThan(5);
  }

  /// @param fromTheStart whether every page asked for is the first one, whatever it is called
  private Audit through(
      AuditOrder order, BiFunction<String, Object, Object> eyes, boolean fromTheStart) {
    Auditor.Parts parts = bench.auditing();
    Mirror mirror = parts.mirror();
    Mirror other =
        (Mirror)
            Proxy.newProxyInstance(
                Mirror.class.getClassLoader(),
                new Class<?>[] {Mirror.class},
                (proxy, method, arguments) -> {
                  Object[] with =
                      fromTheStart && method.getName().equals("contacts")
                          ? new Object[] {Sheet.FIRST}
                          : arguments;
                  try {
                    return eyes.apply(method.getName(), method.invoke(mirror, with));
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    return new Auditor(
            new Auditor.Parts(
                parts.store(),
                parts.rules(),
                other,
                parts.gate(),
                parts.mapper(),
                parts.sources(),
                parts.clock(),
                parts.ids(),
                parts.pause()))
        .run(order.on(AuditOrder.Basis.SWEEP), "test");
  }

  @Test
  void what_is_sent_while_a_long_list_is_read_is_not_missing() {
    List<Object> pages = new ArrayList<>();
    Audit audit =
        through(
            AuditOrder.STANDARD.withCalls(9),
            (call, answer) -> {
              if (call.equals("entries") && pages.isEmpty()) {
                pages.add(answer);
                bench.receive(
                    Workbench.order("0007").email("ann@example.com").with("total", "1").upsert());
                bench.settle();
                bench.settle();
                bench.clock.advance(Duration.ofMinutes(20));
              }
              return answer;
            });

    assertThat(audit.state()).as(audit.why()).isEqualTo(Audit.State.DONE);
    assertThat(scene.told(audit)).isEmpty();
  }

  @Test
  void one_of_which_the_audit_cannot_make_sense_does_not_leave_it_running() {
    try {
      through(
          AuditOrder.STANDARD,
          (call, answer) -> {
            if (call.equals("entries")) {
              throw new IllegalStateException("odd");
            }
            return answer;
          });
    } catch (IllegalStateException expected) {
      assertThat(expected).hasMessage("odd");
    }

    assertThat(bench.store.read(ports -> ports.audits().newest(1, 0)).getFirst().state())
        .isEqualTo(Audit.State.BROKEN_OFF);
  }

  @Test
  void to_leave_one_stranger_alone_says_nothing_of_the_others() {
    scene.make("zoe@example.com");
    scene.make("yan@example.com");
    Audit audit = scene.sweep();
    long zoe =
        bench
            .store
            .read(ports -> ports.audits().differences(audit.id(), Audits.Choice.OPEN, 0, 10))
            .stream()
            .filter(
                one ->
                    one.difference().gap().kind() == Gap.Kind.UNKNOWN
                        && one.difference()
                            .remote()
                            .equals(Integer.toString(scene.number("zoe@example.com"))))
            .findFirst()
            .orElseThrow()
            .number();

    new Mending(bench.auditing()).ignore(audit.id(), zoe, new ByHand("ada", "a colleague"));

    assertThat(scene.told(scene.sweep()))
        .containsExactly(
            "CONTACT UNKNOWN: (no such person) / is mailed (not the hub's: look at it)");
  }

  /// What an audit found and what was left alone tell values of people, and their order numbers.
  @Test
  void what_audits_keep_of_somebody_is_erased_with_them() {
    bench.writeAsStranger("ann@example.com", "FIRSTNAME", "Annabella");
    bench.writeAsStranger("bob@example.com", "FIRSTNAME", "Rob");
    scene.deleteOrder("ann@example.com", "1001");
    Audit audit = scene.sweep();
    assertThat(scene.told(audit)).hasSize(3);
    bench
        .store
        .read(ports -> ports.audits().differences(audit.id(), Audits.Choice.OPEN, 0, 10))
        .forEach(
            one ->
                new Mending(bench.auditing())
                    .ignore(audit.id(), one.number(), new ByHand("ada", "as she wants it")));
    assertThat(scene.texts()).contains("Annabella");

    new Erasing(
            new Erasing.Parts(
                bench.store,
                List.of(bench.subjects()),
                bench.clock,
                bench.clock::advance,
                Duration.ofSeconds(30)))
        .erase("ann@example.com", new ByHand("otto", "a letter"));

    assertThat(scene.texts()).doesNotContain("Annabella", "1001").contains("Rob");
  }

  @Test
  void orders_of_people_who_are_kept_back_are_not_missing() {
    bench.close();
    folder = folder.resolve("kept-back");
    assertThat(folder.toFile().mkdir()).isTrue();
    open(
        Workbench.Fittings.STANDARD.with(
            new ConsentPolicy(
                Set.of(),
                Set.of(new SystemName("dotdigital")),
                false,
                ConsentPolicy.Unasked.NOBODY)));
    bench.receive(
        Workbench.shop("3").email("cy@example.com").upsert(),
        Workbench.order("1003").email("cy@example.com").upsert());
    bench.settle();
    bench.settle();
    bench.clock.advance(Duration.ofHours(9));

    assertThat(scene.told(scene.sweep())).isEmpty();
  }

  @Test
  void what_too_few_reads_leave_open_is_told_as_it_was_seen() {
    bench.sandbox.act("delete", "ann@example.com");

    Audit audit = bench.audit(AuditOrder.STANDARD.on(AuditOrder.Basis.SWEEP).withCalls(5));

    assertThat(scene.told(audit))
        .containsExactly(
            "CONTACT MISSING: ann@example.com / (no such contact)"
                + " (changed in the target afterwards: send again)");
  }
}
