package dev.selvedge.connectors.jdbc;

import dev.selvedge.connector.ConsentTarget.Decision;
import dev.selvedge.connector.ConsentTarget.Held;
import dev.selvedge.connectors.jdbc.session.Access;
import dev.selvedge.connectors.jdbc.sql.NamedSql;
import dev.selvedge.connectors.jdbc.sql.NamedSql.Bound;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/// The checked options of one table's consent target. Immutable.
///
/// @param access a connection of its own, best of a user who may do nothing else
/// @param update writes one row, or none where the row holds a newer decision
/// @param look tells of a row that was not written whether it is there, and what it holds
/// @param words how the choice is written
/// @param time how the instant is written
record ConsentSettings(Access access, NamedSql update, Look look, Words words, TimeStyle time) {
  static final String KEY = "key";
  static final String OPT_IN = "opt_in";
  static final String AT = "at";
  static final String WAS = "was";
  static final String EMAIL = "email";

  /// How to look at a row that was not written.
  ///
  /// @param telling whether its first column is the choice; else it only tells that the row exists
  record Look(NamedSql sql, boolean telling) {}

  /// How a choice is written; both empty for true and false.
  record Words(String yes, String no) {
    boolean areFlags() {
      return yes.isEmpty();
    }

    Bound of(boolean optIn) {
      return areFlags() ? new Bound.Flag(optIn) : new Bound.Text(optIn ? yes : no);
    }
  }

  /// How an instant is written.
  ///
  /// @param zone of a time that is written without one
  /// @param typed whether such a time goes as a time and not as a text
  record TimeStyle(Form form, ZoneId zone, boolean typed) {
    private static final DateTimeFormatter LOCAL =
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

    Bound of(Instant at) {
      return switch (form) {
        case ISO -> new Bound.Text(at.truncatedTo(ChronoUnit.MILLIS).toString());
        case LOCAL -> {
          LocalDateTime local = at.truncatedTo(ChronoUnit.MILLIS).atZone(zone).toLocalDateTime();
          yield typed ? new Bound.Local(local) : new Bound.Text(LOCAL.format(local));
        }
        case EPOCH_SECONDS -> new Bound.Whole(at.getEpochSecond());
        case EPOCH_MILLIS -> new Bound.Whole(at.toEpochMilli());
      };
    }
  }

  /// The forms of a time.
  enum Form {
    ISO,
    LOCAL,
    EPOCH_SECONDS,
    EPOCH_MILLIS
  }

  Map<String, Bound> values(Decision decision) {
    Map<String, Bound> values = new HashMap<>();
    values.put(KEY, new Bound.Text(decision.record().key()));
    values.put(EMAIL, new Bound.Text(decision.email()));
    values.put(OPT_IN, words.of(decision.optIn()));
    values.put(AT, decision.isTimeKnown() ? time.of(decision.at()) : new Bound.Nothing());
    values.put(
        WAS,
        decision.held() == Held.NOT_KNOWN
            ? new Bound.Nothing()
            : words.of(decision.held() == Held.OPT_IN));
    return values;
  }
}
