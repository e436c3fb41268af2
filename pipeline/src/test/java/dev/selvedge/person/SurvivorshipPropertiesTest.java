package dev.selvedge.person;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordRef;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.Survivorship;
import dev.selvedge.mapping.Survivorship.Strategy;
import dev.selvedge.mapping.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// The profile is a function of the set of contributions, whatever the rules of the fields are.
class SurvivorshipPropertiesTest {
  private static final List<String> RECORDS =
      List.of(
          "erp/customer/1",
          "erp/customer/2",
          "shop/customer/1",
          "shop/customer/2",
          "crm/customer/1",
          "warehouse/customer/1");

  /// One field of each type that each strategy fits.
  private static final FieldCatalogue CATALOGUE = catalogue();

  private static FieldCatalogue catalogue() {
    Map<String, FieldCatalogue.Field> fields = new LinkedHashMap<>();
    for (Strategy strategy : Strategy.values()) {
      Arrays.stream(FieldType.values())
          .filter(strategy::fits)
          .forEach(
              type -> {
                Survivorship rule =
                    strategy == Strategy.UNION
                        ? Survivorship.union(",")
                        : Survivorship.of(strategy);
                FieldCatalogue.Field like = SurvivorshipTest.field(type, rule, 5);
                String name = type + "-" + strategy;
                fields.put(
                    name,
                    new FieldCatalogue.Field(name, type, like.owners(), name, 5, rule, Set.of()));
              });
    }
    return new FieldCatalogue(fields);
  }

  @Property
  void neither_order_nor_repetition_matters(
      @ForAll("contributions") List<Contribution> said, @ForAll Random random) {
    List<Contribution> other = new ArrayList<>(said);
    Collections.shuffle(other, random);
    Profile profile = Profile.of(said, CATALOGUE);

    assertThat(Profile.of(other, CATALOGUE)).isEqualTo(profile);
    assertThat(Profile.of(said.reversed(), CATALOGUE)).isEqualTo(profile);
  }

  @Property
  void a_field_is_held_or_erased_or_neither_and_always_on_an_owner_s_word(
      @ForAll("contributions") List<Contribution> said) {
    Profile profile = Profile.of(said, CATALOGUE);
    Map<String, Contribution> byRef = new LinkedHashMap<>();
    said.forEach(contribution -> byRef.put(contribution.ref().text(), contribution));

    assertThat(Collections.disjoint(profile.fields().keySet(), profile.erased().keySet())).isTrue();
    profile
        .fields()
        .forEach(
            (name, held) -> {
              assertThat(held.value().type()).isEqualTo(held.field().type());
              assertThat(held.rule()).isNotBlank();
              held.origins()
                  .forEach(
                      origin -> {
                        assertThat(held.field().owners()).contains(origin.record().system());
                        assertThat(byRef(byRef, origin.record()).fields())
                            .containsEntry(name, origin.value());
                      });
            });
    profile
        .erased()
        .forEach(
            (name, erased) -> {
              assertThat(erased.field().owners()).contains(erased.record().system());
              assertThat(byRef(byRef, erased.record()).erased()).contains(name);
            });
  }

  @Property
  void who_does_not_own_a_field_changes_nothing(@ForAll("contributions") List<Contribution> said) {
    List<Contribution> owners =
        said.stream()
            .filter(contribution -> !contribution.ref().system().value().equals("warehouse"))
            .toList();

    assertThat(Profile.of(said, CATALOGUE)).isEqualTo(Profile.of(owners, CATALOGUE));
  }

  @Property
  void a_union_grows_with_every_record_and_is_sorted_without_repeats(
      @ForAll("contributions") List<Contribution> said) {
    Profile.Held held = Profile.of(said, CATALOGUE).fields().get("STRING-UNION");
    if (held != null) {
      List<String> tags = List.of(held.value().display().split(","));
      assertThat(tags).isSorted().doesNotHaveDuplicates();
      assertThat(held.value().display().length()).isLessThanOrEqualTo(5);
    }
  }

  private static Contribution byRef(Map<String, Contribution> said, RecordRef ref) {
    return Objects.requireNonNull(said.get(ref.text()));
  }

  /// At most one contribution a record, as the store keeps them.
  @Provide
  Arbitrary<List<Contribution>> contributions() {
    Arbitrary<Contribution> one =
        Combinators.combine(
                Arbitraries.of(RECORDS),
                values(),
                Arbitraries.of(CATALOGUE.fields().keySet()).set().ofMaxSize(4),
                Arbitraries.integers().between(0, 2))
            .as(
                (ref, values, blank, after) -> {
                  Set<String> erased = new HashSet<>(blank);
                  erased.removeAll(values.keySet());
                  return SurvivorshipTest.contribution(ref, values, erased, after);
                });
    return one.list().uniqueElements(Contribution::ref).ofMaxSize(RECORDS.size());
  }

  private static Arbitrary<Map<String, Value>> values() {
    Arbitrary<String> texts = Arbitraries.of("a", "b", "a,b", "b, c", ",", "aaaa,b", "zz");
    Arbitrary<Integer> small = Arbitraries.integers().between(-1, 2);
    return Arbitraries.of(CATALOGUE.fields().values())
        .list()
        .uniqueElements()
        .flatMap(
            fields ->
                Combinators.combine(texts, small)
                    .as(
                        (text, number) -> {
                          Map<String, Value> values = new LinkedHashMap<>();
                          fields.forEach(
                              field -> values.put(field.name(), value(field, text, number)));
                          return values;
                        }));
  }

  private static Value value(FieldCatalogue.Field field, String text, int number) {
    return switch (field.type()) {
      case STRING -> new Value.Text(text);
      case NUMERIC -> new Value.Decimal(BigDecimal.valueOf(number));
      case DATE -> new Value.Date(Instant.ofEpochSecond(number));
      case BOOLEAN -> new Value.Flag(number > 0);
    };
  }
}
