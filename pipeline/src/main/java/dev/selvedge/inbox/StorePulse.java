package dev.selvedge.inbox;

import dev.selvedge.SelvedgeException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;

/// Whether what is handed in gets stored: says in the log once when it stops and once when it goes
/// on, and tells those who ask. Thread-safe.
final class StorePulse {
  private static final System.Logger LOG = System.getLogger(StorePulse.class.getName());

  /// Who is told of trouble may send nothing more, and then nobody would see it end.
  static final Duration REMEMBERED = Duration.ofSeconds(30);

  private String trouble = "";
  private Instant since = Instant.EPOCH;

  synchronized void failed(RuntimeException why, Instant now) {
    if (trouble.isEmpty()) {
      say(why);
    }
    // Only our own messages are for people and hold no payload.
    trouble =
        "webhooks cannot be stored"
            + (why instanceof SelvedgeException ? ": " + why.getMessage() : "");
    since = now;
  }

  private static void say(RuntimeException why) {
    String sentence = "a webhook could not be stored and is answered 503";
    if (why instanceof SelvedgeException) {
      LOG.log(Level.ERROR, "{0}: {1}", sentence, why.getMessage());
    } else {
      LOG.log(Level.ERROR, sentence, why);
    }
  }

  synchronized void beats() {
    if (!trouble.isEmpty()) {
      trouble = "";
      LOG.log(Level.WARNING, "webhooks are stored again");
    }
  }

  /// A sentence, or empty when all is well or the last failure was long ago.
  synchronized String trouble(Instant now) {
    return now.isAfter(since.plus(REMEMBERED)) ? "" : trouble;
  }
}
