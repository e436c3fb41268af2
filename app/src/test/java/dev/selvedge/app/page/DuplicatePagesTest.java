package dev.selvedge.app.page;

import static dev.selvedge.testkit.ContributionBuilder.aContribution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.PersonId;
import dev.selvedge.app.page.DuplicatesPage.Line;
import dev.selvedge.app.page.DuplicatesPage.Named;
import dev.selvedge.person.Person;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.work.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pages of duplicates, read from a real store.
class DuplicatePagesTest {
  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void open() {
    AtomicLong ids = new AtomicLong();
    store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), ids::incrementAndGet);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void person(long id, String email, String... records) {
    store.change(
        ports -> {
          ports.people().create(List.of(new Person(new PersonId(id), email)));
          for (String record : records) {
            ports
                .contributions()
                .save(List.of(aContribution().of(record).email(email).heldBy(new PersonId(id))));
          }
        });
  }

  private DuplicatesPage page(long after, int found, int looked) {
    return new DuplicatePages(store, found, looked).page(new PersonId(after));
  }

  @Test
  void two_accounts_with_one_address_are_named_with_their_person_and_what_could_be_done() {
    person(7, "ada@example.com", "shop/customer/1", "shop/customer/2", "erp/customer/1");
    DuplicatesPage page = page(0, 50, 1000);
    assertThat(page.whole()).isTrue();
    assertThat(page.looked()).isEqualTo(1);
    Line line = page.lines().getFirst();
    assertThat(line.address()).isEqualTo("ad***@example.com");
    assertThat(line.why())
        .isEqualTo("2 records of shop have this address once it is written alike.");
    assertThat(line.mend()).isEqualTo("Merge them in shop; until then they count as one person.");
    assertThat(line.records())
        .containsExactly(new Named("shop/customer/1", "p7"), new Named("shop/customer/2", "p7"));
    assertThat(line.acts())
        .extracting(PersonPage.Act::command)
        .containsExactly("selvedge person unlink shop/customer/2 --why \"…\"");
  }

  @Test
  void a_misspelt_address_is_shown_beside_who_has_the_one_that_may_be_meant() {
    person(7, "grace@gmial.com", "shop/customer/1");
    person(8, "grace@gmail.com", "erp/customer/5", "erp/customer/4");
    List<Line> lines = page(0, 50, 1000).lines();
    assertThat(lines).hasSize(2);
    Line line = lines.stream().filter(Line::spelling).findFirst().orElseThrow();
    assertThat(line.why()).isEqualTo("The domain gmial.com looks like gmail.com.");
    assertThat(line.mend())
        .isEqualTo(
            "Ask whether gr***@gmail.com is meant and correct it at the source; somebody known has"
                + " that address.");
    assertThat(line.meant()).containsExactly(new Named("gr***@gmail.com", "p8"));
    assertThat(line.acts())
        .extracting(PersonPage.Act::command)
        .containsExactly("selvedge person link shop/customer/1 --with erp/customer/4 --why \"…\"");
  }

  @Test
  void where_nobody_has_the_address_that_may_be_meant_there_is_nobody_to_link_with() {
    person(7, "grace@gmial.com", "shop/customer/1");
    Line line = page(0, 50, 1000).lines().getFirst();
    assertThat(line.meant()).isEmpty();
    assertThat(line.acts()).isEmpty();
  }

  @Test
  void a_record_whose_key_is_an_address_is_masked_and_no_command_names_it() {
    person(7, "ada@example.com", "erp/customer/ADA@example.com", "erp/customer/ada@example.com");
    Line line = page(0, 50, 1000).lines().getFirst();
    assertThat(line.records())
        .extracting(Named::name)
        .containsExactly("erp/customer/AD***@example.com", "erp/customer/ad***@example.com");
    assertThat(line.acts()).isEmpty();
  }

  @Test
  void pages_are_bounded_and_together_hold_everybody_once() {
    IntStream.rangeClosed(1, 450)
        .forEach(n -> person(n, "p" + n + "@example.com", "shop/c/" + n, "shop/c/x" + n));
    List<String> records = new ArrayList<>();
    long after = 0;
    int pages = 0;
    while (true) {
      DuplicatesPage page = page(after, 50, 1000);
      pages++;
      assertThat(page.lines().size()).isLessThanOrEqualTo(150);
      page.lines().forEach(line -> records.add(line.records().getFirst().name()));
      if (page.next().isEmpty()) {
        break;
      }
      after = Long.parseLong(page.next().substring(1));
    }
    assertThat(pages).isEqualTo(5);
    assertThat(records).hasSize(450).doesNotHaveDuplicates();
  }

  @Test
  void a_page_looks_at_no_more_than_a_reader_waits_for() {
    IntStream.rangeClosed(1, 450).forEach(n -> person(n, "p" + n + "@example.com", "shop/c/" + n));
    DuplicatesPage page = page(0, 50, 200);
    assertThat(page.lines()).isEmpty();
    assertThat(page.looked()).isEqualTo(200);
    assertThat(page.next()).isEqualTo("p200");
    assertThat(page(200, 50, 1000).next()).isEmpty();
    assertThat(page(200, 50, 1000).from()).isEqualTo("p200");
  }

  @Test
  void an_empty_store_says_so() {
    assertThat(page(0, 50, 1000)).isEqualTo(new DuplicatesPage(List.of(), 0, "", ""));
  }
}
