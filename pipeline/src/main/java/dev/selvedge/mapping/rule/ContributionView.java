package dev.selvedge.mapping.rule;

import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.ConsentClaim.Timing;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.ItemClaim;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.Value;
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
      case Contribution.OrderClaim.About about -> view.put("order", OrderView.order(about));
    }
    if (contribution.item() instanceof ItemClaim.About about) {
      view.put(word(about.key().kind()), item(about));
    }
    return view;
  }

  /// As its record will have it.
  private static Map<String, Object> item(ItemClaim.About about) {
    Map<String, Object> view = new TreeMap<>(values(about.part().values()));
    boolean filed = about.key().kind() == ItemKey.Kind.RECORD;
    view.put("key", filed ? about.key().within() : about.key().value());
    about
        .part()
        .groups()
        .forEach(
            (name, members) ->
                view.put(name, members.stream().<Object>map(ContributionView::values).toList()));
    about.part().lists().forEach((name, texts) -> view.put(name, new ArrayList<Object>(texts)));
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

  static void put(Map<String, Object> view, String key, String text) {
    if (!text.isEmpty()) {
      view.put(key, text);
    }
  }

  static Map<String, Object> values(Map<String, Value> values) {
    Map<String, Object> view = new TreeMap<>();
    values.forEach((name, value) -> view.put(name, value.display()));
    return view;
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
