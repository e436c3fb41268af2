package dev.selvedge.app.config.field;

import dev.selvedge.SystemName;
import dev.selvedge.app.config.setting.DataFieldNames;
import dev.selvedge.app.config.setting.Sections;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.Survivorship;
import dev.selvedge.mapping.Survivorship.Strategy;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.YamlSection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads `fields.yaml`: which profile fields there are, who may set them and where they go.
public final class FieldsReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");

  /// Dotdigital help pages: contact data fields; older pages say 255 and newer ones 1,000.
  private static final int STANDARD_LENGTH = 255;

  private static final int MAX_LENGTH = 1_000;
  private static final String STANDARD_SEPARATOR = ", ";
  private static final int MAX_SEPARATOR = 5;
  private static final List<String> TYPES = List.of("String", "Numeric", "Date", "Boolean");

  private final YamlSection section;
  private final Set<String> systems;
  private final TakenDataFields taken;

  /// @param systems the names of the project's systems
  /// @param taken what the figures occupy already
  public FieldsReader(YamlSection section, Set<String> systems, TakenDataFields taken) {
    this.section = section;
    this.systems = systems;
    this.taken = taken;
  }

  public FieldCatalogue read() {
    YamlSection all = section.requiredSection("fields");
    Map<String, FieldCatalogue.Field> fields = new LinkedHashMap<>();
    for (String name : all.keys()) {
      checkName(name, all);
      Sections.below(all, name).ifPresent(field -> fields.put(name, field(name, field)));
    }
    return new FieldCatalogue(fields);
  }

  private static void checkName(String name, YamlSection all) {
    if (!NAME.matcher(name).matches()) {
      all.problems()
          .add(
              all.keyPosition(name),
              "'" + name + "' is not a field name",
              "write 1 to 40 lower-case letters, digits and '_', beginning with a letter");
    }
  }

  private FieldCatalogue.Field field(String name, YamlSection field) {
    FieldType type = type(field);
    long length = field.number("max_length", STANDARD_LENGTH, 1, MAX_LENGTH);
    if (field.has("max_length") && type != FieldType.STRING) {
      field.problem("max_length", "only a String has a 'max_length'", "remove it");
    }
    List<SystemName> owners = owners(field);
    return new FieldCatalogue.Field(
        name,
        type,
        owners,
        dataField(name, type, field),
        (int) length,
        survivorship(type, field),
        blanksErase(owners, field));
  }

  private static Survivorship survivorship(FieldType type, YamlSection field) {
    Strategy strategy = field.choice("strategy", Strategy.OWNER_ORDER);
    if (!strategy.fits(type)) {
      field.problem(
          "strategy",
          "'" + word(strategy) + "' is not for fields of the type " + written(type),
          "for these there is "
              + Arrays.stream(Strategy.values())
                  .filter(other -> other.fits(type))
                  .map(FieldsReader::word)
                  .collect(Collectors.joining(", ")));
      return Survivorship.STANDARD;
    }
    String separator = field.text("separator", STANDARD_SEPARATOR);
    if (strategy == Strategy.UNION) {
      if (separator.isEmpty() || separator.length() > MAX_SEPARATOR) {
        field.problem(
            "separator", "what stands between tags is 1 to 5 characters long", "write ', '");
        return Survivorship.union(STANDARD_SEPARATOR);
      }
      return Survivorship.union(separator);
    }
    if (field.has("separator")) {
      field.problem("separator", "only a 'union' has a 'separator'", "remove it");
    }
    return Survivorship.of(strategy);
  }

  private Set<SystemName> blanksErase(List<SystemName> owners, YamlSection field) {
    Set<SystemName> erase = new LinkedHashSet<>();
    for (String written : field.texts("blanks_erase")) {
      Optional<SystemName> owner =
          owners.stream().filter(one -> one.value().equals(written)).findFirst();
      owner.ifPresent(erase::add);
      if (owner.isEmpty()) {
        field.problem(
            "blanks_erase",
            systems.contains(written)
                ? "'" + written + "' does not own this field, so it cannot erase it"
                : "'" + written + "' is not a system",
            Nearest.suggestion(written, owners.stream().map(SystemName::value).toList()));
      }
    }
    return erase;
  }

  private static String word(Strategy strategy) {
    return strategy.name().toLowerCase(Locale.ROOT);
  }

  private static String written(FieldType type) {
    return type.name().charAt(0) + type.name().substring(1).toLowerCase(Locale.ROOT);
  }

  private FieldType type(YamlSection field) {
    String written = field.requiredText("type");
    String folded = written.toUpperCase(Locale.ROOT);
    return Arrays.stream(FieldType.values())
        .filter(type -> type.name().equals(folded))
        .findFirst()
        .orElseGet(
            () -> {
              if (!written.isEmpty()) {
                String fix = Nearest.suggestion(written, TYPES);
                field.problem("type", "'" + written + "' is not a type", fix);
              }
              return FieldType.STRING;
            });
  }

  private List<SystemName> owners(YamlSection field) {
    List<String> written = field.texts("owners");
    if (written.isEmpty()) {
      field.problem(
          "owners",
          "nobody may set this field",
          "add 'owners: […]' with the systems that may, the most trusted first");
    }
    Set<String> seen = new LinkedHashSet<>();
    List<SystemName> owners = new ArrayList<>();
    for (String owner : written) {
      if (!systems.contains(owner)) {
        String fix = Nearest.suggestion(owner, systems);
        field.problem("owners", "the owner '" + owner + "' is not a system", fix);
      } else if (seen.add(owner)) {
        owners.add(new SystemName(owner));
      } else {
        field.problem("owners", "the owner '" + owner + "' is named twice", "keep the first");
      }
    }
    return owners;
  }

  private String dataField(String name, FieldType type, YamlSection field) {
    String written = field.text("to", "");
    if (written.isEmpty()) {
      return "";
    }
    var complaint = DataFieldNames.complaint(written);
    complaint.ifPresent(
        why -> field.problem("to", "'" + written + "' " + why, DataFieldNames.RULE));
    if (type != FieldType.STRING && DataFieldNames.isText(written)) {
      field.problem(
          "to",
          "'" + written + "' is a String in every account and this field is " + written(type),
          "use another name");
    }
    taken
        .take(written, "the field '" + name + "'")
        .ifPresent(
            other ->
                field.problem(
                    "to", "'" + written + "' is where " + other + " goes already", "rename one"));
    return written;
  }
}
