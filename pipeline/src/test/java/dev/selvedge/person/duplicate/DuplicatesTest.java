package dev.selvedge.person.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.ContentHash;
import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.Contribution.OrderClaim;
import dev.selvedge.mapping.EmailAddress;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.Version;
import dev.selvedge.person.Person;
import dev.selvedge.person.StoredContribution;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DuplicatesTest {
  private static final PersonId ADA = new PersonId(1);

  @Test
  void two_records_of_one_system_and_kind_with_one_address_are_a_duplicate() {
    List<Suspicion> found =
        among(
            record("shop/customer/2", "ada@example.com"),
            record("shop/customer/1", "ada@example.com"));

    assertThat(found)
        .containsExactly(
            new Suspicion(
                Suspicion.Kind.RECORDS,
                "shop",
                "ada@example.com",
                List.of("shop/customer/1", "shop/customer/2"),
                2,
                "merge them in shop; until then they count as one person",
                ""));
  }

  @Test
  void records_of_several_systems_or_kinds_are_what_a_person_consists_of() {
    assertThat(
            among(
                record("shop/customer/1", "ada@example.com"),
                record("erp/customer/1", "ada@example.com"),
                record("shop/subscriber/1", "ada@example.com"),
                // linked to the same person, but another address
                record("shop/customer/2", "ada@work.example")))
        .isEmpty();
  }

  @Test
  void orders_records_of_others_and_deleted_ones_share_an_address_by_their_nature() {
    Contribution.Identity ada = new Contribution.Identity("ada@example.com", "", false);
    Contribution.Identity owned =
        new Contribution.Identity("ada@example.com", "shop/customer/1", false);

    assertThat(
            among(
                stored("shop/order/1", ada, order("1")),
                stored("shop/order/2", ada, order("2")),
                stored("shop/address/1", owned, new OrderClaim.NoOrder()),
                stored("shop/address/2", owned, new OrderClaim.NoOrder()),
                stored("shop/customer/1", Contribution.Identity.GONE, new OrderClaim.NoOrder()),
                stored("shop/customer/2", Contribution.Identity.GONE, new OrderClaim.NoOrder())))
        .isEmpty();
  }

  @Test
  void of_many_records_the_first_few_are_named_and_all_are_counted() {
    StoredContribution[] many =
        IntStream.range(0, 40)
            .mapToObj(n -> record("shop/customer/" + n, "ada@example.com"))
            .toArray(StoredContribution[]::new);

    assertThat(among(many))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.members()).hasSize(5);
              assertThat(one.count()).isEqualTo(40);
            });
  }

  @Test
  void a_known_misspelling_is_suspected_by_itself() {
    assertThat(misspelt("ada@gmial.com", Set.of()))
        .hasValueSatisfying(
            one -> {
              assertThat(one.mend())
                  .isEqualTo("ask whether ada@gmail.com is meant and correct it at the source");
              assertThat(one.where()).isEqualTo("shop");
              assertThat(one.members()).containsExactly("shop/customer/1");
            });
    assertThat(misspelt("ada@gmial.com", Set.of("ada@gmail.com")))
        .hasValueSatisfying(
            one -> assertThat(one.mend()).endsWith("; somebody known has that address"));
  }

  @Test
  void another_domain_near_a_provider_s_is_suspected_only_when_the_mended_address_is_known() {
    assertThat(misspelt("ada@gmajl.com", Set.of())).isEmpty();
    assertThat(misspelt("ada@gmajl.com", Set.of("ada@gmail.com"))).isPresent();
    assertThat(misspelt("ada@hotmeil.con", Set.of("ada@hotmail.com"))).isPresent();
    // three slips are another word, and so are two in a short one
    assertThat(misspelt("ada@hotmeil.cno.uk", Set.of("ada@hotmail.com"))).isEmpty();
    assertThat(misspelt("ada@mx.dk", Set.of("ada@gmx.de"))).isEmpty();
  }

  @Test
  void a_well_known_provider_is_never_a_misspelling_of_another() {
    assertThat(misspelt("ada@mail.com", Set.of("ada@gmail.com"))).isEmpty();
    assertThat(misspelt("ada@gmx.com", Set.of("ada@gmx.de"))).isEmpty();
    assertThat(misspelt("ada@example.com", Set.of())).isEmpty();
  }

  @Test
  void an_address_that_no_record_has_any_more_is_nobody_s_to_correct() {
    Person ada = new Person(ADA, "ada@gmial.com");
    assertThat(
            Duplicates.among(
                List.of(record("shop/customer/1", "ada@elsewhere.example")),
                Spelling.of(List.of(ada)).found(Set.of())))
        .isEmpty();
  }

  @Test
  void contacts_that_differ_in_case_white_space_or_spelling_of_the_domain_are_one() {
    ContactTwins twins = new ContactTwins("Dotdigital", EmailAddress::normalise);
    twins.add(1, "bob@example.com");
    twins.add(2, "Ada@Example.com");
    twins.add(3, "ada@example.com ");
    twins.add(4, "cy@m\u00fcnchen.example");
    twins.add(5, "Lone@example.com");
    twins.add(6, "ada@example.com");
    twins.add(7, "no address");
    twins.add(8, "cy@xn--mnchen-3ya.example");

    assertThat(twins.found())
        .extracting(
            Suspicion::kind,
            Suspicion::address,
            Suspicion::count,
            one -> String.join(", ", one.members()))
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                Suspicion.Kind.CONTACTS,
                "ada@example.com",
                3,
                "contact <ada@example.com>, contact 2 <Ada@Example.com>, contact 3"
                    + " <ada@example.com >"),
            org.assertj.core.groups.Tuple.tuple(
                Suspicion.Kind.CONTACTS,
                "cy@xn--mnchen-3ya.example",
                2,
                "contact <cy@xn--mnchen-3ya.example>, contact 4 <cy@m\u00fcnchen.example>"));
  }

  @Test
  void tens_of_thousands_of_odd_addresses_are_bounded_and_counted() {
    ContactTwins twins = new ContactTwins("Dotdigital", EmailAddress::normalise);
    IntStream.range(0, 25_000).forEach(n -> twins.add(n, "P" + n + "@example.com"));

    assertThat(twins.leftOut()).isEqualTo(5_000);
    assertThat(twins.found()).isEmpty();
  }

  private static Optional<Suspicion> misspelt(String address, Set<String> known) {
    Spelling spelling = Spelling.of(List.of(new Person(ADA, address)));
    return Duplicates.among(List.of(record("shop/customer/1", address)), spelling.found(known))
        .stream()
        .findFirst();
  }

  private static List<Suspicion> among(StoredContribution... held) {
    return Duplicates.among(Arrays.asList(held), Map.of());
  }

  private static StoredContribution record(String ref, String email) {
    return stored(ref, new Contribution.Identity(email, "", false), new OrderClaim.NoOrder());
  }

  private static OrderClaim order(String key) {
    return new OrderClaim.About(new OrderKey(key), List.of());
  }

  private static StoredContribution stored(
      String ref, Contribution.Identity identity, OrderClaim order) {
    return new StoredContribution(
        new Contribution(
            RecordRef.parse(ref),
            new Version(Instant.EPOCH, Instant.EPOCH, ContentHash.of(ref)),
            identity,
            Map.of(),
            List.of(),
            order),
        1,
        new StoredContribution.Holder.Known(ADA));
  }
}
