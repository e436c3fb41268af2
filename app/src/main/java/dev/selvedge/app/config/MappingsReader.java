package dev.selvedge.app.config;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.PhoneRules;
import dev.selvedge.mapping.rule.MappingLoader;
import dev.selvedge.mapping.rule.MappingProject;
import dev.selvedge.mapping.rule.item.KeySpace;
import dev.selvedge.mapping.rule.person.OwnerReference;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.Position;
import dev.selvedge.yaml.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Reads the mapping files, and says which feed has none and which file no feed.
final class MappingsReader {
  private final ProjectFiles files;
  private final SystemsReader.Systems systems;
  private final Problems problems;

  MappingsReader(ProjectFiles files, SystemsReader.Systems systems, Problems problems) {
    this.files = files;
    this.systems = systems;
    this.problems = problems;
  }

  MappingProject read(FieldCatalogue catalogue, EmailRules emails, PhoneRules phones) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String file : files.mappings()) {
      files.text(file, "").ifPresent(text -> texts.put(file, text));
    }
    MappingProject mappings = MappingLoader.load(texts, catalogue, emails, phones, problems);
    List<Feed> feeds =
        systems.good().stream().flatMap(system -> system.plan().feeds().stream()).toList();
    for (Feed feed : feeds) {
      if (!mappings.feeds().containsKey(feed)) {
        unmapped(feed);
      }
    }
    mappings.feeds().forEach((feed, at) -> checkFeed(feed, at, feeds, "maps"));
    for (OwnerReference owner : mappings.owners()) {
      checkFeed(new Feed(owner.system(), owner.kind()), owner.position(), feeds, "refers to");
    }
    checkKeys(new Shared("carts", "carts", "cart"), mappings.plainCarts());
    checkKeys(new Shared("wishes", "wishes", "wish"), mappings.plainWishes());
    mappings
        .plainRecords()
        .forEach(
            (collection, plain) ->
                checkKeys(new Shared("records of " + collection, "records", "record"), plain));
    return mappings;
  }

  /// What two systems may tell the same of.
  ///
  /// @param what of them, as people say
  /// @param brief the same where it was named before
  /// @param section of the mapping file
  private record Shared(String what, String brief, String section) {
    /// What else has to be told apart then.
    String besides() {
      return section.equals("cart") ? ", and before the cart's key in its orders" : "";
    }
  }

  /// Carts, wishes and records of a collection of one key are one, whichever system tells them: two
  /// systems that count alike would give one person's cart to another.
  private void checkKeys(Shared shared, List<KeySpace.Plain> plain) {
    if (plain.isEmpty()) {
      return;
    }
    SystemName first = plain.getFirst().feed().system();
    plain.stream()
        .filter(one -> !one.feed().system().equals(first))
        .forEach(
            one ->
                problems.add(
                    one.at(),
                    "nothing tells the "
                        + shared.what()
                        + " of '"
                        + one.feed().system()
                        + "' from those of '"
                        + first
                        + "': two of one key would be one",
                    "put the shop before the key: key: { cel: \"'"
                        + one.feed().system()
                        + "-' + string(record.id)\" }"
                        + shared.besides()
                        + "; or write 'shared: true' in '"
                        + shared.section()
                        + "' where both tell the same "
                        + shared.brief()));
  }

  private void unmapped(Feed feed) {
    String file = ProjectFiles.MAPPINGS + '/' + feed.system() + '.' + feed.kind() + ".yaml";
    problems.add(
        systems.positions().getOrDefault(feed.system().value(), new Position(file, 1, 1)),
        "the feed " + feed + " has no mapping",
        "write " + file);
  }

  private void checkFeed(Feed feed, Position at, List<Feed> feeds, String verb) {
    String system = feed.system().value();
    if (feeds.contains(feed) || systems.incomplete().contains(system)) {
      return;
    }
    if (!systems.names().contains(system)) {
      problems.add(
          at,
          "this " + verb + " records of '" + system + "', which is not a system",
          Nearest.suggestion(system, systems.names()));
    } else {
      problems.add(
          at,
          "this " + verb + " " + feed + ", but '" + system + "' gives no such records",
          "it gives: " + kinds(feed.system(), feeds));
    }
  }

  private static String kinds(SystemName system, List<Feed> feeds) {
    return feeds.stream()
        .filter(feed -> feed.system().equals(system))
        .map(feed -> feed.kind().value())
        .collect(Collectors.joining(", "));
  }
}
