package dev.selvedge.connectors.patchworks.tell;

import dev.selvedge.connectors.patchworks.api.Listing;
import dev.selvedge.connectors.patchworks.api.LogLine;
import dev.selvedge.connectors.patchworks.api.PatchworksApi;
import dev.selvedge.connectors.patchworks.api.PatchworksApi.RunQuery;
import dev.selvedge.connectors.patchworks.api.Run;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How the runs of one flow are, as of a moment ago: one question answers for all decisions that
/// wait for theirs. Thread-safe.
final class RunBoard {
  private static final Pattern REFERENCE =
      Pattern.compile(FlowConsentSettings.MARK + "[A-Za-z0-9_-]{22}");

  /// Clocks may differ, and a run may begin before its start is answered.
  private static final Duration MARGIN = Duration.ofMinutes(5);

  private static final int PAGES = 10;
  private static final int REMEMBERED = 2_000;
  private static final int LARGEST_PAYLOAD = 64 * 1024;

  private final PatchworksApi api;
  private final String flow;
  private final InstantSource clock;
  private final Duration fresh;
  private final Duration patience;
  private final Map<String, Run> runs = new LinkedHashMap<>();
  private final Map<String, String> references = new LinkedHashMap<>();
  private Instant askedAt = Instant.MIN;
  private Instant askedSince = Instant.MAX;

  /// @param fresh how long an answer holds
  /// @param patience how long a run is waited for that does not show with what it began
  RunBoard(PatchworksApi api, String flow, InstantSource clock, Duration fresh, Duration patience) {
    this.api = api;
    this.flow = flow;
    this.clock = clock;
    this.fresh = fresh;
    this.patience = patience;
  }

  /// A run by its number; empty where it does not show.
  ///
  /// @param since no later than any run that is waited for
  /// @throws dev.selvedge.connector.SourceException when Patchworks cannot be asked
  synchronized Optional<Run> run(String number, Instant since) {
    ask(since);
    return Optional.ofNullable(runs.get(number));
  }

  /// What shows of a run.
  sealed interface Sight {
    record Shown(Run run) implements Sight {}

    record Nothing() implements Sight {}

    /// A run has begun and does not show yet with what.
    record Unclear(String run) implements Sight {}
  }

  /// The run that an API call began with this reference in its payload.
  ///
  /// @throws dev.selvedge.connector.SourceException when Patchworks cannot be asked
  synchronized Sight with(String reference, Instant since) {
    ask(since);
    Sight seen = new Sight.Nothing();
    for (Run run : runs.values()) {
      if (!run.isByApi()) {
        continue;
      }
      Optional<String> shown = reference(run);
      if (shown.isPresent() && shown.get().equals(reference)) {
        return new Sight.Shown(run);
      }
      if (shown.isEmpty() && isYoung(run)) {
        seen = new Sight.Unclear(run.id());
      }
    }
    return seen;
  }

  /// What has run for longer is not waited for.
  private boolean isYoung(Run run) {
    return run.startedAt().map(at -> at.plus(patience).isAfter(clock.instant())).orElse(true);
  }

  private void ask(Instant since) {
    Instant now = clock.instant();
    if (now.isBefore(askedAt.plus(fresh)) && !since.isBefore(askedSince)) {
      return;
    }
    Map<String, Run> found = new LinkedHashMap<>();
    boolean more = true;
    for (int page = 1; more && page <= PAGES; page++) {
      Listing<Run> listing =
          api.runs(
              new RunQuery(
                  flow,
                  Optional.empty(),
                  since.minus(MARGIN),
                  "-started_at",
                  page,
                  PatchworksApi.LARGEST_PAGE));
      listing.items().stream()
          .filter(run -> run.flow().isEmpty() || run.flow().equals(flow))
          .forEach(run -> found.put(run.id(), run));
      more = listing.more();
    }
    runs.clear();
    runs.putAll(found);
    askedAt = now;
    askedSince = since;
  }

  /// A run's payload never changes, so that each is looked at once; that of a run which is over is
  /// not waited for.
  ///
  /// @return empty while it does not show; an empty text where there is none
  private Optional<String> reference(Run run) {
    String known = references.get(run.id());
    if (known != null) {
      return Optional.of(known);
    }
    Optional<String> payload =
        api.logs(run.id(), 1).items().stream()
            .map(LogLine::payload)
            .filter(id -> !id.isEmpty())
            .findFirst();
    if (payload.isEmpty() && !run.hasEnded()) {
      return Optional.empty();
    }
    String reference =
        payload
            .flatMap(id -> api.payload(id, LARGEST_PAYLOAD))
            .map(reply -> REFERENCE.matcher(reply.body().toText()))
            .filter(Matcher::find)
            .map(Matcher::group)
            .orElse("");
    references.put(run.id(), reference);
    if (references.size() > REMEMBERED) {
      references.remove(references.keySet().iterator().next());
    }
    return Optional.of(reference);
  }
}
