package dev.selvedge.app.demo;

import dev.selvedge.Masking;
import dev.selvedge.app.demo.Catalogue.Variant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// How the demo's shop begins its day: it tells its catalogue; somebody waits for an article that
/// is sold out and comes back; and of two who leave a basket one buys elsewhere. Confined to one
/// thread.
final class Opening {
  private static final int DELIVERED = 20;

  /// A little less than the automation asks for.
  private static final Duration LEFT_FOR = Duration.ofSeconds(54);
  private static final Variant BOOTS = new Variant(Catalogue.ARTICLES.get(3), "M");
  private static final Variant JUMPER = new Variant(Catalogue.ARTICLES.get(6), "L");

  private final int day;
  private int act;

  /// @param day a number of its own for each run over one project
  Opening(int day) {
    this.day = day;
  }

  /// What happens at one moment.
  ///
  /// @param calls what the shop tells of it
  record Act(String sentence, List<HookCall> calls) {
    Act {
      calls = List.copyOf(calls);
    }
  }

  /// The next of it; empty once the day has begun.
  Optional<Act> next(Instant now) {
    act++;
    return switch (act) {
      case 1 ->
          Optional.of(
              new Act(
                  "the shop tells its catalogue: %d articles in %d variants, of which %s is sold out"
                      .formatted(
                          Catalogue.ARTICLES.size(), Catalogue.variants(), Catalogue.SCARCE.name()),
                  Catalogue.all(now)));
      case 2 ->
          Optional.of(
              new Act(
                  shown("mira") + " asks to hear when " + Catalogue.SCARCE.name() + " is back",
                  List.of(account("mira", now), alert("mira", now))));
      case 3 ->
          Optional.of(
              new Act(
                  shown("noor") + " has left " + BOOTS.name() + " in a basket for most of a minute",
                  List.of(account("noor", now), basket("noor", BOOTS, now))));
      case 4 ->
          Optional.of(
              new Act(
                  shown("otis") + " has left " + JUMPER.name() + " in one, too",
                  List.of(account("otis", now), basket("otis", JUMPER, now))));
      case 5 ->
          Optional.of(
              new Act(
                  shown("otis").toUpperCase(Locale.ROOT)
                      + " buys it as a guest, in capitals: nobody is to remind him",
                  List.of(order("otis", JUMPER, now))));
      case 6 ->
          Optional.of(
              new Act(
                  Catalogue.SCARCE.name() + " is back: " + DELIVERED + " pieces came in",
                  List.of(Catalogue.told(Catalogue.SCARCE, DELIVERED, now))));
      default -> Optional.empty();
    };
  }

  private String address(String name) {
    return name + ".day" + day + "@post.example";
  }

  private String shown(String name) {
    return Masking.mask(address(name));
  }

  private HookCall account(String name, Instant now) {
    ObjectNode body =
        json()
            .put("id", "D" + day + '-' + name)
            .put("email", address(name))
            .put("first_name", name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
            .put("points", 0)
            .put("updated_at", now.toString());
    body.putObject("newsletter").put("choice", "opted in").put("at", now.toString());
    return call("customer", body);
  }

  private HookCall alert(String name, Instant now) {
    return call(
        "alert",
        json()
            .put("id", "A" + day + '-' + name)
            .put("email", address(name))
            .put("sku", Catalogue.SCARCE.sku())
            .put("asked_at", now.toString()));
  }

  private HookCall basket(String name, Variant variant, Instant now) {
    ObjectNode body =
        json()
            .put("id", "B" + day + '-' + name)
            .put("email", address(name))
            .put("updated_at", now.minus(LEFT_FOR).toString());
    line(body, variant);
    return call("cart", body);
  }

  private HookCall order(String name, Variant variant, Instant now) {
    ObjectNode body =
        json()
            .put("number", "SHOP-D" + day + '-' + name)
            .put("email", address(name).toUpperCase(Locale.ROOT))
            .put("placed_at", now.toString())
            .put("status", "paid")
            .put("currency", "GBP")
            .put("delivery", "0.00")
            .put("total", variant.article().price().toPlainString())
            .put("updated_at", now.toString());
    line(body, variant);
    return call("order", body);
  }

  private static void line(ObjectNode body, Variant variant) {
    body.putArray("lines")
        .addObject()
        .put("sku", variant.sku())
        .put("name", variant.name())
        .put("quantity", 1)
        .put("price", variant.article().price().toPlainString());
  }

  private static HookCall call(String kind, ObjectNode body) {
    return new HookCall(kind, body.toString(), HookCall.Signature.RIGHT, "");
  }

  private static ObjectNode json() {
    return JsonNodeFactory.instance.objectNode();
  }
}
