package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.PersonId;
import dev.selvedge.SelvedgeException;
import dev.selvedge.person.Person;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every keeper of persons does.
public abstract class PeopleContract extends PortContract {
  private static final Person ADA = new Person(new PersonId(11), "ada@example.com");
  private static final Person BOB = new Person(new PersonId(12), "bob@example.com");
  private static final Person CY = new Person(new PersonId(13), "cy@example.org");

  private void create(Person... people) {
    writing(ports -> ports.people().create(List.of(people)));
  }

  @Test
  void a_person_is_found_by_address_and_by_id() {
    create(ADA, BOB, CY);
    reading(
        ports -> {
          assertThat(ports.people().byEmail(List.of("cy@example.org", "no@one.org", ADA.email())))
              .containsExactlyInAnyOrder(ADA, CY);
          assertThat(ports.people().byId(List.of(BOB.id(), new PersonId(99)))).containsExactly(BOB);
          assertThat(ports.people().byEmail(List.of())).isEmpty();
          assertThat(ports.people().count()).isEqualTo(3);
        });
  }

  @Test
  void all_are_gone_through_in_the_order_of_their_numbers() {
    create(CY, ADA, BOB);
    reading(
        ports -> {
          assertThat(ports.people().following(new PersonId(0), 2)).containsExactly(ADA, BOB);
          assertThat(ports.people().following(BOB.id(), 2)).containsExactly(CY);
          assertThat(ports.people().following(CY.id(), 2)).isEmpty();
        });
  }

  @Test
  void one_asked_for_twice_is_found_once() {
    create(ADA);
    reading(
        ports ->
            assertThat(ports.people().byEmail(List.of(ADA.email(), ADA.email())))
                .containsExactly(ADA));
  }

  @Test
  void hundreds_are_found_at_once() {
    List<Person> many =
        IntStream.rangeClosed(1, 777)
            .mapToObj(n -> new Person(new PersonId(n), "p" + n + "@example.com"))
            .toList();
    writing(ports -> ports.people().create(many));
    reading(
        ports -> {
          assertThat(ports.people().byEmail(many.stream().map(Person::email).toList()))
              .containsExactlyInAnyOrderElementsOf(many);
          assertThat(ports.people().byId(many.stream().map(Person::id).toList()))
              .containsExactlyInAnyOrderElementsOf(many);
        });
  }

  @Test
  void no_two_persons_have_one_address() {
    create(ADA);
    Person other = new Person(new PersonId(50), ADA.email());
    assertThatThrownBy(() -> create(BOB, other))
        .isInstanceOf(SelvedgeException.class)
        .satisfies(PeopleContract::saysNoAddress);
    assertThatThrownBy(
            () ->
                writing(
                    ports -> {
                      ports.people().create(List.of(CY));
                      ports.people().rename(List.of(new Person(CY.id(), ADA.email())));
                    }))
        .isInstanceOf(SelvedgeException.class)
        .satisfies(PeopleContract::saysNoAddress);
    reading(ports -> assertThat(ports.people().count()).isEqualTo(1));
  }

  /// Messages end up in logs.
  private static void saysNoAddress(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      assertThat(each.toString()).doesNotContain("example.com");
    }
  }

  @Test
  void a_renamed_person_keeps_the_id() {
    create(ADA, BOB);
    Person renamed = new Person(ADA.id(), "ada@newer.example");
    writing(ports -> ports.people().rename(List.of(renamed)));
    reading(
        ports -> {
          assertThat(ports.people().byId(List.of(ADA.id()))).containsExactly(renamed);
          assertThat(ports.people().byEmail(List.of(ADA.email()))).isEmpty();
        });
  }

  @Test
  void two_persons_may_exchange_their_addresses() {
    create(ADA, BOB, CY);
    Person ada = new Person(ADA.id(), BOB.email());
    Person bob = new Person(BOB.id(), ADA.email());
    writing(ports -> ports.people().rename(List.of(ada, bob)));
    reading(
        ports ->
            assertThat(ports.people().byEmail(List.of(ADA.email(), BOB.email(), CY.email())))
                .containsExactlyInAnyOrder(ada, bob, CY));
  }

  @Test
  void addresses_are_listed_by_how_they_begin() {
    create(
        CY,
        new Person(new PersonId(1), "a-b@example.com"),
        new Person(new PersonId(2), "a_b@example.com"),
        new Person(new PersonId(3), "a%b@example.com"),
        new Person(new PersonId(4), "ab@example.com"),
        new Person(new PersonId(5), "a\uD83D\uDE00@example.com"),
        new Person(new PersonId(6), "b@example.com"));
    reading(
        ports -> {
          assertThat(ports.people().startingWith("a", 10))
              .extracting(person -> person.id().value())
              .containsExactly(3L, 1L, 2L, 4L, 5L);
          assertThat(ports.people().startingWith("a", 2))
              .extracting(person -> person.id().value())
              .containsExactly(3L, 1L);
          assertThat(ports.people().startingWith("a_", 10))
              .extracting(person -> person.id().value())
              .containsExactly(2L);
          assertThat(ports.people().startingWith("", 10)).hasSize(7);
          assertThat(ports.people().startingWith("zz", 10)).isEmpty();
        });
  }
}
