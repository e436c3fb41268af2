package dev.selvedge.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.mapping.EmailRules.Reading;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class EmailRulesTest {
  private static final EmailRules FOLDING =
      new EmailRules(true, Set.of("gmail.com", "GoogleMail.com"), List.of());

  private static String folded(String address) {
    return EmailRulesTest.FOLDING.read(address) instanceof Reading.Usable(String usable)
        ? usable
        : "blocked";
  }

  private static boolean blocks(String pattern, String address) {
    return new EmailRules(false, Set.of(), List.of(pattern)).read(address)
        instanceof Reading.Blocked;
  }

  @Test
  void without_rules_every_spelling_is_an_address_of_its_own() {
    assertThat(EmailRules.PLAIN.read("a.da+x@gmail.com"))
        .isEqualTo(new Reading.Usable("a.da+x@gmail.com"));
  }

  @Test
  void plus_tags_are_folded_everywhere_and_dots_where_the_provider_does() {
    assertThat(folded("ada+shop@example.com")).isEqualTo("ada@example.com");
    assertThat(folded("a.d.a+shop+x@gmail.com")).isEqualTo("ada@gmail.com");
    assertThat(folded("a.da@googlemail.com")).isEqualTo("ada@googlemail.com");
    assertThat(folded("a.da@example.com")).isEqualTo("a.da@example.com");
  }

  @Test
  void an_address_never_becomes_empty() {
    assertThat(folded("+tag@example.com")).isEqualTo("+tag@example.com");
    assertThat(folded("...@gmail.com")).isEqualTo("...@gmail.com");
  }

  @Test
  void a_pattern_is_held_against_the_whole_address() {
    assertThat(blocks("noreply@*", "noreply@shop.example")).isTrue();
    assertThat(blocks("noreply@*", "my-noreply@shop.example")).isFalse();
    assertThat(blocks("*@marketplace.amazon.*", "x7@marketplace.amazon.co.uk")).isTrue();
    assertThat(blocks("*@marketplace.amazon.*", "x7@amazon.co.uk")).isFalse();
    assertThat(blocks("*@*.example", "a@b.example")).isTrue();
    assertThat(blocks("*@*.example", "a@b.example.com")).isFalse();
    assertThat(blocks("ada@example.com", "ada@example.com")).isTrue();
    assertThat(blocks("NoReply@Bücher.DE", "noreply@xn--bcher-kva.de")).isTrue();
    assertThat(blocks("a*b*c@*", "axxbyyc@x.example")).isTrue();
    assertThat(blocks("a*b*c@*", "axxbyycd@x.example")).isFalse();
  }

  @Test
  void what_is_blocked_is_blocked_with_a_tag_too() {
    EmailRules rules = new EmailRules(true, Set.of(), List.of("noreply@*"));
    assertThat(rules.read("noreply+1@shop.example")).isEqualTo(new Reading.Blocked("noreply@*"));
  }

  @Test
  void what_no_address_could_match_is_no_pattern() {
    assertThat(EmailRules.pattern("example.com")).isEmpty();
    assertThat(EmailRules.pattern("a@b@c")).isEmpty();
    assertThat(EmailRules.pattern("noreply@")).isEmpty();
    assertThat(EmailRules.pattern(" NoReply@* ")).contains("noreply@*");
  }

  @Property
  void folding_twice_is_folding_once(
      @ForAll @AlphaChars @StringLength(min = 1, max = 5) String local,
      @ForAll @StringLength(max = 4) String tail) {
    EmailAddress.normalise(local + ".+" + tail + "@gmail.com")
        .ifPresent(address -> assertThat(folded(folded(address))).isEqualTo(folded(address)));
  }

  @Property
  void no_pattern_takes_long(@ForAll @StringLength(max = 60) @AlphaChars String text) {
    String stars = "*a".repeat(30) + "@*";
    blocks(stars, "a".repeat(60) + text + "@example.com");
  }
}
