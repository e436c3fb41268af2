package dev.selvedge.app;

import static dev.selvedge.testkit.ContributionBuilder.aContribution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.PersonId;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.person.Person;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.work.Store;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `selvedge find` and `selvedge orders show` on a store without a hub.
class FindCommandsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final PersonId ADA = new PersonId(1);

  @TempDir private Path temp;
  private final SettableClock clock = new SettableClock(NOON);
  private Path project;

  @BeforeEach
  void begin() throws IOException {
    project = temp.resolve("my-brand");
    assertThat(CommandRun.of(clock, "init", project.toString()).exitCode()).isZero();
    Files.createDirectories(project.resolve("data"));
    try (Store store =
        Stores.open(StoreConfig.file(project.resolve("data/hub.db")), new TimeOrderedIds(clock))) {
      store.change(FindCommandsTest::fill);
    }
  }

  private static void fill(Store.Ports ports) {
    ports.people().create(List.of(new Person(ADA, "ada@example.com")));
    ports
        .contributions()
        .save(
            List.of(
                aContribution()
                    .of("shop/order/55")
                    .about(
                        "W-1",
                        new OrderPart.Header(
                            NOON,
                            "paid",
                            false,
                            "GBP",
                            new BigDecimal("12.50"),
                            Map.of(),
                            List.of(),
                            Map.of()),
                        new OrderPart.Fulfilment(
                            "1", "sent", "DPD", "JD-1", new OrderPart.When.At(NOON)))
                    .heldBy(ADA),
                aContribution().of("shop/order/56").about("W-2").heldBy(ADA)));
  }

  private CommandRun run(String... arguments) {
    List<String> all = new java.util.ArrayList<>(List.of(arguments));
    all.addAll(List.of("--project", project.toString()));
    return CommandRun.of(clock, all.toArray(String[]::new));
  }

  @Test
  void what_goes_by_a_number_is_found_with_how_it_matched() {
    CommandRun parcel = run("find", "jd1");

    assertThat(parcel.exitCode()).as(parcel.err()).isZero();
    assertThat(parcel.out())
        .contains("order", "W-1", "a parcel's tracking number, told by shop/order/55")
        .doesNotContain("W-2");
    assertThat(run("find", "W-").out())
        .contains("W-1", "W-2", "Nothing goes by just 'W-'; these begin with it.");
    assertThat(run("find", "ada@example.com", "--json").out())
        .contains("\"kind\"", "\"person\"", "\"page\"", "\"/people/p1\"");
  }

  @Test
  void what_is_not_there_ends_with_another_exit_code() {
    CommandRun nothing = run("find", "W-3");

    assertThat(nothing.exitCode()).isEqualTo(1);
    assertThat(nothing.out()).contains("Nothing goes by 'W-3', and nothing begins with it.");
  }

  @Test
  void an_order_is_shown_with_who_says_so() {
    CommandRun order = run("orders", "show", "W-1");

    assertThat(order.exitCode()).as(order.err()).isZero();
    assertThat(order.out())
        .contains("paid", "£12.50", "ada@example.com", "DPD JD-1 sent, told by shop/order/55")
        .contains("the order, 1 parcel", "the order is this one's");
    assertThat(run("orders", "show", "W-1", "--json").out()).contains("\"worth\"", "\"12.50\"");
    assertThat(run("orders", "show", "W-3").err()).contains("nothing is known of an order 'W-3'");
  }
}
