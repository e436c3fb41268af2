package dev.selvedge.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.GoldenFile;
import dev.selvedge.app.Wiring;
import dev.selvedge.app.automation.example.AutomationExamples;
import dev.selvedge.app.config.action.ActionKey;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Scene;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.yaml.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Keeps the pages about automations true: whatever they show to copy loads.
class AutomationGuidesTest {
  private static final Path PAGES = Path.of("../docs/automations");
  private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final String FIELDS =
      """
      fields:
        first_name: { type: String, owners: [shop], to: FIRSTNAME }
        country: { type: String, owners: [shop], to: COUNTRY }
        tier: { type: String, owners: [shop], to: TIER }
        points: { type: Numeric, owners: [shop], to: POINTS }
      """;

  private static final String FIGURES =
      """
      figures:
        replenishment:
          BEANS: { days: 30, to: BEANS_DUE }
      """;

  @TempDir private Path temp;

  static List<Path> pages() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
    }
  }

  private static List<String> blocks(Path page) throws IOException {
    List<String> blocks = new ArrayList<>();
    Matcher found = BLOCK.matcher(Files.readString(page));
    while (found.find()) {
      blocks.add(found.group(1));
    }
    return blocks;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void what_a_page_shows_to_copy_loads(Path page) throws IOException {
    ProjectFolder folder =
        new ProjectFolder(temp)
            .write("fields.yaml", FIELDS)
            .write("selvedge.yaml", ProjectFolder.SETTINGS + FIGURES);
    int automations = 0;
    for (String block : blocks(page)) {
      String file = block.lines().findFirst().orElse("").replace(":", "") + ".yaml";
      assertThat(file).isIn("automations.yaml", "collections.yaml");
      folder.write(file, block);
      automations += file.startsWith("automations") ? 1 : 0;
    }

    assertThat(automations).as("one file of automations a page").isEqualTo(1);
    Project project = folder.project();
    assertThat(project.automations().rules()).isNotEmpty();
    assertThat(project.examples()).isNotEmpty();
    assertThat(AutomationExamples.run(project.examples(), RULES.rules(project))).isEmpty();
  }

  private static final Wiring RULES =
      new Wiring(new Environment(Map.of()), InstantSource.fixed(Instant.EPOCH), new Random(1));

  private static final String HEAD =
      """
      # What automations do

      Made from the settings' own descriptions; change them there.

      `then` says it. The short form `program: 12` beside the other keys is `then: { program: 12 }`.

      ```yaml
      automations:
        start:
          on: shipped
          within: 2h
          purpose: transactional
          then: { program: 12 }
          examples:
            - name: started once the parcel has left
              history:
                - { at: 2026-03-02T10:00:00Z, placed: W-1 }
                - { at: 2026-03-03T10:00:00Z, shipped: W-1 }
              gives: { starts: 2026-03-03T10:00:00Z }
        mail: { on: shipped, within: 2h, purpose: transactional, then: { campaign: 34, with: { ORDER: { from: order.key } } } }
        event: { on: shipped, within: 2h, purpose: transactional, then: { event: parcel-left, with: { carrier: { from: parcel.carrier } } } }
        field: { on: shipped, within: 2h, purpose: transactional, then: { set: LAST_PARCEL, to: { from: fact.at } } }
        record: { on: shipped, within: 2h, purpose: transactional, then: { record: Parcels, key: { from: parcel.key }, with: { carrier: { from: parcel.carrier } } } }
      ```

      A record's collection is declared:

      ```yaml
      collections:
        Parcels:
          fields: { carrier: STRING }
      ```

      """;

  private static final String ONCE =
      """

      ## Once

      | | May it be done twice? | An answer that was lost | Which calls it takes |
      |---|---|---|---|
      | `program` | no | is looked for among the account's enrolments | enrolment calls: 20 an hour, 25 people each |
      | `campaign` | no | it is not sent again: nothing shows whether it went | none that are counted |
      | `event` | yes, by an id of its own | it is told again | one import for up to 25 |
      | `set` | yes | it is written again; of two values the one of what happened later stays | one write each |
      | `record` | yes, by its key | it is kept again | one write each |

      Those that share no calls do not wait for one another: when the enrolment calls of an hour are used
      up, mails go on.

      A mail of which nobody knows whether it went is told in the trail (*nothing in Dotdigital shows whether
      the mail went*), and dropped: at most once. A project that would rather have two than none sets
      `dotdigital.when_unsure` to `at_least_once`.

      ## To whom

      With `purpose: marketing` nothing happens without consent, as it stands in that moment. A mail then goes
      by Dotdigital's door for marketing, which looks at its own suppressions once more; with
      `transactional` by that for mail which belongs to a purchase, which does not. To an address that
      bounces, or whose owner complained, neither goes. Nobody is mailed at an address that their contact does
      not have yet.

      ## Fields

      A data field that an automation writes is its own: `selvedge check` refuses one that a field of
      `fields.yaml` or a figure has, since the two would undo each other. It is created if
      `dotdigital.create_fields` allows. What is written stays until an automation writes it again; when two
      people become one, the field of the contact that remains stays as it is.

      ## Values

      A value is written down (`code: SORRY10`; what is quoted is a text) or taken: `{ from: order.key }`.
      What nobody knows in that moment is left out; a `set` without a value is dropped. In mails a time is
      written as a day.

      """;

  @Test
  void the_page_of_actions_says_what_there_is() {
    StringBuilder page =
        new StringBuilder(HEAD).append("| Key | What it is | What it does |\n|---|---|---|\n");
    for (ActionKey key : ActionKey.values()) {
      page.append("| `").append(key.word()).append("` | ").append(key.type());
      page.append(" | ").append(key.description()).append(" |\n");
    }
    page.append(ONCE).append("| `from` | Type | For |\n|---|---|---|\n");
    page.append("| `person.…` | as in `fields.yaml` | all |\n");
    new TreeMap<>(Scene.types(new FieldCatalogue(Map.of())))
        .forEach(
            (name, type) ->
                page.append("| `")
                    .append(name)
                    .append("` | ")
                    .append(word(type))
                    .append(" | ")
                    .append(kinds(name))
                    .append(" |\n"));
    GoldenFile.expect(PAGES.resolve("actions.md"), page.toString());
  }

  private static String word(FieldType type) {
    return type.name().charAt(0) + type.name().substring(1).toLowerCase(Locale.ROOT);
  }

  private static String kinds(String name) {
    List<FactKind> having =
        Stream.of(FactKind.values())
            .filter(kind -> Scene.types(kind, new FieldCatalogue(Map.of())).containsKey(name))
            .toList();
    if (having.size() == FactKind.values().length) {
      return "all";
    }
    return having.equals(Stream.of(FactKind.values()).filter(FactKind::isOfOrder).toList())
        ? "all that is about an order"
        : having.stream().map(kind -> "`" + kind.word() + "`").collect(Collectors.joining(", "));
  }
}
