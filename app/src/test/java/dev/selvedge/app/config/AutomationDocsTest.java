package dev.selvedge.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.GoldenFile;
import dev.selvedge.app.config.automation.AutomationSettings;
import dev.selvedge.app.config.example.Happening;
import dev.selvedge.app.config.setting.Setting;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keeps `docs/automations.md` true; rewritten with `-Dselvedge.docs=write`.
class AutomationDocsTest {
  private static final String EXAMPLE =
      """
      automations:
        shipped-mail: { on: shipped, program: 12, within: 2h, purpose: transactional }
        thanks: { on: order_placed, wait: 1h, unless: [refunded], program: 15, within: 1d, purpose: marketing }
        come-back:
          on: lapsed
          after: 90d
          if: "person.orders >= 2"
          hours: { from: "09:00", to: "20:00", days: [mon, tue, wed, thu, fri], zone: Europe/London }
          at_most: { times: 1, per: 30d }
          program: 16
          within: 14d
          purpose: marketing
      """;

  private static final String HEAD =
      """
      # Automations

      Made from the settings' own descriptions; change them there.

      What happens to people and their orders starts them in a program of Dotdigital: **once, in time, or
      not at all**. The file is `automations.yaml` in the project's folder; `selvedge check` reads it.

      ```yaml
      """;

  private static final String CONDITIONS =
      """

      ## Conditions

      `if` is an expression in [CEL](https://cel.dev), checked when the project is loaded and looked at in
      the moment before the call: `if: "order.total >= 50.0 && person.tier == 'gold'"`. What nobody tells
      is empty text, nought, false or the year 1970; `'tier' in person.known` says whether it is told. A
      condition that does not hold, or that cannot be worked out, means that nothing goes; the trail says
      which. Every field of people is there as `person.` and its name, numbers with a point (`50.0`).
      Orders, parcels and refunds are there for what is about one.

      | Name | Type | What it is |
      |---|---|---|
      """;

  private static final String REST =
      """

      ## Once

      An automation answers one thing that happened once, however often and in whatever order its records
      arrive, and whichever system tells it. What counts is the automation's name, what happened, the
      order's number and the key of the parcel or refund. So an automation that gets another name is
      another automation; another program, time or purpose changes nothing about what has been.

      An answer that was lost on the way is looked for among the account's enrolments before anything is
      repeated: [delivery](delivery.md). When two persons turn out to be one before it has gone, it goes
      once, to that person.

      ## In time

      `within` counts from what the source says, not from when the hub heard of it. What comes too late,
      because a system was silent, the hub stood still or Dotdigital was ill, is dropped, and the trail of
      the person and of the order says by how much. Where a system tells days and no hours, `within` has to
      be longer than a day. What has no time is not answered until it has one; a time that lies ahead
      counts as now. With `wait` it does not go before so much time has passed; both count from the same
      moment, also when that is corrected later.

      The contact goes first, then the order's record, then the enrolment, so that the program finds in
      Dotdigital what it is to speak of. An order that is parked holds its automations up until their
      deadline.

      ## Unless something else happens

      What `unless` names cancels what has not gone yet, and the trail says why:

      - `order_placed` is another order of the same person, placed after what happened, whichever record
        of theirs it came with. When two records turn out to be one person, the orders of both count.
      - Everything else is what happens to the same order, and for a parcel `shipped` and `delivered` are
        those of that parcel.

      Some things are no more by themselves: an order that is cancelled was not placed; a first order is
      none when an older one becomes known; who has ordered again has not lapsed, and has left no cart; what is
      out of stock again is not back. What was cancelled and
      is wanted again, because the other order was cancelled itself, goes if it is still in time. All of
      it is looked at once more in the moment before the call.

      ## Or not at all

      - **A first sync starts nothing.** The past is history, however lately it happened; the trail says so.
        With `past` what happened since that day may start it all the same. What is foreseen lies ahead
        and is no past: who last ordered a month ago lapses in two, however their order was told.
        A rule that comes to a hub with people in it, is switched on or counts otherwise looks once at
        all of them, in the background and as if a first sync told what is known of them: who is
        still to lapse is waited for, and of the past only what `past` allows is started.
      - **No more often than `at_most`**, counted for the person in the moment of the call, whichever of
        their records it came by, and also what may have gone. While another one is under way, it waits
        for what becomes of it, as long as its time allows.
      - **Not outside `hours`**: it waits for them, and is dropped where they begin after its deadline.
      - **What is switched off** with `enabled: false` plans nothing.
      - **No consent, no marketing.** Consent is looked at in the moment of sending. For `transactional` it
        is not asked for.
      - **Dotdigital keeps a door of its own**: it turns away whoever is unsubscribed or suppressed, and who
        is in the program already where that does not take people twice. The trail says which.
      - **A program that is not active** takes nobody: its enrolments are parked with a sentence that names
        it.

      ## How many

      One call starts at most 25 people in one program, and an account may make 20 such calls in an hour.
      So what is started for thousands at once belongs into a program that Dotdigital starts itself, from
      a segment or a list.

      The hub spreads these calls over their hour. While nearly all are left, a call leaves as soon as
      somebody is due, also for one person alone. The more are gone, the longer the others keep apart,
      until what is left is spread evenly over the rest of the hour; who becomes due meanwhile shares the
      next call to the same program. Whose `within`, or whose allowed hours, end before the next call
      would leave goes at once, and with it the most pressing of the others. A call that is full leaves
      at once, too, as long as a fifth is left for the rest of the hour. What leaves so takes nobody's
      turn, though fewer are left for all. A past that is asked for has turns of its own, and takes none
      of what is urgent. Who is not to be started after all, for lack of consent for instance, is told so
      before there is a call. With one person due every twenty seconds, nobody waits five minutes.

      An account that allows more calls says so in
      [`dotdigital.enrolment_calls_an_hour`](configuration.md), from the next start on; with 3,600 and
      more, nobody waits.
      """;

