package dev.selvedge.mapping.rule;

import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.ConsentClaim.Timing;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.function.Datum;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Shows a contribution in the shape of a mapping file, all values as text, so that worked examples
/// can be compared with it.
final class ContributionView {
  private ContributionView() {}

  /// Texts, lists and maps of such.
  static Map<String, Object> of(Contribution contribution) {
    Map<String, Object> view = new TreeMap<>();
    Map<String, Object> person = new TreeMap<>();
    put(person, "email", contribution.identity().email());
    put(person, "belongs_to", contribution.identity().owner());
    put(person, "phone", contribution.identity().phone());
    person.put("fields", values(contribution.fields()));
    person.put("erases", List.copyOf(contribution.erased()));
    view.put("person", person);
    Map<String, Object> consent = new TreeMap<>();
    Map<String, Object> lists = new TreeMap<>();
    Map<String, Object> preferences = new TreeMap<>();
    for (ConsentClaim claim : contribution.consents()) {
      switch (claim.topic().grain()) {
        case WHOLE -> consent.put(word(claim.topic().channel()), claim(claim));
        case LIST -> lists.put(claim.topic().name(), claim(claim));
        case PREFERENCE -> preferences.put(claim.topic().name(), claim(claim));
      }
    }
    consent.put("lists", lists);
    consent.put("preferences", preferences);
    view.put("consent", consent);
    switch (contribution.order()) {
      case Contribution.OrderClaim.NoOrder ignored -> {}
      case Contribution.OrderClaim.About about -> view.put("order", order(about));
    }
    return view;
  }

  private static Map<String, Object> claim(ConsentClaim claim) {
    Map<String, Object> view = new TreeMap<>();
    view.put("choice", word(claim.choice()));
    view.put("at", at(claim));
    view.put("evidence", new TreeMap<>(claim.evidence()));
    return view;
  }

  /// The age of an opt-in that was only seen is not known; an opt-out counts from when it was.
  private static String at(ConsentClaim claim) {
    boolean unknown =
        claim.at().equals(ConsentClaim.UNKNOWN_TIME)
            || (claim.timing() == Timing.OBSERVED && claim.choice() == Choice.OPT_IN);
    return unknown ? "unknown" : claim.at().toString();
  }

  private static Map<String, Object> order(Contribution.OrderClaim.About about) {
    Map<String, Object> view = new TreeMap<>();
    List<Object> fulfilments = new ArrayList<>();
    List<Object> refunds = new ArrayList<>();
    view.put("key", about.key().value());
    for (OrderPart part : about.parts()) {
      switch (part) {
        case OrderPart.Header header -> view.put("header", header(header));
        case OrderPart.Fulfilment fulfilment -> fulfilments.add(fulfilment(fulfilment));
        case OrderPart.Refund refund -> refunds.add(refund(refund));
      }
    }
    view.put("fulfilments", fulfilments);
    view.put("refunds", refunds);
    return view;
  }

  private static Map<String, Object> header(OrderPart.Header header) {
    Map<String, Object> view = new TreeMap<>();
    view.put("placed_at", header.placedAt().toString());
    put(view, "status", header.status());
    view.put("cancelled", Boolean.toString(header.cancelled()));
    put(view, "currency", header.currency());
    view.put("total", new Datum.Decimal(header.total()).display());
    header
        .amounts()
        .forEach((amount, value) -> view.put(word(amount), new Datum.Decimal(value).display()));
    view.put("lines", header.lines().stream().<Object>map(ContributionView::line).toList());
    view.put("attributes", values(header.attributes()));
    return view;
  }

  private static Map<String, Object> line(OrderPart.Line line) {
    Map<String, Object> view = new TreeMap<>();
    put(view, "product_id", line.productId());
    put(view, "sku", line.sku());
    put(view, "name", line.name());
    view.put("quantity", new Datum.Decimal(line.quantity()).display());
    view.put("unit_price", new Datum.Decimal(line.unitPrice()).display());
    return view;
  }

  private static Map<String, Object> fulfilment(OrderPart.Fulfilment fulfilment) {
    Map<String, Object> view = new TreeMap<>();
    put(view, "key", fulfilment.key());
    put(view, "status", fulfilment.status());
    put(view, "carrier", fulfilment.carrier());
    put(view, "tracking", fulfilment.tracking());
    putTime(view, "shipped_at", fulfilment.shippedAt());
    return view;
  }

  private static Map<String, Object> refund(OrderPart.Refund refund) {
    Map<String, Object> view = new TreeMap<>();
    put(view, "key", refund.key());
    view.put("amount", new Datum.Decimal(refund.amount()).display());
    put(view, "reason", refund.reason());
    putTime(view, "refunded_at", refund.refundedAt());
    return view;
  }

  private static void putTime(Map<String, Object> view, String key, OrderPart.When when) {
    if (when instanceof OrderPart.When.At(java.time.Instant instant)) {
      view.put(key, instant.toString());
    }
  }

  private static void put(Map<String, Object> view, String key, String text) {
    if (!text.isEmpty()) {
      view.put(key, text);
    }
  }

  private static Map<String, Object> values(Map<String, Value> values) {
    Map<String, Object> view = new TreeMap<>();
    values.forEach((name, value) -> view.put(name, value.display()));
    return view;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
