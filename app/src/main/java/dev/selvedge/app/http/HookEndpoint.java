package dev.selvedge.app.http;

import dev.selvedge.Payload;
import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.inbox.HintIntake;
import dev.selvedge.inbox.Inbox;
import dev.selvedge.inbox.Intake;
import dev.selvedge.inbox.IntakeRefusedException;
import dev.selvedge.inbox.NoteIntake;
import dev.selvedge.watch.trace.Span;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Takes webhooks in: reads the raw bytes, has their system verify them, and answers 202 when the
/// records are on disk. Bodies are never logged. Safe for use by many threads.
final class HookEndpoint {
  /// Says the same whether the system is unknown, is not called, or has a name no system can
  /// have: strangers learn nothing about what is configured.
  static final String UNKNOWN =
      "There is no webhook at this address. Webhooks are sent by POST to /hook/{system}/{kind}.";

  private static final int ACCEPTED = 202;

  private final Function<SystemName, Optional<WebhookSource>> sources;
  private final Intake intake;
  private final HintIntake hints;
  private final NoteIntake notes;
  private final BodyReader bodies;
  private final InstantSource clock;
  private final HookSpans spans;
  private final Counter accepted;
  private final Counter repeated;
  private final Counter unusable;
  private final Counter hinted;
  private final Counter noted;
  private final Counter refused;
  private final Counter putOff;

  HookEndpoint(HttpConfig config, HttpParts parts) {
    this.sources = parts.hooks().sources();
    this.intake = parts.hooks().intake();
    this.hints = parts.hooks().hints();
    this.notes = parts.hooks().notes();
    this.bodies = new BodyReader(config.maxBodyBytes(), config.bodiesInHandBytes());
    this.clock = parts.clock();
    this.spans = new HookSpans(parts.hooks().tracer());
    MeterRegistry meters = parts.operations().meters();
    this.accepted = counter(meters, "accepted");
    this.repeated = counter(meters, "repeated");
    this.unusable = counter(meters, "unusable");
    this.hinted = counter(meters, "hinted");
    this.noted = counter(meters, "noted");
    this.refused = counter(meters, "refused");
    this.putOff = counter(meters, "put_off");
  }

  private static Counter counter(MeterRegistry meters, String outcome) {
    return Counter.builder("selvedge.webhook.records")
        .description(
            "Webhook records by what was answered: unusable ones are stored and parked; a refused or"
                + " put-off call counts once")
        .tag("outcome", outcome)
        .register(meters);
  }

  void handle(Context ctx) throws IOException {
    Optional<WebhookSource> source = source(ctx.pathParam("system"), ctx.pathParam("kind"));
    if (source.isEmpty()) {
      refuse(ctx, 404, UNKNOWN);
      return;
    }
    Optional<String> greeting = source.get().greeting(ctx.pathParam("kind"), query(ctx));
    if (greeting.isPresent()) {
      Answers.greeted(ctx, greeting.get());
      return;
    }
    switch (bodies.read(ctx.req().getInputStream(), ctx.req().getContentLengthLong())) {
      case BodyReader.Body.TooLarge ignored -> refuseLarge(ctx);
      case BodyReader.Body.NoRoom ignored -> {
        putOff.increment();
        Answers.soon(ctx, "Too many webhooks are being received at once. Please send it again.");
      }
      case BodyReader.Body.Whole(Payload payload, BodyReader.Held held) -> {
        try (held) {
          take(ctx, source.get(), payload);
        }
      }
    }
  }

  private static Map<String, String> query(Context ctx) {
    Map<String, String> first = new HashMap<>();
    ctx.queryParamMap().forEach((name, values) -> first.put(name, values.getFirst()));
    return first;
  }

  private void take(Context ctx, WebhookSource source, Payload body) {
    WebhookSource.Call call =
        new WebhookSource.Call(ctx.pathParam("kind"), ctx.headerMap(), body, clock.instant());
    switch (source.read(call)) {
      case WebhookSource.Reading.Refused(int status, String sentence) ->
          refuse(ctx, status, sentence);
      case WebhookSource.Reading.Records records ->
          spans.around(ctx, call, span -> store(ctx, records, span));
      case WebhookSource.Reading.Each each ->
          spans.around(ctx, call, span -> storeEach(ctx, each, span));
      case WebhookSource.Reading.Hints said -> spans.around(ctx, call, span -> remember(ctx, said));
      case WebhookSource.Reading.Notes said -> spans.around(ctx, call, span -> note(ctx, said));
    }
    if (ctx.statusCode() / 100 == 2) {
      source.receipt().ifPresent(receipt -> Answers.receipt(ctx, receipt));
    }
  }

