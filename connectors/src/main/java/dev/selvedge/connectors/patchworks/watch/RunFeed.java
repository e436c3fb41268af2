package dev.selvedge.connectors.patchworks.watch;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connectors.http.HttpReply;
import dev.selvedge.connectors.patchworks.api.Listing;
import dev.selvedge.connectors.patchworks.api.LogLine;
import dev.selvedge.connectors.patchworks.api.PatchworksApi;
import dev.selvedge.connectors.patchworks.api.PatchworksApi.RunQuery;
import dev.selvedge.connectors.patchworks.api.Reply;
import dev.selvedge.connectors.patchworks.api.Run;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/// Runs that failed or ended in part, each with its log's errors and its payloads. Runs are listed
/// by their start, oldest first, with an overlap of what was read before; one that was reported is
/// not looked at again.
public final class RunFeed implements PolledSource {
  /// Of each of them several calls are made.
  private static final int RUNS_AT_ONCE = 5;

  private static final int PAGE = 50;
  private static final int LOG_PAGES = 5;

  /// A run that Patchworks fails on for so long, while it answers otherwise, is reported without
  /// what cannot be had. Payloads are held for three days.
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  private static final int MOST_FAILING = 1_000;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final RunReport.Kept NONE =
      new RunReport.Kept("", JsonNodeFactory.instance.nullNode(), RunReport.JSON_TYPE, "");
  private static final RunReport.Kept NOT_READ =
      new RunReport.Kept(
          "",
          JsonNodeFactory.instance.nullNode(),
          RunReport.JSON_TYPE,
          "Patchworks fails to show the run's log or payload");

  private final SystemName system;
  private final WatchSettings settings;
  private final PatchworksApi api;
  private final CallBudget budget;
  private final Map<String, Instant> failingSince = new HashMap<>();

  public RunFeed(
      SystemName system, WatchSettings settings, PatchworksApi api, InstantSource clock) {
    this.system = system;
    this.settings = settings;
    this.api = api;
    this.budget = new CallBudget(settings.callsAMinute(), clock);
  }

  @Override
  public Feed feed() {
    return new Feed(system, RunReport.KIND);
  }

  @Override
  public Page poll(Cursor cursor, Instant now, int limit) {
    WatchCursor at = WatchCursor.of(cursor, now, settings.past());
    if (!budget.has(1)) {
      return new Page(List.of(), List.of(), at.text(), false);
    }
    if (at.isBeginning()) {
      at = at.begunAt(now);
    }
    budget.take();
    Listing<Run> listing =
        api.runs(
            new RunQuery("", Optional.of(at.status()), at.from(), "started_at", at.page(), PAGE));
    List<SourceRecord> records = new ArrayList<>();
    for (Run run : listing.items()) {
      if (!isNews(run, at)) {
        continue;
      }
      if (records.size() == Math.min(limit, RUNS_AT_ONCE) || !budget.has(callsFor())) {
        // The same page again, of which these are known by then.
        return new Page(records, List.of(), at.text(), budget.has(callsFor() + 1));
      }
      records.add(report(run, now));
      at = at.saw(run.id(), run.startedAt().orElse(now));
    }
    return listing.more()
        ? new Page(records, List.of(), at.turned().text(), true)
        : over(records, at);
  }

  private Page over(List<SourceRecord> records, WatchCursor at) {
    return at.nextStatus()
        .map(next -> new Page(records, List.of(), next.text(), true))
        .orElseGet(
            () -> new Page(records, List.of(), at.nextPass(settings.overlap()).text(), false));
  }

  private boolean isNews(Run run, WatchCursor at) {
    return !run.id().isEmpty()
        && run.id().length() <= RecordRef.MAX_KEY
        && run.status() == at.status()
        && settings.isWatched(run.flow())
        && !at.seen().containsKey(run.id());
  }

  private int callsFor() {
    return 1 + settings.payloads();
  }

