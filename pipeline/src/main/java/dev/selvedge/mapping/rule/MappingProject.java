package dev.selvedge.mapping.rule;

import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.RecordMapper;
import dev.selvedge.mapping.function.Cause;
import dev.selvedge.yaml.Position;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
