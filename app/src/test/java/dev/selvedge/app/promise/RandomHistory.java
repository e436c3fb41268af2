package dev.selvedge.app.promise;

import dev.selvedge.app.promise.Workbench.Said;
import dev.selvedge.connector.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What happened to one brand-new customer in some days, and when the shop says what of it: late,
/// twice, and in any order. Whole hours are when something is said; what happens does so seven
/// minutes before, so that nothing depends on how long the hub takes. Immutable once made.
final class RandomHistory {
  static final Instant START = Workbench.NOON;
  static final int HOURS = 100;
  private static final int BACKFILLED = 3;

  /// At which hour a record is said.
  record Word(int hour, SourceRecord record) {}

  /// One order, as somebody who knows everything would tell it.
  static final class Order {
    final String key;
    final boolean guest;
    final Instant placed;

    /// Version after version, as far as they have been said; of each the hour in which it arrives
    /// first.
    final List<Version> versions = new ArrayList<>();

    Order(String key, boolean guest, Instant placed) {
      this.key = key;
      this.guest = guest;
      this.placed = placed;
    }

    /// What was known of it at an hour; the newest that has arrived.
    Version at(int hour) {
      Version known = Version.UNKNOWN;
      for (Version version : versions) {
        if (version.arrives() <= hour) {
          known = version;
        }
      }
      return known;
    }
  }

  /// @param parcels key → when it left
  /// @param arrived key → when it arrived
  /// @param refunds key → when money was given back
  record Version(
      int arrives,
      boolean backfilled,
      boolean cancelled,
      Map<String, Instant> parcels,
      Map<String, Instant> arrived,
      Map<String, Instant> refunds) {
    static final Version UNKNOWN =
        new Version(Integer.MAX_VALUE, false, false, Map.of(), Map.of(), Map.of());

    boolean isKnown() {
      return arrives < Integer.MAX_VALUE;
    }
  }

  /// What the customer said about marketing.
  record Consent(int arrives, boolean agrees) {}

  final String name;
  final List<Order> orders = new ArrayList<>();
  final List<Consent> consents = new ArrayList<>();
  final List<Word> words = new ArrayList<>();

  /// When the guest's record is told to be the customer's; past the end for never.
  final int merges;

  private final Random random;

  RandomHistory(String name, Random random) {
    this.name = name;
    this.random = random;
    consent();
    int count = random.nextInt(5);
    boolean guests = random.nextInt(3) == 0;
    for (int i = 0; i < count; i++) {
      order(i, guests && random.nextBoolean());
    }
    boolean guest = orders.stream().anyMatch(order -> order.guest);
    this.merges = guest && random.nextBoolean() ? 2 + random.nextInt(HOURS - 10) : HOURS + 1;
    if (guest) {
      guest();
    }
  }

  String mainEmail() {
    return name + "@example.com";
  }

  String guestEmail() {
    return "guest-" + name + "@example.com";
  }

  /// Something that is said at an hour happened a little before.
  private static Instant before(int hour) {
    return START.plus(Duration.ofHours(hour)).minus(Duration.ofMinutes(7));
  }

  private void consent() {
    boolean agrees = random.nextInt(5) > 0;
    consents.add(new Consent(0, agrees));
    int hour = 0;
    while (random.nextInt(3) == 0 && hour < HOURS - 10) {
      hour += 1 + random.nextInt(HOURS / 2);
      agrees = !agrees;
      consents.add(new Consent(hour, agrees));
    }
    for (Consent consent : consents) {
      Said customer =
          Workbench.shop(name)
              .email(mainEmail())
              .consent(consent.agrees(), before(consent.arrives()))
              .stamp(before(consent.arrives()));
      say(consent.arrives(), customer.upsert());
    }
  }

  private void guest() {
    words.add(
        new Word(0, Workbench.shop("g-" + name).email(guestEmail()).stamp(before(0)).upsert()));
    if (merges <= HOURS) {
      say(merges, Workbench.shop("g-" + name).email(mainEmail()).stamp(before(merges)).upsert());
    }
  }

