package dev.selvedge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class EmailAddressTest {
  @Test
  void one_person_has_one_written_form() {
    Map.of(
            "Ada@Example.COM", "ada@example.com",
            "  ada@example.com\n", "ada@example.com",
            "\u00a0ada@example.com\u200b", "ada@example.com",
            "ada+news@example.com", "ada+news@example.com",
            "a.d.a@gmail.com", "a.d.a@gmail.com",
            "ada@Bücher.example", "ada@xn--bcher-kva.example",
            "jose\u0301@example.com", "jos\u00e9@example.com",
            "İ@example.com", "i\u0307@example.com",
            "o'neill_1@sub-1.example.co.uk", "o'neill_1@sub-1.example.co.uk")
        .forEach(
            (written, normal) ->
                assertThat(EmailAddress.normalise(written)).as(written).hasValue(normal));
  }

  @Test
  void what_is_not_one_address_is_refused() {
    List.of(
            "",
            " ",
            "ada",
            "@example.com",
            "ada@",
            "ada@@example.com",
            "ada@b@example.com",
            "ada@example",
            "ada@example..com",
            "ada@.example.com",
            "ada@example.com.",
            "ada@-example.com",
            "ada@exam_ple.com",
            "ada@exa mple.com",
            "ad a@example.com",
            "ad\u0000a@example.com",
            "ad\ud800a@example.com",
            "ad\u200ba@example.com",
            "Ada <ada@example.com>",
            "ada@example.com,bob",
            "a;b@example.com",
            "ada@\uff20example.com",
            "a".repeat(65) + "@example.com",
            "ada@" + "a".repeat(64) + ".com",
            "ada@" + "abcdefgh.".repeat(28) + "com")
        .forEach(text -> assertThat(EmailAddress.normalise(text)).as(text).isEmpty());
  }

  @Test
  void the_longest_allowed_address_is_accepted() {
    String address = "a".repeat(64) + "@" + "abcdefgh.".repeat(20) + "example";

    assertThat(address).hasSizeLessThan(255);
    assertThat(EmailAddress.normalise(address)).hasValue(address);
  }

  @Property
  void normalising_twice_changes_nothing(
      @ForAll String local, @ForAll @StringLength(max = 20) String domain) {
    Optional<String> once = EmailAddress.normalise(local + "@" + domain + ".com");

    once.ifPresent(address -> assertThat(EmailAddress.normalise(address)).hasValue(address));
  }

  @Property
  void letters_make_an_address_that_stays(
      @ForAll @AlphaChars @StringLength(min = 1, max = 60) String local) {
    String address = local.toLowerCase(java.util.Locale.ROOT) + "@example.com";

    assertThat(EmailAddress.normalise(" " + local + "@EXAMPLE.com ")).hasValue(address);
  }

  @Property
  void no_text_makes_it_throw(@ForAll String text) {
    EmailAddress.normalise(text).ifPresent(address -> assertThat(address).contains("@"));
  }
}
