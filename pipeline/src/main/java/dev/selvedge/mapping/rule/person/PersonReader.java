package dev.selvedge.mapping.rule.person;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.PhoneRules;
import dev.selvedge.mapping.function.Kind;
import dev.selvedge.mapping.function.StepReader;
import dev.selvedge.mapping.rule.expression.Names;
import dev.selvedge.mapping.rule.expression.Rule;
import dev.selvedge.mapping.rule.expression.RuleReader;
import dev.selvedge.mapping.rule.expression.Target;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.YamlSection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the `person:` section of a mapping file. Confined to one thread.
public final class PersonReader {
  private final SystemName system;
  private final FieldCatalogue catalogue;
  private final EmailRules emails;
  private final PhoneRules phones;
  private final RuleReader rules;

  public PersonReader(
      SystemName system,
      FieldCatalogue catalogue,
      EmailRules emails,
      PhoneRules phones,
      RuleReader rules) {
    this.system = system;
    this.catalogue = catalogue;
    this.emails = emails;
    this.phones = phones;
    this.rules = rules;
  }

  /// Compiles the section `person` of a file; without one, records of the file are nobody's.
  public PersonRules read(YamlSection file) {
    Optional<YamlSection> person = file.section("person");
    if (person.isEmpty()) {
      return new PersonRules(
          false, "", Rule.none("email", Kind.TEXT), emails, phones, List.of(), List.of());
    }
    YamlSection section = person.get();
    Rule email =
        rules.read(section, "email", Target.wanted("email", Kind.TEXT)).then(StepReader.email());
    List<PersonRules.Owner> owners = owners(section);
    List<PersonRules.FieldRule> fields = fields(section);
    boolean byPhone =
        phones.isOn()
            && fields.stream().anyMatch(each -> each.field().name().equals(phones.field()));
    if (!section.has("email") && owners.isEmpty() && !section.has("belongs_to") && !byPhone) {
      section
          .problems()
          .add(
              section.position(),
              "'person' does not say how the person is found",
              "add 'email: …' or 'belongs_to: {kind: …, key: …}'");
    }
    return new PersonRules(
        !file.has("cart"),
        RuleReader.at(section.position()),
        email,
        emails,
        phones,
        owners,
        fields);
  }

  private List<PersonRules.Owner> owners(YamlSection person) {
    Optional<YamlSection> section = person.section("belongs_to");
    if (section.isEmpty()) {
      return List.of();
    }
    Rule key = rules.read(section.get(), "key", Target.wanted("belongs_to.key", Kind.TEXT));
    if (!section.get().has("key")) {
      section.get().requiredText("key");
    }
    Optional<SystemName> owner =
        section.get().has("system") ? Names.system(section.get(), "system") : Optional.of(system);
    Optional<RecordKind> kind = Names.kind(section.get(), "kind");
    if (owner.isEmpty() || kind.isEmpty()) {
      return List.of();
    }
    var reference = new OwnerReference(owner.get(), kind.get(), section.get().position());
    return List.of(new PersonRules.Owner(reference, key));
  }

  private List<PersonRules.FieldRule> fields(YamlSection person) {
    List<PersonRules.FieldRule> found = new ArrayList<>();
    YamlSection fields = person.sectionOrEmpty("fields");
    for (String name : fields.keys()) {
      FieldCatalogue.Field field = catalogue.fields().get(name);
      if (field == null) {
        fields.allow(name);
        fields
            .problems()
            .add(
                fields.keyPosition(name),
                "there is no profile field '" + name + "'",
                Nearest.suggestion(name, catalogue.fields().keySet()));
        continue;
      }
      if (!field.owners().isEmpty() && !field.owners().contains(system)) {
        fields
            .problems()
            .add(
                fields.keyPosition(name),
                "'"
                    + system
                    + "' does not own the field '"
                    + name
                    + "', so this line would do"
                    + " nothing",
                "add it to the field's owners, or remove the line");
      }
      boolean erases = field.blanksErase().contains(system);
      Rule rule =
          rules.read(fields, name, Target.ofProfile(name, Target.kindOf(field.type()), erases));
      found.add(new PersonRules.FieldRule(field, rule));
    }
    return found;
  }
}
