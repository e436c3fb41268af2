package dev.selvedge.mapping.rule;

import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.RecordMapper;
import dev.selvedge.mapping.collection.Column;
import dev.selvedge.mapping.collection.ColumnType;
import dev.selvedge.mapping.function.Cause;
import dev.selvedge.mapping.function.Kind;
import dev.selvedge.mapping.rule.expression.TypedRules;
import dev.selvedge.mapping.rule.item.CartRules;
import dev.selvedge.mapping.rule.item.FiledRules;
import dev.selvedge.mapping.rule.item.ItemSection;
import dev.selvedge.mapping.rule.item.KeySpace;
import dev.selvedge.mapping.rule.item.ProductRules;
import dev.selvedge.mapping.rule.item.WishRules;
import dev.selvedge.mapping.rule.order.OrderAttribute;
import dev.selvedge.mapping.rule.person.OwnerReference;
import dev.selvedge.mapping.rule.person.PersonRules;
import dev.selvedge.yaml.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All mapping files of a project, compiled: chooses the file by system and kind. Thread-safe.
public final class MappingProject implements RecordMapper {
  private final Map<Feed, FileMapping> files;

  MappingProject(Map<Feed, FileMapping> files) {
    this.files = Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /// Which kinds of which systems have a mapping, and where it stands.
  public Map<Feed, Position> feeds() {
    Map<Feed, Position> feeds = new TreeMap<>();
    files.forEach((feed, file) -> feeds.put(feed, file.position()));
    return feeds;
  }

  /// What the file of each feed reads of its records.
  public Map<Feed, List<MappedPath>> paths() {
    Map<Feed, List<MappedPath>> paths = new TreeMap<>();
    files.forEach((feed, file) -> paths.put(feed, file.paths()));
    return paths;
  }

  /// The names of the profile fields that some file sets.
  public Set<String> profileFields() {
    return files.values().stream()
        .flatMap(file -> file.person().fieldNames().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// The records that mappings say others belong to, for checking that such are read at all.
  public List<OwnerReference> owners() {
    return files.values().stream()
        .flatMap(file -> file.person().owners().stream())
        .map(PersonRules.Owner::of)
        .toList();
  }

  /// What the files give orders beside the usual, in the order of the files.
  public List<OrderAttribute> orderAttributes() {
    return files.values().stream()
        .flatMap(
            file ->
                file.orders().stream()
                    .flatMap(order -> order.headers().stream())
                    .flatMap(header -> header.attributes().entrySet().stream())
                    .map(
                        one ->
                            new OrderAttribute(
                                one.getKey(), type(one.getValue().wanted()), file.position())))
        .toList();
  }

  /// What the files give products beside the usual.
  public List<OrderAttribute> productAttributes() {
    return attributes(ProductRules.class, ProductRules::attributes);
  }

  /// What the files give carts beside the usual.
  public List<OrderAttribute> cartAttributes() {
    return attributes(CartRules.class, CartRules::attributes);
  }

  private <T extends ItemSection> List<OrderAttribute> attributes(
      Class<T> section, Function<T, TypedRules> attributes) {
    return files.values().stream()
        .flatMap(
            file ->
                sections(file, section)
                    .flatMap(one -> attributes.apply(one).rules().entrySet().stream())
                    .map(
                        one ->
                            new OrderAttribute(
                                one.getKey(), type(one.getValue().wanted()), file.position())))
        .toList();
  }

  private static <T extends ItemSection> Stream<T> sections(FileMapping file, Class<T> section) {
    return file.items().stream().filter(section::isInstance).map(section::cast);
  }

  /// Where the first file stands that maps products.
  public Optional<Position> products() {
    return first(ProductRules.class);
  }

  /// Where the first file stands that maps carts.
  public Optional<Position> carts() {
    return first(CartRules.class);
  }

  /// The files of carts whose keys are as their system counts.
  public List<KeySpace.Plain> plainCarts() {
    return plain(CartRules.class, CartRules::keys);
  }

  /// The same of wishes.
  public List<KeySpace.Plain> plainWishes() {
    return plain(WishRules.class, WishRules::keys);
  }

  /// The same of records, by the collection that the project declares.
  public Map<String, List<KeySpace.Plain>> plainRecords() {
    Map<String, List<KeySpace.Plain>> plain = new TreeMap<>();
    for (FileMapping file : files.values()) {
      sections(file, FiledRules.class)
          .filter(rules -> rules.keys() == KeySpace.OWN_COUNT)
          .forEach(
              rules ->
                  plain
                      .computeIfAbsent(rules.collection(), name -> new ArrayList<>())
                      .add(new KeySpace.Plain(file.feed(), rules.at())));
    }
    return plain;
  }

  private <T extends ItemSection> List<KeySpace.Plain> plain(
      Class<T> section, Function<T, KeySpace> keys) {
    return files.values().stream()
        .filter(file -> sections(file, section).map(keys).anyMatch(KeySpace.OWN_COUNT::equals))
        .map(file -> new KeySpace.Plain(file.feed(), file.position()))
        .toList();
  }

  private Optional<Position> first(Class<? extends ItemSection> section) {
    return files.values().stream()
        .filter(file -> sections(file, section).findAny().isPresent())
        .map(FileMapping::position)
        .findFirst();
  }

  /// What the files say of collections that the project declares.
  public List<FiledMapping> filed() {
    return files.values().stream()
        .flatMap(
            file ->
                sections(file, FiledRules.class)
                    .map(
                        rules ->
                            new FiledMapping(
                                rules.collection(),
                                rules.at(),
                                file.person().isNeeded(),
                                columns(rules))))
        .toList();
  }

  private static List<Column> columns(FiledRules rules) {
    List<Column> columns = new ArrayList<>(columns(rules.fields()));
    rules
        .lists()
        .keySet()
        .forEach(name -> columns.add(new Column(name, ColumnType.STRING, true, List.of())));
    rules
        .groups()
        .forEach(
            (name, group) ->
                columns.add(new Column(name, ColumnType.RECORD, true, columns(group.fields()))));
    return columns;
  }

  private static List<Column> columns(TypedRules rules) {
    return rules.rules().entrySet().stream()
        .map(one -> Column.of(one.getKey(), type(one.getValue().wanted())))
        .toList();
  }

  /// Numbers have a fraction, since the next one may.
  private static ColumnType type(Kind kind) {
    return switch (kind) {
      case NUMBER -> ColumnType.FLOAT;
      case TIME -> ColumnType.TIMESTAMP;
      case FLAG -> ColumnType.BOOLEAN;
      default -> ColumnType.STRING;
    };
  }

  @Override
  public Mapped map(SourceRecord sourceRecord) {
    Feed feed = new Feed(sourceRecord.ref().system(), sourceRecord.ref().kind());
    FileMapping file = files.get(feed);
    if (file != null) {
      return file.map(sourceRecord);
    }
    if (sourceRecord.change() == SourceRecord.Change.DELETE) {
      byte[] body = sourceRecord.body().toBytes();
      return FileMapping.gone(sourceRecord, FileMapping.version(sourceRecord, body));
    }
    return new Mapped.Unmappable(
        List.of(
            new Mapped.FieldProblem(
                Cause.NO_MAPPING,
                "",
                "record",
                "",
                "There is no mapping for '"
                    + feed
                    + "'. Add a mapping file with 'system: "
                    + feed.system()
                    + "' and 'kind: "
                    + feed.kind()
                    + "', or stop reading these records.")));
  }

  Collection<FileMapping> files() {
    return files.values();
  }
}
