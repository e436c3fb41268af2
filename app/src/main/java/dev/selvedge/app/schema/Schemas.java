package dev.selvedge.app.schema;

import dev.selvedge.app.schema.SchemaPage.Unmapped;
import dev.selvedge.audit.schema.Place;
import dev.selvedge.audit.schema.SchemaFindings.Standing;
import dev.selvedge.audit.schema.UnmappedFields;
import dev.selvedge.connector.Feed;
import dev.selvedge.mapping.rule.MappedPath;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads from the store what the daily look at schemas found. Safe for use by many threads.
public final class Schemas implements SchemaDesk {
  private static final int A_PAGE = 100;
  private static final int OVER_SHOWN = 50;
  private static final int FIELDS_SHOWN = 50;
  private static final Duration OVER_FOR = Duration.ofDays(14);

  private final Store store;
  private final Map<Feed, List<MappedPath>> paths;
  private final InstantSource clock;

  /// @param paths what the mapping of each feed reads
  public Schemas(Store store, Map<Feed, List<MappedPath>> paths, InstantSource clock) {
    this.store = store;
    this.paths = new TreeMap<>(paths);
    this.clock = clock;
  }

  @Override
  public SchemaPage schemas(int page) {
    Instant now = clock.instant();
    return store.read(
        ports -> {
          List<Standing> standing = ports.schemaFindings().standing();
          List<Standing> over =
              ports.schemaFindings().since(now.minus(OVER_FOR)).stream()
                  .filter(one -> one.until().isPresent())
                  .limit(OVER_SHOWN)
                  .toList();
          List<Unmapped> unmapped = new ArrayList<>();
          paths.forEach(
              (feed, read) -> {
                List<UnmappedFields.Field> fields =
                    UnmappedFields.of(ports.schemaMemories().of(Place.records(feed)), read);
                if (!fields.isEmpty()) {
                  unmapped.add(
                      new Unmapped(
                          feed.toString(),
                          fields.stream().limit(FIELDS_SHOWN).toList(),
                          fields.size()));
                }
              });
          return new SchemaPage(
              ports.schemaFindings().lastLook(),
              standing.stream().skip((page - 1L) * A_PAGE).limit(A_PAGE).toList(),
              standing.size(),
              over,
              unmapped,
              page,
              standing.size() > (long) page * A_PAGE);
        });
  }
}
