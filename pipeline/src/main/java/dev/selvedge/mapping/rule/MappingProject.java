package dev.selvedge.mapping.rule;

import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.RecordMapper;
import dev.selvedge.mapping.collection.ColumnType;
import dev.selvedge.mapping.function.Cause;
import dev.selvedge.mapping.function.Kind;
import dev.selvedge.yaml.Position;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
    return files.values().stream()
        .flatMap(
            file ->
                file.products().stream()
                    .flatMap(product -> product.attributes().entrySet().stream())
                    .map(
                        one ->
                            new OrderAttribute(
                                one.getKey(), type(one.getValue().wanted()), file.position())))
        .toList();
  }

  /// Where the first file stands that maps products.
  public Optional<Position> products() {
    return files.values().stream()
        .filter(file -> !file.products().isEmpty())
        .map(FileMapping::position)
        .findFirst();
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