  private void remember(Context ctx, WebhookSource.Reading.Hints said) {
    try {
      hints.keep(said.records());
    } catch (IntakeRefusedException refused) {
      putOff(ctx, refused.reason());
      return;
    }
    hinted.increment(said.records().size());
    Answers.hinted(ctx, said.records().size());
  }

  private void note(Context ctx, WebhookSource.Reading.Notes said) {
    try {
      notes.keep(said.notes());
    } catch (IntakeRefusedException refused) {
      putOff(ctx, refused.reason());
      return;
    }
    noted.increment(said.notes().size());
    Answers.noted(ctx, said.notes().size());
  }

  private void store(Context ctx, WebhookSource.Reading.Records records, Span span) {
    if (records.records().isEmpty()) {
      Answers.pinged(ctx);
      return;
    }
    accept(ctx, records.records(), span)
        .ifPresent(
            answers -> {
              int stored = stored(answers);
              accepted.increment(stored);
              repeated.increment(answers.size() - stored);
              Answers.accepted(ctx, stored, answers.size() - stored);
            });
  }

  /// Those that somebody has to see to are stored with the others, and parked from there.
  private void storeEach(Context ctx, WebhookSource.Reading.Each each, Span span) {
    List<WebhookSource.Entry> entries = each.entries();
    accept(ctx, entries.stream().map(WebhookSource.Entry::record).toList(), span)
        .ifPresent(
            answers -> {
              EachAnswer answer = EachAnswer.of(entries, answers);
              accepted.increment(answer.accepted());
              repeated.increment(answer.repeats());
              unusable.increment(answer.refused());
              Answers.each(ctx, answer.refused() > 0 ? each.statusIfRefused() : ACCEPTED, answer);
            });
  }

  /// Nothing when they could not be stored, which has been answered then.
  private Optional<List<Inbox.Acceptance>> accept(
      Context ctx, List<SourceRecord> records, Span span) {
    if (records.isEmpty()) {
      return Optional.of(List.of());
    }
    try {
      return Optional.of(intake.accept(HookSpans.followed(records, span)));
    } catch (IntakeRefusedException refused) {
      putOff(ctx, refused.reason());
      return Optional.empty();
    }
  }

  private static int stored(List<Inbox.Acceptance> answers) {
    return (int) answers.stream().filter(one -> one == Inbox.Acceptance.STORED).count();
  }

  private Optional<WebhookSource> source(String system, String kind) {
    return isKind(kind) ? systemName(system).flatMap(sources) : Optional.empty();
  }

  private static Optional<SystemName> systemName(String text) {
    try {
      return Optional.of(new SystemName(text));
    } catch (IllegalArgumentException noSystemCanBeCalledThat) {
      return Optional.empty();
    }
  }

  private static boolean isKind(String text) {
    try {
      return new RecordKind(text).value().equals(text);
    } catch (IllegalArgumentException noKindCanBeCalledThat) {
      return false;
    }
  }

  private void refuseLarge(Context ctx) throws IOException {
    BodyReader.discard(ctx.req().getInputStream());
    // There may be still more of it, so the connection cannot be used again.
    ctx.header("Connection", "close");
    refuse(
        ctx,
        413,
        "The body is larger than this hub accepts. Send fewer records in one call, or ask the"
            + " hub's operator to raise the limit.");
  }

  private void refuse(Context ctx, int status, String sentence) {
    refused.increment();
    Answers.error(ctx, status, sentence);
  }

  private void putOff(Context ctx, IntakeRefusedException.Reason reason) {
    putOff.increment();
    switch (reason) {
      case NOT_NOW ->
          Answers.soon(ctx, "The hub cannot store records just now. Please send it again.");
      case NO_ROOM ->
          Answers.later(
              ctx,
              "The hub's disk is nearly full, so it takes nothing in. Nothing of this was stored;"
                  + " please send it again later.");
    }
  }
}