  private void order(int number, boolean guest) {
    boolean backfilled = !guest && random.nextInt(4) == 0;
    int placedAt = backfilled ? -random.nextInt(110) : 1 + random.nextInt(HOURS - 20);
    Order order = new Order(name + "-" + number, guest, before(placedAt));
    orders.add(order);
    boolean cancelled = false;
    Map<String, Instant> parcels = new TreeMap<>();
    Map<String, Instant> arrived = new TreeMap<>();
    Map<String, Instant> refunds = new TreeMap<>();
    int happens = Math.max(placedAt, 0);
    int steps = 1 + random.nextInt(5);
    int lastArrival = 0;
    for (int step = 0; step < steps; step++) {
      if (step > 0) {
        happens += 1 + random.nextInt(15);
        switch (random.nextInt(6)) {
          case 0, 1 -> parcels.put("P" + step, before(happens));
          case 2 -> {
            if (!parcels.isEmpty()) {
              arrived.put(parcels.keySet().iterator().next(), before(happens));
            }
          }
          case 3 -> refunds.put("R" + step, before(happens));
          case 4 -> cancelled = true;
          default -> cancelled = false;
        }
      }
      boolean first = backfilled && step == 0;
      int arrives = first ? 0 : happens + (random.nextInt(4) == 0 ? random.nextInt(30) : 0);
      if (arrives > HOURS || (backfilled && !first && arrives == 0)) {
        continue;
      }
      order.versions.add(
          new Version(
              arrives,
              first,
              cancelled,
              new TreeMap<>(parcels),
              new TreeMap<>(arrived),
              new TreeMap<>(refunds)));
      lastArrival = Math.max(lastArrival, arrives);
      Said record = said(order, order.versions.getLast(), before(happens).plusSeconds(step));
      if (first) {
        words.add(new Word(0, record.backfill().upsert()));
      } else {
        say(arrives, record.upsert());
      }
    }
  }

  private Said said(Order order, Version version, Instant stamp) {
    String parcels =
        version.parcels().entrySet().stream()
            .map(
                parcel ->
                    "{\"id\":\"%s\",\"at\":\"%s\"%s}"
                        .formatted(
                            parcel.getKey(),
                            parcel.getValue(),
                            version.arrived().containsKey(parcel.getKey())
                                ? ",\"arrived\":\"" + version.arrived().get(parcel.getKey()) + '"'
                                : ""))
            .collect(Collectors.joining(",", "[", "]"));
    String refunds =
        version.refunds().entrySet().stream()
            .map(
                refund ->
                    "{\"id\":\"%s\",\"amount\":1.00,\"at\":\"%s\"}"
                        .formatted(refund.getKey(), refund.getValue()))
            .collect(Collectors.joining(",", "[", "]"));
    return Workbench.order(order.key)
        .email(order.guest ? guestEmail() : mainEmail())
        .with("customer", "\"" + (order.guest ? "g-" : "") + name + "\"")
        .with("placed", "\"" + order.placed + "\"")
        .with("status", version.cancelled() ? "\"cancelled\"" : "\"paid\"")
        .with("parcels", parcels)
        .with("refunds", refunds)
        .stamp(stamp);
  }

  /// Says it, and sometimes again.
  private void say(int hour, SourceRecord record) {
    words.add(new Word(hour, record));
    int again = random.nextInt(BACKFILLED);
    for (int i = 0; i < again; i++) {
      int later = hour + random.nextInt(20);
      if (later <= HOURS) {
        words.add(new Word(later, record));
      }
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name);
    consents.forEach(one -> text.append("\n  ").append(one));
    text.append("\n  merges ").append(merges);
    for (Order order : orders) {
      text.append("\n  ").append(order.key).append(order.guest ? " guest " : " ");
      text.append(order.placed);
      order.versions.forEach(version -> text.append("\n    ").append(version));
    }
    return text.toString();
  }
}
