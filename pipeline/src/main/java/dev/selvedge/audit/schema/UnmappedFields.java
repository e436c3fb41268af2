package dev.selvedge.audit.schema;

import dev.selvedge.mapping.rule.MappedPath;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// The fields of a feed's records that no mapping uses, as far as they are remembered. Pure.
public final class UnmappedFields {
  private UnmappedFields() {}

  /// A field that no mapping uses.
  ///
  /// @param filled in how many of `records` it was filled when it was last looked at
  public record Field(String path, SortedSet<String> types, long filled, long records) {}

  /// Those that were there at the last look, the fullest first.
  public static List<Field> of(Memory memory, List<MappedPath> paths) {
    UsedPaths used = new UsedPaths(paths);
    Set<String> holders = holders(memory.fields().keySet());
    Instant last =
        memory.fields().values().stream()
            .map(Remembered::seen)
            .max(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    return memory.fields().entrySet().stream()
        .filter(one -> one.getValue().seen().equals(last) && one.getValue().records() > 0)
        .filter(one -> !holders.contains(one.getKey()) && !used.uses(one.getKey()))
        .map(
            one ->
                new Field(
                    one.getKey(),
                    one.getValue().types(),
                    one.getValue().filled(),
                    one.getValue().records()))
        .sorted(Comparator.comparingLong(Field::filled).reversed().thenComparing(Field::path))
        .toList();
  }

  /// What only holds others of these paths.
  static Set<String> holders(Collection<String> paths) {
    Set<String> holders = new TreeSet<>();
    for (String leaf : paths) {
      for (String path = leaf; !path.isEmpty(); path = parent(path)) {
        String holder = parent(path);
        holders.add(holder.endsWith("[]") ? holder.substring(0, holder.length() - 2) : holder);
      }
    }
    return holders;
  }

  /// What holds it; empty at the top.
  static String parent(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }
}
