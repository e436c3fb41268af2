package dev.selvedge.mapping.rule;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.PhoneRules;
import dev.selvedge.mapping.function.Lookups;
import dev.selvedge.mapping.rule.expression.Condition;
import dev.selvedge.mapping.rule.expression.Names;
import dev.selvedge.mapping.rule.expression.RuleReader;
import dev.selvedge.mapping.rule.item.ItemSection;
import dev.selvedge.mapping.rule.order.OrderRules;
import dev.selvedge.mapping.rule.person.ConsentRules;
import dev.selvedge.mapping.rule.person.PersonReader;
import dev.selvedge.mapping.rule.person.PersonRules;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlReader;
import dev.selvedge.yaml.YamlSection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Reads, checks and compiles mapping files, one for each kind of record of each system.
public final class MappingLoader {
  private final FieldCatalogue catalogue;
  private final EmailRules emails;
  private final PhoneRules phones;
  private final Problems problems;
  private final Map<Feed, FileMapping> loaded = new TreeMap<>();

  private MappingLoader(
      FieldCatalogue catalogue, EmailRules emails, PhoneRules phones, Problems problems) {
    this.catalogue = catalogue;
    this.emails = emails;
    this.phones = phones;
    this.problems = problems;
  }

  /// For a project that takes addresses as they are and finds nobody by a phone number.
  public static MappingProject load(
      Map<String, String> files, FieldCatalogue catalogue, Problems problems) {
    return load(files, catalogue, EmailRules.PLAIN, problems);
  }

  /// For a project that finds nobody by a phone number.
  public static MappingProject load(
      Map<String, String> files, FieldCatalogue catalogue, EmailRules emails, Problems problems) {
    return load(files, catalogue, emails, PhoneRules.NONE, problems);
  }

  /// Whatever is wrong goes to `problems`, all of it; what is returned then is of no use.
  ///
  /// @param files name, as shown in messages, to text
  public static MappingProject load(
      Map<String, String> files,
      FieldCatalogue catalogue,
      EmailRules emails,
      PhoneRules phones,
      Problems problems) {
    MappingLoader loader = new MappingLoader(catalogue, emails, phones, problems);
    new TreeMap<>(files).forEach(loader::add);
    return new MappingProject(loader.loaded);
  }

  private void add(String name, String text) {
    Optional<YamlNode.Mapping> root = YamlReader.readMapping(name, text, problems);
    if (root.isEmpty()) {
      return;
    }
    YamlSection file = YamlSection.of(root.get(), Environment.NONE, problems);
    Optional<SystemName> system = Names.system(file, "system");
    Optional<RecordKind> kind = Names.kind(file, "kind");
    // A wrong name is no reason to keep the other problems of the file for later.
    Feed feed =
        new Feed(
            system.orElseGet(() -> new SystemName("unnamed")),
            kind.orElseGet(() -> new RecordKind("unnamed")));
    FileMapping mapping = mapping(file, feed, root.get());
    file.finish();
    FileMapping before = loaded.putIfAbsent(feed, mapping);
    if (before != null && system.isPresent() && kind.isPresent()) {
      problems.add(
          file.position("kind"),
          "'" + feed + "' is mapped already, in " + before.position().file(),
          "put all rules of one kind of record in one file");
    }
  }

  private FileMapping mapping(YamlSection file, Feed feed, YamlNode root) {
    RuleReader rules = new RuleReader(lookups(file), problems);
    ItemSection.check(file, rules);
    boolean items = ItemSection.NAMES.stream().anyMatch(file::has);
    if (!file.has("person") && !file.has("order") && !items) {
      problems.add(
          file.position(),
          "the file maps neither a person nor an order",
          "add 'person' or 'order'");
    } else if (file.has("consent") && !file.has("person")) {
      problems.add(
          file.keyPosition("consent"), "'consent' needs a 'person' whose it is", "add 'person'");
    }
    Condition onlyIf = Condition.read(file, false, rules);
    PersonRules person =
        new PersonReader(feed.system(), catalogue, emails, phones, rules).read(file);
    List<ConsentRules> consents = ConsentRules.read(file, rules);
    List<OrderRules> orders = OrderRules.read(file, rules).stream().toList();
    List<ItemSection> sections = ItemSection.read(file, rules);
    return new FileMapping(
        feed,
        file.position(),
        onlyIf,
        person,
        consents,
        orders,
        sections,
        file.node("examples").stream().toList(),
        PathsOfFile.of(root, rules.uses()));
  }

  private static Lookups lookups(YamlSection file) {
    Map<String, Map<String, String>> tables = new LinkedHashMap<>();
    YamlSection section = file.sectionOrEmpty("lookups");
    for (String name : section.keys()) {
      tables.put(name, section.textMap(name));
    }
    return new Lookups(tables);
  }
}
