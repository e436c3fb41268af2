package dev.selvedge.app.promise;

import dev.selvedge.testkit.Await;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// One sender of the shop: makes up customers, guests and orders, changes them again and again,
/// and repeats each call until it is accepted, as real senders do. Remembers only what was
/// accepted. Run by one thread.
final class ShopLife implements Runnable {
  private static final Duration BETWEEN_CALLS = Duration.ofMillis(4);
  private static final Duration BEFORE_A_REPEAT = Duration.ofMillis(50);
  private static final int PARCELS_AT_MOST = 3;
  private static final int CUSTOMERS = 40;
  private static final int GUESTS = 15;

  private final int number;
  private final ShopCalls calls;
  private final Supplier<Optional<URI>> hub;
  private final BooleanSupplier open;
  private final Random dice;
  private final Map<Integer, Customer> customers = new TreeMap<>();
  private final Map<String, Truth.Order> orders = new TreeMap<>();
  /// Order → when its parcels were sent. A parcel is sent once, and every later call about its
  /// order tells of it again.
  private final Map<String, List<Instant>> parcels = new TreeMap<>();
  private final InstantSource clock;
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger unanswered = new AtomicInteger();
  private Instant now;

  /// @param hub where it listens, when it does
  /// @param open whether the shop still sells
  ShopLife(
      int number,
      ShopCalls calls,
      Supplier<Optional<URI>> hub,
      BooleanSupplier open,
      InstantSource clock) {
    this.number = number;
    this.calls = calls;
    this.hub = hub;
    this.open = open;
    this.dice = new Random(number);
    this.clock = clock;
    this.now = clock.instant();
  }

  private record Customer(String email, String name, int points, boolean optedIn) {}

  /// The address of a sender's customer; every second one opts out and is in the customer
  /// database too.
  static String address(int sender, int customer) {
    return "p" + sender + "-" + customer + "@example.com";
  }

  static boolean isKnownElsewhere(int customer) {
    return customer % 2 == 1;
  }

  @Override
  public void run() {
    while (open.getAsBoolean()) {
      now = now.plusMillis(1 + dice.nextInt(3));
      if (customers.isEmpty() || dice.nextInt(3) == 0) {
        changeCustomer(dice.nextInt(CUSTOMERS));
      } else if (orders.isEmpty() || dice.nextBoolean()) {
        order("O-" + number + '-' + orders.size(), buyer(), "paid");
      } else {
        changeOrder("O-" + number + '-' + dice.nextInt(orders.size()));
      }
      Await.pace(BETWEEN_CALLS);
    }
  }

  private void changeCustomer(int which) {
    Customer next =
        new Customer(
            address(number, which),
            "Name" + dice.nextInt(1000),
            dice.nextInt(5000),
            !isKnownElsewhere(which));
    String written = dice.nextBoolean() ? next.email() : next.email().toUpperCase(Locale.ROOT);
    String body =
        """
        {"id":"S%d-%d","email":"%s","first_name":"%s","points":%d,"newsletter":"%s",\
        "newsletter_at":"2026-01-02T10:00:00Z","updated_at":"%s"}"""
            .formatted(
                number,
                which,
                written,
                next.name(),
                next.points(),
                next.optedIn() ? "yes" : "no",
                now);
    untilAccepted("customer", body);
    customers.put(which, next);
  }

  private String buyer() {
    if (dice.nextInt(4) == 0) {
      return "guest" + number + "-" + dice.nextInt(GUESTS) + "@example.com";
    }
    return customers.values().stream()
        .skip(dice.nextInt(customers.size()))
        .findFirst()
        .orElseThrow()
        .email();
  }

  private void changeOrder(String which) {
    Truth.Order old = orders.get(which);
    if (old != null) {
      List<Instant> sent = parcels.computeIfAbsent(which, ignored -> new ArrayList<>());
      if (sent.size() < PARCELS_AT_MOST) {
        sent.add(clock.instant());
      }
      order(which, old.email(), "shipped");
    }
  }

  private void order(String which, String email, String status) {
    BigDecimal total = BigDecimal.valueOf(100 + dice.nextInt(20_000), 2);
    String body =
        """
        {"number":"%s","email":"%s","placed_at":"2026-01-05T10:00:00Z","status":"%s",\
        "total":"%s","lines":[{"sku":"HAT","quantity":1,"price":"%s"}],"parcels":[%s],\
        "updated_at":"%s"}"""
            .formatted(which, email, status, total, total, parcels(which), now);
    untilAccepted("order", body);
    orders.put(which, new Truth.Order(email, status, total));
  }

  private String parcels(String which) {
    List<String> told = new ArrayList<>();
    for (Instant sent : parcels.getOrDefault(which, List.of())) {
      told.add("{\"id\":\"P%d\",\"sent_at\":\"%s\"}".formatted(told.size(), sent));
    }
    return String.join(",", told);
  }

  /// How many parcels each person was sent.
  Map<String, Integer> parcelsByAddress() {
    Map<String, Integer> sent = new TreeMap<>();
    parcels.forEach(
        (which, instants) -> {
          Truth.Order order = orders.get(which);
          if (order != null) {
            sent.merge(order.email(), instants.size(), Integer::sum);
          }
        });
    return sent;
  }

  /// An answer other than 2xx, or none, is followed by a repeat: the record may be there or not.
  private void untilAccepted(String kind, String body) {
    while (!isAccepted(kind, body)) {
      unanswered.incrementAndGet();
      Await.pace(BEFORE_A_REPEAT);
    }
    accepted.incrementAndGet();
  }

  private boolean isAccepted(String kind, String body) {
    Optional<URI> address = hub.get();
    try {
      return address.isPresent() && calls.send(address.get(), kind, body).statusCode() / 100 == 2;
    } catch (UncheckedIOException cutOff) {
      return false;
    }
  }

  int accepted() {
    return accepted.get();
  }

  int repeats() {
    return unanswered.get();
  }

  /// After the thread has ended: what the account must hold of it.
  void tell(Truth truth) {
    for (Customer customer : customers.values()) {
      truth.says(customer.email(), "FIRSTNAME", customer.name());
      truth.says(customer.email(), "POINTS", Integer.toString(customer.points()));
      truth.says(customer.email(), "status", customer.optedIn() ? "subscribed" : "unsubscribed");
    }
    orders.forEach(truth::says);
  }
}
