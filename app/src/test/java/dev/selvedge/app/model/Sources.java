package dev.selvedge.app.model;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.app.model.Said.Line;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.mapping.ConsentClaim.Choice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Puts what the systems of a story say in words: for the hub as records, for the oracle as it
/// keeps them.
final class Sources {
  private final Instant start;
  private long seen;

  Sources(Instant start) {
    this.start = start;
  }

  /// The same thing in both words.
  record Spoken(SourceRecord record, Said said) {}

  Spoken say(Step.Say say, Instant now) {
    Instant changed = say.changed().at(start, now);
    Instant observed = observed();
    Map<String, String> body = new TreeMap<>(say.fields());
    if (!say.email().isEmpty()) {
      body.put("email", quoted(say.email()));
    }
    if (!say.owner().isEmpty()) {
      body.put("owner", quoted(say.owner()));
    }
    if (say.ref().contains("/order/")) {
      body.put("number", quoted(say.ref().substring("shop/order/".length())));
    }
    Optional<Line> word = word(say, changed, now);
    word.ifPresent(
        line -> {
          body.put("choice", quoted(line.choice().name()));
          if (!line.flag()) {
            body.put("chosen_at", quoted(line.at().toString()));
          }
        });
    Said said =
        new Said(
            say.ref(),
            changed,
            observed,
            say.email().strip().toLowerCase(Locale.ROOT),
            say.owner().isEmpty() ? "" : "shop/customer/" + say.owner(),
            false,
            say.fields(),
            word);
    Pace pace = say.backfill() ? Pace.BACKFILL : Pace.LIVE;
    return new Spoken(upsert(say.ref(), changed, observed, body, pace), said);
  }

  private Optional<Line> word(Step.Say say, Instant changed, Instant now) {
    return switch (say.word()) {
      case Step.Word.None ignored -> Optional.empty();
      case Step.Word.Flag(Choice choice) ->
          Optional.of(new Line(say.ref(), choice, true, changed, false, now));
      case Step.Word.Stated(Choice choice, Step.When at) ->
          Optional.of(new Line(say.ref(), choice, false, at.at(start, now), false, now));
    };
  }

  Spoken gone(Step.Gone gone, Instant now) {
    Instant changed = gone.changed().at(start, now);
    Instant observed = observed();
    SourceRecord record =
        new SourceRecord(
            RecordRef.parse(gone.ref()),
            Stamp.at(changed),
            observed,
            Change.DELETE,
            Pace.LIVE,
            Payload.ofText("{\"seen\":" + seen + "}"));
    return new Spoken(
        record, new Said(gone.ref(), changed, observed, "", "", true, Map.of(), Optional.empty()));
  }

  /// What was decided at Dotdigital about an address.
  SourceRecord decision(Line line) {
    Instant observed = observed();
    Map<String, String> body = new TreeMap<>();
    body.put("email", quoted(line.origin()));
    body.put("choice", quoted(line.choice().name()));
    body.put("at", quoted(line.at().toString()));
    body.put("reason", line.bounce() ? "\"bounce\"" : "\"\"");
    return upsert("dotdigital/decision/" + seen, line.at(), observed, body, Pace.LIVE);
  }

  /// No two things are seen in the same instant.
  private Instant observed() {
    seen++;
    return start.plusMillis(seen);
  }

  private SourceRecord upsert(
      String ref, Instant changed, Instant observed, Map<String, String> members, Pace pace) {
    Map<String, String> body = new TreeMap<>(members);
    body.put("seen", Long.toString(seen));
    return new SourceRecord(
        RecordRef.parse(ref),
        Stamp.at(changed),
        observed,
        Change.UPSERT,
        pace,
        Payload.ofText(json(body)));
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static String json(Map<String, String> members) {
    List<String> parts = new ArrayList<>();
    members.forEach((name, value) -> parts.add(quoted(name) + ":" + value));
    return "{" + String.join(",", parts) + "}";
  }
}
