package dev.selvedge.app.config;

import dev.selvedge.mapping.collection.Column;
import dev.selvedge.mapping.collection.ColumnType;
import dev.selvedge.mapping.collection.Declaration;
import dev.selvedge.mapping.collection.Declaration.Kind;
import dev.selvedge.mapping.collection.Declaration.Scope;
import dev.selvedge.mapping.collection.Declarations;
import dev.selvedge.mapping.collection.Standard;
import dev.selvedge.mapping.rule.MappingProject;
import dev.selvedge.mapping.rule.OrderAttribute;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads `collections.yaml`: which collections of insight data the project fills beside its orders,
/// and what their records look like.
final class CollectionsReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{1,254}");
  private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9_-]{1,128}");
  private static final String CATALOG_PREFIX = "catalog_";
  private static final int DEEPEST = 5;

  private final Problems problems;
  private final String orders;

  /// @param orders the collection of orders
  CollectionsReader(Problems problems, String orders) {
    this.problems = problems;
    this.orders = orders;
  }

  /// @param file the whole file, where there is one
  Declarations read(Optional<YamlSection> file, MappingProject mappings) {
    List<Declaration> all = new ArrayList<>();
    all.add(orders(mappings));
    file.map(root -> root.requiredSection("collections"))
        .ifPresent(
            section ->
                section
                    .keys()
                    .forEach(
                        name ->
                            Sections.below(section, name)
                                .map(one -> declaration(name, section, one))
                                .ifPresent(all::add)));
    return Declarations.of(all);
  }

  private Declaration declaration(String name, YamlSection all, YamlSection section) {
    Kind kind = section.choice("type", Kind.CUSTOM);
    Scope usual = kind == Kind.CATALOG ? Scope.ACCOUNT : Scope.CONTACT;
    Scope scope = section.choice("scope", usual);
    List<Column> columns = columns(section, 1);
    if (!NAME.matcher(name).matches()) {
      problems.add(
          all.keyPosition(name),
          "'" + name + "' is not a collection's name",
          "write 2 to 255 letters, digits and '_', not beginning with a digit");
    }
    if (name.equalsIgnoreCase(orders) || name.equalsIgnoreCase(Standard.CARTS)) {
      problems.add(
          all.keyPosition(name),
          "what the collection " + name + " looks like is known already",
          "remove it; what an order holds beside is declared in the mapping, 'order.attributes'");
    }
    switch (kind) {
      case ORDERS, CART_INSIGHT ->
          section.problem(
              "type",
              "there is one such collection, which is filled from what is mapped",
              "write 'catalog' or 'custom'");
      case CATALOG -> {
        if (!name.toLowerCase(Locale.ROOT).startsWith(CATALOG_PREFIX) || scope != Scope.ACCOUNT) {
          problems.add(
              all.keyPosition(name),
              "Dotdigital knows a collection as a catalogue when its name begins with 'catalog_' and"
                  + " it belongs to the account",
              "name it catalog_" + name + ", and leave 'scope' out");
        }
      }
      case CUSTOM -> {
        if (columns.isEmpty()) {
          section.requiredSection("fields");
        }
      }
    }
    return kind == Kind.CATALOG
        ? Standard.catalog(name, columns)
        : new Declaration(name, kind, scope, false, columns);
  }

  private List<Column> columns(YamlSection section, int depth) {
    List<Column> columns = new ArrayList<>();
    YamlSection fields = section.sectionOrEmpty("fields");
    Map<String, String> joined = new LinkedHashMap<>();
    for (String name : fields.keys()) {
      String other = joined.putIfAbsent(name.replace('-', '_'), name);
      if (!FIELD.matcher(name).matches() || other != null) {
        problems.add(
            fields.keyPosition(name),
            "'" + name + "' is not a field's name" + (other == null ? "" : " beside " + other),
            "write 1 to 128 letters, digits, '_' and '-'; no two that differ by '-' and '_' alone");
      }
      columns.add(column(name, fields, depth));
    }
    return columns;
  }

  private Column column(String name, YamlSection fields, int depth) {
    if (fields.node(name).orElse(null) instanceof YamlNode.Scalar) {
      return Column.of(name, type(name, fields));
    }
    YamlSection field = fields.sectionOrEmpty(name);
    ColumnType type = type("type", field);
    boolean list = field.flag("list", false);
    if (type != ColumnType.RECORD) {
      return new Column(name, type, list, List.of());
    }
    if (depth >= DEEPEST) {
      field.problem("type", "groups go " + DEEPEST + " deep and no deeper", "flatten the record");
      return Column.of(name, ColumnType.STRING);
    }
    if (!field.has("fields")) {
      field.requiredSection("fields");
    }
    return new Column(name, type, list, columns(field, depth + 1));
  }

  private static ColumnType type(String key, YamlSection section) {
    String written = section.requiredText(key);
    Optional<ColumnType> type = ColumnType.of(written);
    if (type.isEmpty() && !written.isEmpty()) {
      section.problem(
          key,
          "'" + written + "' is not a type",
          "write one of: "
              + Arrays.stream(ColumnType.values())
                  .map(one -> one.name().toLowerCase(Locale.ROOT))
                  .collect(Collectors.joining(", ")));
    }
    return type.orElse(ColumnType.STRING);
  }

  /// Orders as the hub makes them, with what the mappings add: each of one type, whichever system
  /// it comes from.
  private Declaration orders(MappingProject mappings) {
    Declaration standard = Standard.orders(orders);
    Map<String, Column> columns = new LinkedHashMap<>();
    standard.columns().forEach(column -> columns.put(column.name(), column));
    for (OrderAttribute attribute : mappings.orderAttributes()) {
      if (!FIELD.matcher(attribute.name()).matches()) {
        problems.add(
            attribute.position(),
            "'" + attribute.name() + "' cannot be the name of an order's attribute",
            "write 1 to 128 letters, digits, '_' and '-'");
      }
      Column column = Column.of(attribute.name(), attribute.type());
      Column other = columns.putIfAbsent(attribute.name(), column);
      if (other != null && other.type() != column.type()) {
        problems.add(
            attribute.position(),
            "the order's attribute '"
                + attribute.name()
                + "' is "
                + column.type().words()
                + " here and "
                + other.type().words()
                + " elsewhere",
            "a collection has one type for it, for ever: give it another name or type");
      }
    }
    return new Declaration(
        orders, standard.kind(), standard.scope(), true, List.copyOf(columns.values()));
  }
}
