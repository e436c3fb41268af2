package dev.selvedge.audit.schema;

import dev.selvedge.mapping.rule.MappedPath;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Which paths of a feed's records its mapping uses. Names alone are compared: some systems write a
/// list of one as the element itself.
final class UsedPaths {
  private final List<MappedPath> paths;
  private final Set<String> exact = new HashSet<>();
  private final Set<String> whole = new HashSet<>();

  UsedPaths(List<MappedPath> paths) {
    this.paths = List.copyOf(paths);
    for (MappedPath path : paths) {
      String key = key(path);
      exact.add(key);
      if (!path.isFollowed()) {
        whole.add(key);
      }
      for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
        exact.add(key.substring(0, dot));
      }
    }
  }

  private static String key(MappedPath path) {
    return String.join(".", path.members().stream().map(Sketch::folded).toList());
  }

  static String key(String path) {
    return path.replace("[]", "");
  }

  /// Whether something reads it, or something in it; what an expression names may be read with all
  /// that is in it.
  boolean uses(String path) {
    String key = key(path);
    if (exact.contains(key)) {
      return true;
    }
    for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
      if (whole.contains(key.substring(0, dot))) {
        return true;
      }
    }
    return false;
  }

  /// Where in the mapping files it, or something in it, is read.
  Set<String> readers(String path) {
    String key = key(path);
    Set<String> at = new TreeSet<>();
    for (MappedPath one : paths) {
      if (isWithin(key(one), key)) {
        at.add(one.at());
      }
    }
    return at;
  }

  /// Whether a path of the mapping is this one or in it.
  static boolean isWithin(MappedPath mapped, String path) {
    return isWithin(key(mapped), key(path));
  }

  private static boolean isWithin(String inner, String outer) {
    return inner.equals(outer) || inner.startsWith(outer + '.');
  }
}
