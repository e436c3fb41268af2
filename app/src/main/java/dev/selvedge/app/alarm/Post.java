package dev.selvedge.app.alarm;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.http.HttpCall;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.http.RetryAfter;
import dev.selvedge.watch.alarm.Channel.Answer;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/// Posts JSON to a receiver and reads what its answer means. Safe for use by many threads.
record Post(HttpPort http, InstantSource clock) {
  private static final int ANSWER_READ = 2_000;
  private static final int ANSWER_SHOWN = 200;

  /// What is wrong with the message itself: another try brings the same.
  private static final Set<Integer> REFUSED = Set.of(400, 405, 411, 413, 415, 422);

  Answer send(URI to, Map<String, String> headers, String json) {
    HttpReply reply;
    try {
      reply = http.sendCut(new HttpCall(to, headers, json), ANSWER_READ);
    } catch (SourceException e) {
      return new Answer.Failed(e.getMessage() + ".", Duration.ZERO);
    }
    int status = reply.status();
    String said = said(reply);
    if (status >= 200 && status < 300) {
      return new Answer.Taken(status + said);
    }
    String why = to.getHost() + " answered " + status + said + ".";
    if (REFUSED.contains(status)) {
      return new Answer.Refused(why);
    }
    return new Answer.Failed(why, RetryAfter.of(reply, clock.instant()).orElse(Duration.ZERO));
  }

  private static String said(HttpReply reply) {
    String text = reply.body().toText().replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    if (text.isEmpty()) {
      return "";
    }
    return ": " + (text.length() > ANSWER_SHOWN ? text.substring(0, ANSWER_SHOWN) + "…" : text);
  }
}
