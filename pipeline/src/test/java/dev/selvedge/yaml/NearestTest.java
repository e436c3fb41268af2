package dev.selvedge.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestTest {
  private static final List<String> WORDS = List.of("email", "first_name", "last_name", "trim");

  @Test
  void slips_of_the_finger_are_recognised() {
    assertThat(Nearest.of("emial", WORDS)).hasValue("email");
    assertThat(Nearest.of("Email", WORDS)).hasValue("email");
    assertThat(Nearest.of("firstname", WORDS)).hasValue("first_name");
    assertThat(Nearest.of("trin", WORDS)).hasValue("trim");
  }

  @Test
  void other_words_are_not_forced_upon_the_user() {
    assertThat(Nearest.of("colour", WORDS)).isEmpty();
    assertThat(Nearest.suggestion("colour", WORDS))
        .isEqualTo("known: email, first_name, last_name, trim");
    assertThat(Nearest.suggestion("colour", List.of())).isEqualTo("remove it");
  }
}
