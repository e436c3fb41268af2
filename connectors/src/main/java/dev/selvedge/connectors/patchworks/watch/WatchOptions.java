package dev.selvedge.connectors.patchworks.watch;

import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.yaml.YamlSection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Every option below `watch`, described once, and their reading.
public final class WatchOptions {
  /// The section they stand in.
  public static final String SECTION = "watch";

  private static final Setting<List<String>> FLOWS =
      Setting.texts("watch.flows", "all", "The numbers of the flows that are watched.");
  private static final Setting<List<String>> EXCEPT =
      Setting.texts("watch.except", "none", "The numbers of flows that are not watched.");
  private static final Setting<Duration> PAST =
      Setting.duration(
          "watch.past",
          Duration.ofDays(3),
          Duration.ZERO,
          "How far back the first reading goes. Patchworks keeps payloads for 72 hours.");
  private static final Setting<Duration> OVERLAP =
      Setting.duration(
          "watch.overlap",
          Duration.ofHours(6),
          Duration.ofMinutes(5),
          "How long a run may take: runs are listed by when they started, so that one which fails"
              + " later than this after its start is not seen.");
  private static final Setting<Integer> PAYLOADS =
      Setting.number(
          "watch.payloads",
          3,
          0,
          5,
          "How many payloads of a run are kept at most: the one it began with, and those of the"
              + " steps that failed.");
  private static final Setting<Integer> LARGEST_PAYLOAD =
      Setting.number(
          "watch.largest_payload",
          1_000_000,
          1_000,
          2_000_000,
          "The longest payload that is kept, in bytes. Of a longer one the report says so.");
  private static final Setting<Optional<String>> ENVIRONMENT =
      Setting.optionalText(
          "watch.environment",
          "none",
          "The number of the virtual environment in which flows are started again.");
  private static final Setting<Integer> CALLS =
      Setting.number(
          "watch.calls_per_minute",
          100,
          10,
          240,
          "At most so many calls a minute; each is one of Patchworks' operations, of which it allows"
              + " 240 a minute to all.");

  private WatchOptions() {}

  /// All of them.
  public static List<Option> all() {
    return Stream.of(FLOWS, EXCEPT, PAST, OVERLAP, PAYLOADS, LARGEST_PAYLOAD, CALLS, ENVIRONMENT)
        .map(Setting::option)
        .toList();
  }

  /// Reads them; whatever is wrong goes to the section's problems.
  public static WatchSettings read(YamlSection section) {
    return new WatchSettings(
        Set.copyOf(FLOWS.read(section)),
        Set.copyOf(EXCEPT.read(section)),
        PAST.read(section),
        OVERLAP.read(section),
        PAYLOADS.read(section),
        LARGEST_PAYLOAD.read(section),
        CALLS.read(section),
        ENVIRONMENT.read(section).orElse(""));
  }
}
