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
  private final Map<String, Run> runs = new LinkedHashMap<>();
  private final Map<String, String> references = new LinkedHashMap<>();
  private Instant askedAt = Instant.MIN;
  private Instant askedSince = Instant.MAX;

  /// @param fresh how long an answer holds
  RunBoard(PatchworksApi api, String flow, InstantSource clock, Duration fresh) {
    this.api = api;
    this.flow = flow;
    this.clock = clock;
    this.fresh = fresh;
  }

  /// A run by its number; empty where it does not show.
  ///
  /// @param since no later than any run that is waited for
  /// @throws dev.selvedge.connector.SourceException when Patchworks cannot be asked
  synchronized Optional<Run> run(String number, Instant since) {
    ask(since);
    return Optional.ofNullable(runs.get(number));
  }

  /// The run that an API call began with this reference in its payload; empty where none shows.
  ///
  /// @throws dev.selvedge.connector.SourceException when Patchworks cannot be asked
  synchronized Optional<Run> with(String reference, Instant since) {
    ask(since);
    for (Run run : runs.values()) {
      if (run.isByApi() && reference(run.id()).equals(reference)) {
        return Optional.of(run);
      }
    }
    return Optional.empty();
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

  /// A run's payload never changes, so that each is looked at once.
  private String reference(String run) {
    String known = references.get(run);
    if (known != null) {
      return known;
    }
    Optional<LogLine> first =
        api.logs(run, 1).items().stream().filter(line -> !line.payload().isEmpty()).findFirst();
    if (first.isEmpty()) {
      // It has perhaps only just begun.
      return "";
    }
    String reference =
        api.payload(first.get().payload(), LARGEST_PAYLOAD)
            .map(reply -> REFERENCE.matcher(reply.body().toText()))
            .filter(Matcher::find)
            .map(Matcher::group)
            .orElse("");
    references.put(run, reference);
    if (references.size() > REMEMBERED) {
      references.remove(references.keySet().iterator().next());
    }
    return reference;
  }
}
