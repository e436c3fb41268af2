package dev.selvedge.person;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.ContentHash;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.Contribution.OrderClaim;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldCatalogue.Field;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final FieldCatalogue CATALOGUE =
      new FieldCatalogue(
          Map.of(
              "tier",
              new Field(
                  "tier",
                  FieldType.STRING,
                  List.of(new SystemName("erp"), new SystemName("crm")),
                  "TIER",
                  255)));

  @Test
  void a_system_that_does_not_own_a_field_cannot_set_it_however_new_its_word() {
    Profile profile =
        Profile.of(
            List.of(
                says("erp/customer/1", "gold", NOON),
                says("shop/customer/1", "platinum", NOON.plusSeconds(60))),
            CATALOGUE);

    assertThat(profile.fields().get("tier"))
        .extracting(held -> held.value().display(), held -> held.origin().text())
        .containsExactly("gold", "erp/customer/1");
  }

  @Test
  void the_first_owner_with_a_value_wins_over_newer_words_of_later_owners() {
    Profile profile =
        Profile.of(
            List.of(
                says("crm/person/1", "silver", NOON.plusSeconds(60)),
                says("erp/customer/1", "gold", NOON)),
            CATALOGUE);

    assertThat(profile.fields().get("tier"))
        .extracting(held -> held.value().display(), Profile.Held::rule)
        .containsExactly("gold", "erp owns this field");
  }

  @Test
  void of_two_records_of_one_owner_the_newest_counts_in_any_order() {
    Contribution older = says("erp/customer/1", "gold", NOON);
    Contribution newer = says("erp/customer/2", "silver", NOON.plusSeconds(1));

    assertThat(Profile.of(List.of(older, newer), CATALOGUE))
        .isEqualTo(Profile.of(List.of(newer, older), CATALOGUE));
    assertThat(Profile.of(List.of(older, newer), CATALOGUE).fields().get("tier"))
        .extracting(held -> held.value().display())
        .isEqualTo("silver");
  }

  @Test
  void without_any_owner_s_word_the_field_is_left_out() {
    assertThat(Profile.of(List.of(says("shop/customer/1", "gold", NOON)), CATALOGUE).fields())
        .isEmpty();
  }

  private static Contribution says(String ref, String tier, Instant changedAt) {
    return new Contribution(
        RecordRef.parse(ref),
        new Version(changedAt, NOON, ContentHash.of(ref + tier)),
        Contribution.Identity.NONE,
        Map.of("tier", new Value.Text(tier)),
        List.of(),
        new OrderClaim.NoOrder());
  }
}
