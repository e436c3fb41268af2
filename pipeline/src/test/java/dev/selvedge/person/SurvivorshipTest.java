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
import dev.selvedge.mapping.Survivorship;
import dev.selvedge.mapping.Survivorship.Strategy;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What survives, rule by rule. The owners are the ERP, then the shop, then the CRM.
class SurvivorshipTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
  private static final List<SystemName> OWNERS =
      List.of(new SystemName("erp"), new SystemName("shop"), new SystemName("crm"));

  @Test
  void an_owner_s_blank_erases_what_less_trusted_owners_say() {
    Profile profile =
        text(
            Survivorship.STANDARD,
            blank("erp/customer/1", 0),
            text("shop/customer/1", "gold", 60),
            text("crm/customer/1", "silver", 90));

    assertThat(profile.fields()).isEmpty();
    assertThat(erased(profile))
        .extracting(Profile.Erased::record, Profile.Erased::rule)
        .containsExactly(
            RecordRef.parse("erp/customer/1"), "erp says that it is empty, and owns this field");
  }

  @Test
  void a_later_owner_s_blank_erases_only_where_the_owners_before_it_say_nothing() {
    assertThat(erased(text(Survivorship.STANDARD, blank("shop/customer/1", 0))).rule())
        .isEqualTo("shop says that it is empty; the owners before it say nothing");
    assertThat(
            text(
                    Survivorship.STANDARD,
                    text("erp/customer/1", "gold", 0),
                    blank("shop/customer/1", 60))
                .erased())
        .isEmpty();
  }

  @Test
  void of_one_owner_s_records_the_newest_word_counts_be_it_a_value_or_a_blank() {
    assertThat(
            text(
                    Survivorship.STANDARD,
                    text("erp/customer/1", "gold", 0),
                    blank("erp/customer/2", 60))
                .fields())
        .isEmpty();
    assertThat(
            display(
                text(
                    Survivorship.STANDARD,
                    blank("erp/customer/1", 0),
                    text("erp/customer/2", "gold", 60))))
        .isEqualTo("gold");
  }

  @Test
  void a_blank_of_a_system_that_does_not_own_the_field_erases_nothing() {
    Profile profile =
        text(
            Survivorship.STANDARD,
            text("crm/customer/1", "gold", 0),
            blank("warehouse/customer/1", 60));

    assertThat(display(profile)).isEqualTo("gold");
    assertThat(profile.erased()).isEmpty();
  }

  @Test
  void a_field_nobody_speaks_of_is_neither_held_nor_erased() {
    Profile profile = text(Survivorship.STANDARD);

    assertThat(profile.fields()).isEmpty();
    assertThat(profile.erased()).isEmpty();
  }

  @Test
  void an_empty_text_of_an_older_build_is_a_blank() {
    assertThat(text(Survivorship.STANDARD, text("erp/customer/1", "", 0)).erased())
        .containsKey("field");
  }

  @Test
  void the_most_recent_word_counts_and_between_equal_times_the_better_owner_s() {
    Survivorship recent = Survivorship.of(Strategy.MOST_RECENT);

    assertThat(
            display(
                text(
                    recent,
                    text("erp/customer/1", "gold", 0),
                    text("crm/customer/1", "silver", 60))))
        .isEqualTo("silver");
    assertThat(
            display(
                text(
                    recent,
                    text("crm/customer/1", "silver", 0),
                    text("erp/customer/1", "gold", 0))))
        .isEqualTo("gold");
    assertThat(
            erased(text(recent, text("erp/customer/1", "gold", 0), blank("crm/customer/1", 60)))
                .rule())
        .isEqualTo("crm says that it is empty, which is the most recent word of erp, shop and crm");
  }

  @Test
  void non_empty_passes_over_blanks_and_erases_only_when_nobody_has_a_value() {
    Survivorship nonEmpty = Survivorship.of(Strategy.NON_EMPTY);

    Profile filled =
        text(
            nonEmpty,
            text("erp/customer/1", "gold", 0),
            blank("erp/customer/2", 60),
            text("shop/customer/1", "silver", 60));

    assertThat(display(filled)).isEqualTo("gold");
    assertThat(held(filled).rule())
        .isEqualTo("the first of erp, shop and crm that has a value counts");
    assertThat(text(nonEmpty, blank("shop/customer/1", 0)).erased()).containsKey("field");
  }

  @Test
  void the_longest_text_counts_in_characters_and_not_in_code_units() {
    Profile profile =
        text(
            Survivorship.of(Strategy.LONGEST),
            text("erp/customer/1", "\uD83D\uDE00\uD83D\uDE00", 0),
            text("crm/customer/1", "Ann", 0));

    assertThat(display(profile)).isEqualTo("Ann");
  }

  @Test
  void the_least_and_the_greatest_of_all_records_count() {
    Contribution[] said = {
      number("erp/customer/1", "10", 0),
      number("erp/customer/2", "9.5", 60),
      number("shop/customer/1", "100", 0)
    };

    Profile least = of(FieldType.NUMERIC, Survivorship.of(Strategy.MIN), said);
    Profile greatest = of(FieldType.NUMERIC, Survivorship.of(Strategy.MAX), said);

    assertThat(display(least)).isEqualTo("9.5");
    assertThat(held(least).rule()).isEqualTo("the least number of erp, shop and crm counts");
    assertThat(display(greatest)).isEqualTo("100");
    assertThat(held(greatest).origin()).hasToString("shop/customer/1");
  }

  @Test
  void the_earliest_date_counts_however_old() {
    Profile profile =
        of(
            FieldType.DATE,
            Survivorship.of(Strategy.MIN),
            says("erp/customer/1", new Value.Date(NOON), 0),
            says("crm/customer/1", new Value.Date(Instant.parse("1969-12-31T23:59:59.5Z")), 0));

    assertThat(display(profile)).isEqualTo("1969-12-31T23:59:59.500Z");
    assertThat(held(profile).rule()).isEqualTo("the earliest date of erp, shop and crm counts");
  }

  @Test
  void a_sum_takes_each_system_s_newest_value_once_and_names_all_its_origins() {
    Profile profile =
        of(
            FieldType.NUMERIC,
            Survivorship.of(Strategy.SUM),
            number("erp/customer/1", "1000", 0),
            number("erp/customer/2", "10.50", 60),
            number("shop/customer/1", "0.25", 0),
            number("warehouse/customer/1", "5000", 0));

    Profile.Held held = held(profile);
    assertThat(held.value().display()).isEqualTo("10.75");
    assertThat(held.origins())
        .extracting(origin -> origin.record().text() + " " + origin.value().display())
        .containsExactly("erp/customer/2 10.5", "shop/customer/1 0.25");
    assertThat(held.rule())
        .isEqualTo("the sum of the newest values of erp, shop and crm, one a system");
    assertThat(held.changedAt()).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void a_system_that_erased_its_part_adds_nothing_to_a_sum() {
    Survivorship sum = Survivorship.of(Strategy.SUM);

    assertThat(
            display(
                of(
                    FieldType.NUMERIC,
                    sum,
                    number("erp/customer/1", "7", 0),
                    blank("erp/customer/2", 60),
                    number("shop/customer/1", "1", 0))))
        .isEqualTo("1");
    assertThat(of(FieldType.NUMERIC, sum, blank("erp/customer/1", 0)).erased())
        .containsKey("field");
  }

  @Test
  void a_union_has_every_tag_of_every_record_once_and_sorted() {
    Profile profile =
        text(
            Survivorship.union(", "),
            text("erp/customer/1", "vip,  b2b ", 0),
            text("shop/customer/1", "apple, vip,", 0),
            text("shop/customer/2", " , ", 60));

    Profile.Held held = held(profile);
    assertThat(held.value().display()).isEqualTo("apple, b2b, vip");
    assertThat(held.origins())
        .extracting(origin -> origin.record().text())
        .containsExactly("erp/customer/1", "shop/customer/1");
    assertThat(held.rule()).isEqualTo("the tags of all records of erp, shop and crm, each once");
  }

  @Test
  void a_union_that_is_too_long_leaves_out_whole_tags_and_says_how_many() {
    Field field = field(FieldType.STRING, Survivorship.union(","), 7);
    Profile profile =
        Profile.of(
            List.of(text("erp/customer/1", "aaa,bbb,cc,d", 0)),
            new FieldCatalogue(Map.of("field", field)));

    assertThat(display(profile)).isEqualTo("aaa,bbb");
    assertThat(held(profile).rule()).endsWith("; 2 did not fit into 7 characters and are left out");
  }

  @Test
  void a_union_of_nothing_but_blanks_is_erased_and_one_of_separators_says_nothing() {
    assertThat(text(Survivorship.union(","), blank("shop/customer/1", 0)).erased())
        .containsKey("field");
    Profile nothing = text(Survivorship.union(","), text("shop/customer/1", ",,", 0));
    assertThat(nothing.erased()).isEmpty();
    assertThat(nothing.fields()).isEmpty();
  }

  @Test
  void a_value_from_before_the_field_s_type_was_changed_says_nothing() {
    assertThat(
            display(
                of(
                    FieldType.NUMERIC,
                    Survivorship.STANDARD,
                    text("erp/customer/1", "many", 0),
                    number("crm/customer/1", "3", 0))))
        .isEqualTo("3");
  }

  private static String display(Profile profile) {
    return held(profile).value().display();
  }

  private static Profile.Held held(Profile profile) {
    return Objects.requireNonNull(profile.fields().get("field"));
  }

  private static Profile.Erased erased(Profile profile) {
    return Objects.requireNonNull(profile.erased().get("field"));
  }

  private static Profile text(Survivorship survivorship, Contribution... said) {
    return of(FieldType.STRING, survivorship, said);
  }

  private static Profile of(FieldType type, Survivorship survivorship, Contribution... said) {
    return Profile.of(
        List.of(said), new FieldCatalogue(Map.of("field", field(type, survivorship, 255))));
  }

  static Field field(FieldType type, Survivorship survivorship, int most) {
    return new Field("field", type, OWNERS, "FIELD", most, survivorship, Set.of());
  }

  private static Contribution text(String ref, String text, int after) {
    return says(ref, new Value.Text(text), after);
  }

  private static Contribution number(String ref, String number, int after) {
    return says(ref, new Value.Decimal(new BigDecimal(number)), after);
  }

  private static Contribution says(String ref, Value value, int after) {
    return contribution(ref, Map.of("field", value), Set.of(), after);
  }

  private static Contribution blank(String ref, int after) {
    return contribution(ref, Map.of(), Set.of("field"), after);
  }

  static Contribution contribution(
      String ref, Map<String, Value> fields, Set<String> erased, int after) {
    return new Contribution(
        RecordRef.parse(ref),
        new Version(NOON.plusSeconds(after), NOON, ContentHash.of(ref + fields + erased)),
        Contribution.Identity.NONE,
        fields,
        List.of(),
        new OrderClaim.NoOrder(),
        erased);
  }
}
