package dev.selvedge.app.http;

import io.javalin.http.Context;
import java.util.Locale;
import java.util.regex.Pattern;

/// What a page says was just done, carried over from the form's answer in the address. Only these
/// sentences can be said, whatever somebody writes into the address.
enum Notice {
  NONE,
  REPLAYED,
  DISCARDED,
  EDITED,
  REASON_MISSING,
  RESTARTED,
  NOT_RESTARTED,
  TAKEN,
  SILENCED,
  NOT_SILENCED,
  ALARM_OVER,
  AUDIT_ASKED,
  AUDIT_RUNS,
  AUDIT_NOT_HERE,
  CHECK_ASKED,
  CHECK_NOT_HERE,
  MENDED,
  MENDING,
  MEND_REFUSED,
  MEND_UNSURE,
  MEND_MORE,
  LEFT_ALONE,
  NOT_LEFT_ALONE;

  private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

  /// A notice with its numbers. Immutable.
  record Filled(Notice notice, long done, long left) {
    String sentence() {
      return switch (notice) {
        case NONE -> "";
        case REPLAYED ->
            done == 0 && left == 0
                ? "Nothing was left to replay."
                : count(done)
                    + " on the way again; what cannot go through comes back here by itself."
                    + (left == 0 ? "" : " " + count(left) + " cannot be replayed.");
        case DISCARDED -> count(done) + " discarded.";
        case EDITED -> "The edit is kept beside the original. Replay it when the preview is right.";
        case RESTARTED -> "Started again, and not parked any more.";
        case NOT_RESTARTED -> "Nothing was started: say why.";
        case TAKEN -> "You look after it: nobody else is called unless it gets worse.";
        case SILENCED -> "Nothing more is told of it for that time.";
        case NOT_SILENCED -> "It was not silenced: say for how long, and why.";
        case ALARM_OVER -> "It is over already.";
        case AUDIT_ASKED -> "An audit begins in a moment. It is made in the background.";
        case AUDIT_RUNS -> "An audit that was asked for runs, or is about to. One at a time.";
        case AUDIT_NOT_HERE ->
            "This process has not begun to lead the hub: ask again in a minute, or on the one that"
                + " leads.";
        case CHECK_ASKED ->
            "Every system is examined now, one after the other. Load this page again to see.";
        case CHECK_NOT_HERE ->
            "This process does not lead the hub: ask the one that leads, or run 'selvedge check"
                + " --online'.";
        case MENDED -> mended();
        case MENDING -> "It is being mended in the background. Load this page again to see.";
        case MEND_REFUSED ->
            "Nothing was mended: others are being mended just now, or more would change than was"
                + " shown. Try again in a minute.";
        case MEND_UNSURE ->
            String.format(
                Locale.UK,
                "Nothing was mended: %,d things would change, which is more than %,d. Look whether"
                    + " the audit is right about them, then say that you mean it.",
                done,
                left);
        case MEND_MORE ->
            String.format(
                Locale.UK,
                "Nothing was mended: %,d things would change now, and %,d were shown. Look again.",
                done,
                left);
        case LEFT_ALONE ->
            "It is left alone until it shows something else; later audits do not tell of it.";
        case NOT_LEFT_ALONE -> "Nothing was left alone: say why.";
        case REASON_MISSING -> "Nothing was discarded: say why, and confirm it.";
      };
    }

    private String mended() {
      String some =
          done == 0
              ? "Nothing could be mended."
              : String.format(
                  Locale.UK,
                  "%,d %s on the way to being mended; the next audit tells.",
                  done,
                  done == 1 ? "thing is" : "things are");
      return left == 0
          ? some
          : some
              + String.format(
                  Locale.UK,
                  " About %,d %s nothing can be done from here.",
                  left,
                  left == 1 ? "difference" : "differences");
    }

    private static String count(long number) {
      return String.format(Locale.UK, "%,d %s", number, number == 1 ? "item is" : "items are");
    }
  }

  String query(long done, long left) {
    return "?notice=" + name().toLowerCase(Locale.ROOT) + "&done=" + done + "&left=" + left;
  }

  static Filled of(Context ctx) {
    String name = String.valueOf(ctx.queryParam("notice")).toUpperCase(Locale.ROOT);
    for (Notice notice : values()) {
      if (notice.name().equals(name)) {
        return new Filled(notice, number(ctx, "done"), number(ctx, "left"));
      }
    }
    return new Filled(NONE, 0, 0);
  }

  private static long number(Context ctx, String parameter) {
    String text = String.valueOf(ctx.queryParam(parameter));
    return COUNT.matcher(text).matches() ? Long.parseLong(text) : 0;
  }
}
