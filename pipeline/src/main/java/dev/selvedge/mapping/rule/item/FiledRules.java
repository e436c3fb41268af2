package dev.selvedge.mapping.rule.item;

import dev.selvedge.RecordRef;
import dev.selvedge.mapping.ItemClaim;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.ItemPart;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.function.Cause;
import dev.selvedge.mapping.function.Datum;
import dev.selvedge.mapping.function.Kind;
import dev.selvedge.mapping.rule.expression.Each;
import dev.selvedge.mapping.rule.expression.Rule;
import dev.selvedge.mapping.rule.expression.RuleReader;
import dev.selvedge.mapping.rule.expression.Scope;
import dev.selvedge.mapping.rule.expression.Target;
import dev.selvedge.mapping.rule.expression.TypedRules;
import dev.selvedge.mapping.rule.item.ProductRules.Texts;
import dev.selvedge.yaml.Position;
import dev.selvedge.yaml.YamlSection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The compiled `record:` section: a record of a collection that the project declares. Thread-safe.
///
/// @param at where it stands
/// @param lists what there are several of
/// @param groups what there are several of that have values of their own
public record FiledRules(
    Position at,
    String collection,
    Rule key,
    TypedRules fields,
    Map<String, Texts> lists,
    Map<String, Group> groups,
    KeySpace keys)
    implements ItemSection {
  public FiledRules {
    lists = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(lists));
    groups = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(groups));
  }

  /// Members of a list that have values of their own.
  public record Group(Each each, TypedRules fields) {
    private List<Map<String, Value>> all(Scope scope) {
      return each.all(scope, fields::values);
    }
  }

  static Optional<FiledRules> read(YamlSection file, RuleReader rules) {
    return file.section("record").map(section -> of(section, rules));
  }

  private static FiledRules of(YamlSection section, RuleReader rules) {
    Map<String, Texts> lists = new LinkedHashMap<>();
    YamlSection texts = section.sectionOrEmpty("lists");
    texts
        .keys()
        .forEach(
            name ->
                Texts.read(texts, "record.lists", name, "text", rules)
                    .ifPresent(all -> lists.put(name, all)));
    Map<String, Group> groups = new LinkedHashMap<>();
    YamlSection given = section.sectionOrEmpty("groups");
    for (String name : given.keys()) {
      YamlSection group = given.requiredSection(name);
      groups.put(
          name,
          new Group(
              Each.read("record.groups." + name, group, rules),
              TypedRules.read(group.requiredSection("fields"), name, true, rules)));
    }
    return new FiledRules(
        section.position(),
        section.requiredText("collection"),
        rules.read(section, "key", Target.needed("record.key", Kind.TEXT)),
        TypedRules.read(section.sectionOrEmpty("fields"), "record.fields", false, rules),
        lists,
        groups,
        KeySpace.read(section));
  }

  @Override
  public ItemClaim claim(Scope scope) {
    String id = key.text(scope);
    if (id.length() > RecordRef.MAX_KEY) {
      scope
          .run()
          .problem(
              key, scope, new Datum.Wrong(Cause.KEY_TOO_LONG, id, "is too long for a record", ""));
    }
    Map<String, List<String>> several = new TreeMap<>();
    lists.forEach((name, texts) -> several.put(name, texts.all(scope)));
    Map<String, List<Map<String, Value>>> members = new TreeMap<>();
    groups.forEach((name, group) -> members.put(name, group.all(scope)));
    return id.isEmpty()
        ? new ItemClaim.NoItem()
        : new ItemClaim.About(
            ItemKey.filed(collection, id), new ItemPart(fields.values(scope), several, members));
  }
}
