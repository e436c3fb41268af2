package dev.selvedge.mapping.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.Value;
import org.junit.jupiter.api.Test;

/// What is missing, null, empty or too long for its field.
final class MappingBlanksTest {
  @Test
  void missing_null_and_empty_can_be_treated_differently() {
    String file =
        """
        system: shop
        kind: customer
        person:
          email: email
          fields:
            last_name: { from: last, when_missing: leave, when_null: clear, when_empty: park }
        """;

    assertThat(Given.contribution(file, "customer", "{\"email\": \"a@b.co\"}").fields()).isEmpty();
    assertThat(
            Given.contribution(file, "customer", "{\"email\": \"a@b.co\", \"last\": null}")
                .erased())
        .containsExactly("last_name");
    assertThat(Given.problems(file, "customer", "{\"email\": \"a@b.co\", \"last\": \"\"}"))
        .singleElement()
        .extracting(Mapped.FieldProblem::sentence)
        .asString()
        .startsWith("The field 'last_name' is needed, but it is empty in the record.");
  }

  @Test
  void where_a_system_s_blanks_erase_null_and_empty_say_so_and_missing_says_nothing() {
    String file =
        """
        system: shop
        kind: customer
        person:
          email: email
          fields:
            nickname: nick
            score: { from: score, steps: [decimal] }
            first_name: first
        """;

    Contribution blank =
        Given.contribution(
            file,
            "customer",
            "{\"email\": \"a@b.co\", \"nick\": null, \"score\": \" \", \"first\": \"\"}");
    Contribution silent = Given.contribution(file, "customer", "{\"email\": \"a@b.co\"}");

    // first_name is not among the fields whose blanks erase
    assertThat(blank.erased()).containsExactlyInAnyOrder("nickname", "score");
    assertThat(blank.fields()).isEmpty();
    assertThat(silent.erased()).isEmpty();
  }

  @Test
  void a_rule_s_own_word_about_blanks_goes_before_the_field_s() {
    String file =
        """
        system: shop
        kind: customer
        person:
          email: email
          fields:
            nickname: { from: nick, when_missing: leave }
            score: { from: score, when_empty: leave }
            points: { from: points, when_null: clear }
        """;

    assertThat(
            Given.contribution(
                    file,
                    "customer",
                    "{\"email\": \"a@b.co\", \"nick\": null, \"score\": \"\", \"points\": null}")
                .erased())
        .containsExactly("points");
    assertThat(
            Given.contribution(file, "customer", "{\"email\": \"a@b.co\", \"score\": null}")
                .erased())
        .containsExactly("score");
  }

  @Test
  void a_union_is_cut_between_two_tags() {
    String file =
        """
        system: shop
        kind: customer
        person:
          email: email
          fields:
            tags: { from: tags, steps: [{join: ","}] }
        """;

    assertThat(
            Given.contribution(
                    file, "customer", "{\"email\": \"a@b.co\", \"tags\": [\"first\", \"second\"]}")
                .fields())
        .containsEntry("tags", new Value.Text("first"));
  }
}