  /// One run whose log or payload can never be had does not hold up the others for ever.
  private SourceRecord report(Run run, Instant now) {
    try {
      SourceRecord report = read(run, now);
      failingSince.remove(run.id());
      return report;
    } catch (SourceException notNow) {
      budget.take();
      if (!(api.reach() instanceof Reply.Ok)) {
        throw notNow;
      }
      if (failingSince.size() >= MOST_FAILING) {
        failingSince.clear();
      }
      Instant since = failingSince.computeIfAbsent(run.id(), ignored -> now);
      if (now.isBefore(since.plus(PATIENCE))) {
        throw notNow;
      }
      failingSince.remove(run.id());
      return record(run, now, RunReport.of(run, List.of(), NOT_READ, List.of()));
    }
  }

  private SourceRecord read(Run run, Instant now) {
    List<LogLine> log = log(run);
    List<LogLine> errors = log.stream().filter(LogLine::isError).toList();
    Optional<LogLine> first = log.stream().filter(line -> !line.payload().isEmpty()).findFirst();
    List<RunReport.Kept> failed = new ArrayList<>();
    int left = settings.payloads() - (first.isPresent() ? 1 : 0);
    for (LogLine line : errors) {
      boolean another =
          !line.payload().isEmpty()
              && first.stream().noneMatch(one -> one.payload().equals(line.payload()));
      if (another && failed.size() < left) {
        failed.add(kept(line));
      }
    }
    return record(run, now, RunReport.of(run, errors, begunWith(run, first, failed), failed));
  }

  private SourceRecord record(Run run, Instant now, String report) {
    return new SourceRecord(
        new RecordRef(system, RunReport.KIND, run.id()),
        Stamp.at(run.finishedAt().or(run::startedAt).orElse(now)),
        now,
        Change.UPSERT,
        Pace.LIVE,
        Payload.ofText(report));
  }

  /// What a flow on a timetable pulled is no beginning of it: started again, it pulls by itself.
  private RunReport.Kept begunWith(Run run, Optional<LogLine> first, List<RunReport.Kept> failed) {
    if (first.isEmpty()) {
      return NONE;
    }
    if (settings.payloads() == 0) {
      return without(first.get(), "'watch.payloads' is 0");
    }
    RunReport.Kept kept = kept(first.get());
    if (run.trigger().toLowerCase(Locale.ROOT).equals("schedule")) {
      failed.addFirst(kept);
      return NONE;
    }
    return kept;
  }

  private List<LogLine> log(Run run) {
    List<LogLine> lines = new ArrayList<>();
    boolean more = true;
    for (int page = 1; more && page <= LOG_PAGES; page++) {
      budget.take();
      Listing<LogLine> listing = api.logs(run.id(), page);
      lines.addAll(listing.items());
      more = listing.more();
    }
    return lines;
  }

  private RunReport.Kept kept(LogLine line) {
    budget.take();
    Optional<HttpReply> reply = api.payload(line.payload(), settings.largestPayload());
    if (reply.isEmpty()) {
      return without(line, "Patchworks does not hold it any more");
    }
    byte[] body = reply.get().body().toBytes();
    if (body.length > settings.largestPayload()) {
      return without(
          line, "it is longer than " + settings.largestPayload() + " bytes, see 'largest_payload'");
    }
    try {
      JsonNode json = JSON.readTree(body);
      return new RunReport.Kept(line.step(), json, RunReport.JSON_TYPE, "");
    } catch (JacksonException notJson) {
      JsonNode text = JsonNodeFactory.instance.stringNode(reply.get().body().toText());
      return new RunReport.Kept(line.step(), text, RunReport.TEXT, "");
    }
  }

  private static RunReport.Kept without(LogLine line, String note) {
    return new RunReport.Kept(
        line.step(), JsonNodeFactory.instance.nullNode(), RunReport.JSON_TYPE, note);
  }
}
