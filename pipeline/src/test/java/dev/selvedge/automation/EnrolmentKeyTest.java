package dev.selvedge.automation;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EnrolmentKeyTest {
  @Test
  void it_is_written_so_that_people_can_read_it() {
    EnrolmentKey key = new EnrolmentKey("shipped-mail", FactKind.SHIPPED, "WEB-1", "P/7");

    assertThat(key.text()).isEqualTo("shipped-mail/shipped/WEB-1/P%2F7");
  }

  @Test
  void what_it_did_not_write_is_not_one() {
    assertThat(EnrolmentKey.parse("shipped-mail/shipped/WEB-1")).isEmpty();
    assertThat(EnrolmentKey.parse("shipped-mail/lost/WEB-1/7")).isEmpty();
    assertThat(EnrolmentKey.parse("")).isEmpty();
  }

  @Property
  void its_text_gives_it_back(@ForAll("keys") EnrolmentKey key) {
    assertThat(EnrolmentKey.parse(key.text())).contains(key);
  }

  @Property
  void different_ones_have_different_texts(
      @ForAll("keys") EnrolmentKey one, @ForAll("keys") EnrolmentKey other) {
    assertThat(one.text().equals(other.text())).isEqualTo(one.equals(other));
  }

  /// Few letters, so that any two are often alike.
  @Provide
  Arbitrary<EnrolmentKey> keys() {
    Arbitrary<String> texts = Arbitraries.strings().withChars("/%2F5a").ofMaxLength(3);
    return Combinators.combine(texts, Arbitraries.of(FactKind.class), texts, texts)
        .as(EnrolmentKey::new);
  }
}
