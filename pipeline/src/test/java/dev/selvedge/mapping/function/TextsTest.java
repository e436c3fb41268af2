package dev.selvedge.mapping.function;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class TextsTest {
  @Test
  void a_pair_is_never_split() {
    assertThat(Texts.truncate("ab\ud83d\ude00c", 3)).isEqualTo("ab");
    assertThat(Texts.truncate("ab\ud83d\ude00c", 4)).isEqualTo("ab\ud83d\ude00");
  }

  @Property
  void truncating_keeps_a_beginning_and_never_splits_a_pair(
      @ForAll @Chars({'a', '\ud83d', '\ude00'}) String text,
      @ForAll @IntRange(min = 1, max = 50) int length) {
    String cut = Texts.truncate(text, length);

    assertThat(text).startsWith(cut);
    assertThat(cut.length()).isLessThanOrEqualTo(length);
    boolean splits =
        cut.length() < text.length()
            && Character.isSurrogatePair(
                cut.isEmpty() ? 'x' : cut.charAt(cut.length() - 1), text.charAt(cut.length()));
    assertThat(splits).isFalse();
  }

  @Property
  void storable_text_survives_utf_8(@ForAll String text) {
    String storable = Texts.storable(text);
    byte[] bytes = storable.getBytes(java.nio.charset.StandardCharsets.UTF_8);

    assertThat(new String(bytes, java.nio.charset.StandardCharsets.UTF_8)).isEqualTo(storable);
    assertThat(storable).doesNotContain("\u0000");
  }
}
