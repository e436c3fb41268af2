package dev.selvedge.app.model;

import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.sandbox.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A random story, the same for the same seed.
///
/// @param rules which of the policies holds
record Script(long seed, int rules, List<Step> steps) {
  static final List<String> ADDRESSES =
      List.of("ann@x.example", "bob@x.example", "cy@x.example", "dee@x.example", "eve@x.example");
  private static final List<String> CUSTOMERS =
      List.of(
          "shop/customer/1",
          "shop/customer/2",
          "shop/customer/3",
          "erp/customer/7",
          "erp/customer/8",
          "erp/customer/9");
  private static final List<String> ORDERS = List.of("shop/order/A", "shop/order/B");
  private static final List<String> NAMES = List.of("\"Ann\"", "\"Bo\"", "\"Cy\"");
  private static final List<String> TIERS = List.of("\"gold\"", "\"tin\"");
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(50),
          Duration.ofMinutes(3),
          Duration.ofMinutes(40));
  private static final List<String> ACTS =
      List.of(
          "unsubscribe",
          "unsubscribe",
          "resubscribe",
          "confirm",
          "confirm",
          "bounce",
          "complain",
          "suppress");

  static final int POLICIES = 4;

  static Script random(long seed, int length) {
    Dice dice = new Dice(new Random(seed));
    int rules = dice.random.nextInt(POLICIES);
    List<Step> steps = new ArrayList<>();
    // with dice of its own: a seed tells the same story as before, only of another account
    Random past = new Random(~seed);
    if (past.nextInt(3) == 0) {
      ADDRESSES.stream()
          .filter(address -> past.nextBoolean())
          .forEach(address -> steps.add(new Step.Past(address)));
    }
    int all = length + steps.size();
    while (steps.size() < all) {
      steps.add(dice.step());
    }
    return new Script(seed, rules, List.copyOf(steps));
  }

  /// The shortest story of those tried that still fails: pieces are left out, from halves down to
  /// single steps.
  Script shrunk(Predicate<Script> fails) {
    Script shortest = this;
    for (int piece = Math.max(1, steps.size() / 2); piece >= 1; piece = piece / 2) {
      boolean again = true;
      while (again) {
        again = false;
        for (int from = 0; from < shortest.steps.size(); ) {
          Script candidate = shortest.without(from, Math.min(shortest.steps.size(), from + piece));
          if (fails.test(candidate)) {
            shortest = candidate;
            again = piece == 1;
          } else {
            from += piece;
          }
        }
      }
    }
    return shortest;
  }

  private Script without(int from, int to) {
    List<Step> rest = new ArrayList<>(steps);
    rest.subList(from, to).clear();
    return new Script(seed, rules, List.copyOf(rest));
  }

  String told() {
    StringBuilder text = new StringBuilder("seed " + seed + ", policy " + rules + "\n");
    steps.forEach(step -> text.append("  ").append(step).append('\n'));
    return text.toString();
  }

  private enum Kind {
    CUSTOMER(36),
    ORDER(5),
    GONE(3),
    LINK(3),
    AGAIN(4),
    RESOLVE(8),
    SEND(14),
    PASS(5),
    FAIL(6),
    ACT(12),
    HEAR(7),
    RESTART(2);

    private final int usual;

    Kind(int usual) {
      this.usual = usual;
    }
  }

  /// Every story has a bias of its own, in how many people there are and what happens often: what
  /// is rare in one is frequent in another.
  private static final class Dice {
    private final Random random;
    private final List<String> addresses;
    private final List<String> customers;
    private final Map<Kind, Integer> weights = new EnumMap<>(Kind.class);

    Dice(Random random) {
      this.random = random;
      this.addresses = some(ADDRESSES, 2);
      this.customers = some(CUSTOMERS, 1);
      for (Kind kind : Kind.values()) {
        int bias = random.nextInt(4);
        int weight = bias == 0 ? kind.usual / 3 : bias == 1 ? 3 * kind.usual : kind.usual;
        weights.put(kind, Math.max(1, weight));
      }
    }

    /// So many of a list, at least.
    private List<String> some(List<String> of, int least) {
      List<String> shuffled = new ArrayList<>(of);
      Collections.shuffle(shuffled, random);
      return List.copyOf(shuffled.subList(0, least + random.nextInt(of.size() - least + 1)));
    }

    Step step() {
      return switch (kind()) {
        case CUSTOMER -> say(one(customers));
        case ORDER -> say(one(ORDERS));
        case GONE -> new Step.Gone(chance(4) ? one(ORDERS) : one(customers), when());
        case LINK -> link();
        case AGAIN -> new Step.Again(random.nextInt(50));
        case RESOLVE -> new Step.Resolve();
        case SEND -> new Step.Send(1 + random.nextInt(3));
        case PASS -> new Step.Pass(one(PAUSES));
        case FAIL -> fault();
        case ACT -> new Step.Act(one(addresses), one(ACTS));
        case HEAR -> new Step.Hear(1 + random.nextInt(4), random.nextBoolean());
        case RESTART -> new Step.Restart(random.nextBoolean());
      };
    }

    private Kind kind() {
      int roll = random.nextInt(weights.values().stream().mapToInt(Integer::intValue).sum());
      for (Map.Entry<Kind, Integer> weight : weights.entrySet()) {
        roll -= weight.getValue();
        if (roll < 0) {
          return weight.getKey();
        }
      }
      throw new IllegalStateException("no kind of step has any weight");
    }

    private Step say(String ref) {
      boolean order = ref.contains("/order/");
      Map<String, String> fields = new TreeMap<>();
      maybe(fields, "first", one(NAMES));
      if (!order) {
        maybe(fields, "tier", one(TIERS));
        maybe(fields, "points", Integer.toString(random.nextInt(3)));
      } else {
        fields.put("status", random.nextInt(3) == 0 ? "\"cancelled\"" : "\"paid\"");
      }
      String owner = order && random.nextInt(3) > 0 ? Integer.toString(1 + random.nextInt(3)) : "";
      // what names neither an address nor an owner is parked and counts for nothing
      String email = !owner.isEmpty() && chance(3) ? "" : email();
      return new Step.Say(
          ref, when(), email, owner, fields, order ? new Step.Word.None() : word(), chance(4));
    }

    private Step link() {
      String ref = chance(4) ? one(ORDERS) : one(customers);
      String other = one(customers);
      return switch (random.nextInt(5)) {
        case 0 -> new Step.AsFound(ref);
        case 1 -> new Step.Together(ref, Optional.empty());
        default ->
            other.equals(ref) ? new Step.AsFound(ref) : new Step.Together(ref, Optional.of(other));
      };
    }

    private void maybe(Map<String, String> fields, String name, String value) {
      if (random.nextBoolean()) {
        fields.put(name, value);
      }
    }

    private String email() {
      String plain = one(addresses);
      return switch (random.nextInt(5)) {
        case 0 -> plain.toUpperCase(java.util.Locale.ROOT);
        case 1 -> " " + Character.toUpperCase(plain.charAt(0)) + plain.substring(1) + "  ";
        default -> plain;
      };
    }

    private Step.Word word() {
      Choice choice =
          switch (random.nextInt(8)) {
            case 0 -> Choice.PENDING;
            case 1, 2, 3 -> Choice.OPT_OUT;
            default -> Choice.OPT_IN;
          };
      return switch (random.nextInt(5)) {
        case 0, 1 -> new Step.Word.None();
        case 2 -> new Step.Word.Flag(choice);
        default -> new Step.Word.Stated(choice, when());
      };
    }

    /// Often one of a few instants, so that ties and late arrivals are frequent.
    private Step.When when() {
      return switch (random.nextInt(4)) {
        case 0 -> new Step.When(true, -600L * (1 + random.nextInt(6)));
        case 1 -> new Step.When(false, -60L * random.nextInt(10));
        default -> new Step.When(false, -random.nextInt(20));
      };
    }

    private Step fault() {
      boolean single = random.nextBoolean();
      String method = single ? "PATCH" : "PUT";
      String path = single ? "/contacts/v3/**" : "/contacts/v3/import";
      int times = 1 + random.nextInt(2);
      Fault fault =
          switch (random.nextInt(single ? 5 : 9)) {
            case 0 -> new Fault.CutAfter();
            case 1 -> new Fault.CutBefore();
            case 2 -> new Fault.Status(503, false, "");
            case 3 -> new Fault.Status(429, true, "");
            case 4 -> new Fault.MalformedJson();
            case 5 -> new Fault.JobLate(200_000);
            case 6 -> new Fault.ItemOmitted(one(addresses), random.nextBoolean());
            case 7 -> new Fault.ItemFails(one(addresses), "invalidEmail");
            default -> new Fault.JobEnds("Failed");
          };
      return new Step.Fail(method, path, fault, times);
    }

    private boolean chance(int in) {
      return random.nextInt(in) == 0;
    }

    private <T> T one(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }
  }
}
