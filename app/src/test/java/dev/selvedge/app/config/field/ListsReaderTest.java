package dev.selvedge.app.config.field;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.Topic;
import dev.selvedge.plan.ListRule;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problem;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import dev.selvedge.yaml.YamlSection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ListsReaderTest {
  private static final FieldCatalogue FIELDS =
      new FieldCatalogue(
          Map.of(
              "country",
              new FieldCatalogue.Field("country", FieldType.STRING, List.of(), "COUNTRY", 255)));

  private final Problems problems = new Problems();

  private Map<Topic, ListRule> read(String yaml) {
    YamlSection section =
        YamlSection.of(
            YamlReader.readMapping("selvedge.yaml", yaml, problems).orElseThrow(),
            Environment.NONE,
            problems);
    Map<Topic, ListRule> rules = new ListsReader(section).read(FIELDS, Set.of("Newsletter"));
    section.finish();
    return rules;
  }

  @Test
  void a_list_has_a_field_and_one_or_more_of_its_values() {
    assertThat(
            read(
                """
                UK customers: { field: country, is: GB }
                Islands: { field: country, is: [GB, IE] }
                """))
        .isEqualTo(
            Map.of(
                Topic.list("UK customers"), new ListRule("country", Set.of("gb")),
                Topic.list("Islands"), new ListRule("country", Set.of("GB", "IE"))));
    assertThat(problems.sorted()).isEmpty();
  }

  @Test
  void what_cannot_be_is_said_with_what_to_do() {
    read(
        """
        newsletter: { field: country, is: GB }
        A: { field: contry, is: GB }
        B: { field: country, is: [] }
        C: { field: country }
        """);

    assertThat(problems.sorted())
        .extracting(Problem::message)
        .containsExactlyInAnyOrder(
            "'newsletter' is a list that people decide on, or that everybody is on",
            "'contry' is not a field of fields.yaml",
            "'is' names no value",
            "'is' names no value");
  }
}
