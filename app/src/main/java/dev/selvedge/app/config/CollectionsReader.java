package dev.selvedge.app.config;

import dev.selvedge.SystemName;
import dev.selvedge.app.config.setting.Sections;
import dev.selvedge.commerce.CatalogRules;
import dev.selvedge.mapping.collection.Column;
import dev.selvedge.mapping.collection.ColumnType;
import dev.selvedge.mapping.collection.Declaration;
import dev.selvedge.mapping.collection.Declaration.Kind;
import dev.selvedge.mapping.collection.Declaration.Scope;
import dev.selvedge.mapping.collection.Declarations;
import dev.selvedge.mapping.collection.Standard;
import dev.selvedge.mapping.rule.MappingProject;
import dev.selvedge.mapping.rule.order.OrderAttribute;
import dev.selvedge.yaml.Nearest;
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
import java.util.Set;
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
  private final Set<String> systems;
  private final Map<String, List<SystemName>> owners = new LinkedHashMap<>();
  private final Set<SystemName> cleaning;
  private String catalog = "";

  /// @param orders the collection of orders
  CollectionsReader(Problems problems, String orders, SystemsReader.Systems systems) {
    this.problems = problems;
    this.orders = orders;
    this.systems = systems.names();
    this.cleaning = systems.cleaning();
  }

  Problems problems() {
    return problems;
  }

  /// What was read.
  ///
  /// @param products where they go, and whose word counts about them
  record Collected(Declarations declarations, CatalogRules products) {}

  /// @param file the whole file, where there is one
  Collected read(Optional<YamlSection> file, MappingProject mappings) {
    List<Declaration> all = new ArrayList<>();
    all.add(orders(mappings));
    if (mappings.carts().isPresent()) {
      all.add(with(mappings.cartAttributes(), Standard.carts(), "cart"));
    }
    file.map(root -> root.requiredSection("collections"))
        .ifPresent(
            section ->
                section
                    .keys()
                    .forEach(
                        name ->
                            Sections.below(section, name)
                                .map(one -> declaration(name, section, one, mappings))
                                .ifPresent(all::add)));
    Declarations declarations = Declarations.of(all);
    if (declarations.catalog().isEmpty()) {
      mappings
          .products()
          .ifPresent(
              at ->
                  problems.add(
                      at,
                      "products are mapped, but there is no catalogue that they go to",
                      "declare one in collections.yaml: 'catalog_products: { type: catalog }'"));
    }
    mappings.filed().forEach(one -> new FiledCheck(problems, one).against(declarations));
    return new Collected(declarations, new CatalogRules(declarations, owners, cleaning));
  }

  private Declaration declaration(
      String name, YamlSection all, YamlSection section, MappingProject mappings) {
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
        catalog(name, all, section);
      }
      case CUSTOM -> {
        if (columns.isEmpty()) {
          section.requiredSection("fields");
        }
      }
    }
    return kind == Kind.CATALOG
        ? with(mappings.productAttributes(), Standard.catalog(name, columns), "product")
        : new Declaration(name, kind, scope, false, columns);
  }

  /// Whose word counts about products, and that they go to one place.
  private void catalog(String name, YamlSection all, YamlSection section) {
    if (!catalog.isEmpty()) {
      problems.add(
          all.keyPosition(name),
          "there is a catalogue already, " + catalog,
          "a project has one; take another type for this collection");
    }
    catalog = name;
    Set<String> known =
        Standard.catalog(name, List.of()).columns().stream()
            .map(Column::name)
            .collect(Collectors.toSet());
    known.addAll(section.sectionOrEmpty("fields").keys());
    YamlSection given = section.sectionOrEmpty("owners");
    for (String property : given.keys()) {
      List<SystemName> named = new ArrayList<>();
      for (String system : given.texts(property)) {
        if (systems.contains(system)) {
          named.add(new SystemName(system));
        } else {
          given.problem(
              property, "'" + system + "' is not a system", Nearest.suggestion(system, systems));
        }
      }
      if (!known.contains(property)) {
        problems.add(
            given.keyPosition(property),
            "'" + property + "' is not a property of products",
            Nearest.suggestion(property, known));
      }
      owners.put(property, List.copyOf(named));
    }
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
    return with(mappings.orderAttributes(), Standard.orders(orders), "order");
  }

  private Declaration with(List<OrderAttribute> attributes, Declaration standard, String whose) {
    Map<String, Column> columns = new LinkedHashMap<>();
    Map<String, String> folded = new LinkedHashMap<>();
    standard.columns().forEach(column -> columns.put(column.name(), column));
    columns.keySet().forEach(name -> folded.put(Column.folded(name, true), name));
    for (OrderAttribute attribute : attributes) {
      if (!FIELD.matcher(attribute.name()).matches()) {
        problems.add(
            attribute.position(),
            "'" + attribute.name() + "' cannot be the name of an attribute",
            "write 1 to 128 letters, digits, '_' and '-'");
      }
      String alike = folded.putIfAbsent(Column.folded(attribute.name(), true), attribute.name());
      if (alike != null && !alike.equals(attribute.name())) {
        problems.add(
            attribute.position(),
            "the "
                + whose
                + "'s attribute '"
                + attribute.name()
                + "' is the same name as '"
                + alike
                + "', spelled otherwise",
            "give it another name, or spell it alike");
      }
      Column column = Column.of(attribute.name(), attribute.type());
      Column other = columns.putIfAbsent(attribute.name(), column);
      if (other != null && other.type() != column.type()) {
        problems.add(
            attribute.position(),
            "the "
                + whose
                + "'s attribute '"
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
        standard.name(), standard.kind(), standard.scope(), true, List.copyOf(columns.values()));
  }
}
