package dev.selvedge.mapping.collection;

import dev.selvedge.mapping.collection.Fit.Misfit;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/// Compares a record with what is declared of its collection and with what the account has there.
///
/// Dotdigital takes the type of a property from the first value it ever gets and keeps it: a price
/// of `12` makes it a whole number, to which `12.50` never goes again. So what is new to the
/// account is written in a way that can only become what is declared, or not at all. Immutable.
public final class RecordCheck {
  private static final int KEY_MAX = 128;
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern DOTS = Pattern.compile("\\.+");

  private final Declaration declared;
  private final List<Column> known;

  /// @param known what the account has inferred of the collection so far; nothing of a new one
  public RecordCheck(Declaration declared, List<Column> known) {
    this.declared = declared;
    this.known = List.copyOf(known);
  }

  /// Whether a record of this key may go there, or the first thing about it that does not fit.
  public Fit of(String key, ObjectNode json) {
    if (key.length() > KEY_MAX || !KEY.matcher(key).matches() || DOTS.matcher(key).matches()) {
      return new Misfit(
          "key",
          key,
          "a record's key is 1 to " + KEY_MAX + " letters, digits, '.', '_' and '-'",
          RecordWalk.MEND);
    }
    RecordWalk walk = new RecordWalk(declared.open());
    ObjectNode fitting = walk.object(json, "", declared.columns(), known);
    return walk.misfit().<Fit>map(misfit -> misfit).orElseGet(() -> new Fit.Fits(fitting));
  }
}