  private static final String EXAMPLES =
      """

      ## Worked examples

      An automation says with `examples` what is to come of what somebody does. `selvedge check` plays
      each of them: through the same resolving, planning and handing out that a running hub does, with
      all automations of the file, on a store that is thrown away, for an account that takes everybody.
      The clock goes from what is told to what is due, so half a year takes no time.

      ```yaml
      automations:
        thanks:
          on: order_placed
          wait: 1h
          unless: [refunded]
          within: 1d
          purpose: marketing
          then: { program: 15 }
          examples:
            - name: not for what was given back
              consent: true
              history:
                - { at: 2026-03-02T10:00:00Z, placed: W-1, total: 50 }
                - { at: 2026-03-02T10:20:00Z, refunded: W-1, amount: 50 }
              gives: { cancelled: money was given back }
      ```

      | Key | What it says |
      |---|---|
      | `name` | what the example shows |
      | `person` | fields that are known of the person from the start: `{ tier: gold }` |
      | `consent` | `true` where they agreed to marketing e-mail before; without it they did not |
      | `history` | what happens, a line each, see below |
      | `gives` | `nothing`; or when it starts, to the minute (`starts`, one time or a list); or words of the reason that the trail gives for each that is `cancelled` or `dropped`, such as `has not agreed`, `its condition does not hold`, `at most 1`, `deadline`, `first sync` |

      A line of the history says with `at` when something happened and with one of these what. `told` is
      when the hub hears of it, if that is later, and `first_sync: true` that a first sync tells it.

      | Key | What happened | What more may be said |
      |---|---|---|
      """;

  private static final String AFTER_EXAMPLES =
      """

      What differs is an error with the file, the line, the automation and the example: what is to come
      of it, and what does. An automation that is switched off is played as if it were on.

      ## What it would have done, and what it did

      Before an automation is switched on (`enabled: false`), its row on the page *Automations* leads to
      *what it would have done*: by the stored records, over the last 30 days or as many as are asked
      for, at most 366; how often it would have gone, been cancelled or dropped, by day or by week, the
      reasons, and some people of each. Nothing is sent and nothing changes. It is counted beside the
      page, one automation at a time, and kept for ten minutes; after five minutes of counting the page
      shows what was found until then and says so. `selvedge automations dry-run` counts without that
      limit. Consent, conditions and fields are looked at as they are today.

      The page of one automation says why the newest that were dropped were dropped, counted, as
      `selvedge automations show` does: of the newest 500. Times in these sentences are in UTC, or of
      the person's zone where it speaks of `hours`.
      """;

  private static final String GUIDES =
      """

      ## Ready to copy

      """;

  @Test
  void the_page_says_what_the_settings_say() throws IOException {
    StringBuilder page = new StringBuilder(HEAD).append(EXAMPLE).append("```\n\n");
    page.append("| Key | Type | What it says |\n|---|---|---|\n");
    for (Setting<?> setting : AutomationSettings.ALL) {
      page.append("| `")
          .append(setting.path().substring("automations.*.".length()))
          .append("` | ")
          .append(setting.kind().name());
      page.append(" | ").append(setting.description()).append(" |\n");
    }
    page.append("| `if` | condition | What must hold in the last moment, see below. |\n");
    page.append(
        "| `examples` | list | Worked examples that `selvedge check` plays, see below. |\n");
    page.append("\nThe first four are required.\n\n## What can start one\n\n");
    page.append("| `on` | What happened | How often | When |\n|---|---|---|---|\n");
    for (FactKind kind : FactKind.values()) {
      page.append("| `").append(kind.word()).append("` | ").append(kind.meaning());
      page.append(" | ").append(kind.howOften()).append(" | ").append(kind.time()).append(" |\n");
    }
    page.append(CONDITIONS);
    variables(Seen.always(), page);
    variables(Seen.ofOrders(), page);
    variables(Seen.ofItems(), page);
    page.append(REST);
    page.append(EXAMPLES);
    for (Happening.Kind kind : Happening.Kind.values()) {
      page.append("| `").append(kind.word()).append("` | ").append(kind.meaning()).append(" | ");
      page.append(String.join(", ", kind.more().stream().map(one -> "`" + one + "`").toList()));
      page.append(" |\n");
    }
    page.append(AFTER_EXAMPLES);
    page.append(GUIDES);
    for (Path guide : AutomationGuidesTest.pages()) {
      String title = Files.readAllLines(guide).getFirst().replaceFirst("^# ", "");
      page.append("- [%s](automations/%s)\n".formatted(title, guide.getFileName()));
    }
    GoldenFile.expect(Path.of("../docs/automations.md"), page.toString());
  }

  private static void variables(List<Seen.Variable> variables, StringBuilder page) {
    for (Seen.Variable variable : variables) {
      page.append("| `").append(variable.name()).append("` | ").append(variable.typeName());
      page.append(" | ").append(variable.meaning()).append(" |\n");
    }
  }

  @Test
  void its_example_loads(@TempDir Path temp) {
    Project project = new ProjectFolder(temp).write("automations.yaml", EXAMPLE).project();

    assertThat(project.automations().rules()).hasSize(3);
  }
}
