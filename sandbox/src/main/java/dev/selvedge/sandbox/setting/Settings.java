package dev.selvedge.sandbox.setting;

import dev.selvedge.sandbox.json.Json;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// All settings of the account; may be replaced while the sandbox runs.
///
/// @param limits the numbers the account is bounded by
/// @param switches the answers to open questions
/// @param jobMillis how long an asynchronous job takes, in milliseconds of the sandbox's clock
public record Settings(Limits limits, Switches switches, long jobMillis) {

  /// A plausible account whose jobs take a second.
  public static Settings defaults() {
    return new Settings(Limits.defaults(), Switches.defaults(), 1000);
  }

  /// For benchmarks and tests: tiers that never run out and jobs that are done at once.
  public static Settings unthrottled() {
    return new Settings(Limits.unthrottled(), Switches.defaults(), 0);
  }

  public Duration jobDelay() {
    return Duration.ofMillis(jobMillis);
  }

  public Settings withLimits(Limits newLimits) {
    return new Settings(newLimits, switches, jobMillis);
  }

  public Settings withJobDelay(Duration delay) {
    return new Settings(limits, switches, delay.toMillis());
  }

  /// These settings with the named ones of a JSON object laid over them.
  public Settings with(JsonNode changes) {
    ObjectNode merged = Json.MAPPER.valueToTree(this);
    changes
        .properties()
        .forEach(
            change ->
                merged.set(
                    change.getKey(), overlaid(merged.get(change.getKey()), change.getValue())));
    return Json.MAPPER.treeToValue(merged, Settings.class);
  }

  private static JsonNode overlaid(@Nullable JsonNode old, JsonNode with) {
    if (old instanceof ObjectNode object && with instanceof ObjectNode changes) {
      changes.properties().forEach(change -> object.set(change.getKey(), change.getValue()));
      return object;
    }
    return with;
  }

  /// Where the parts of the sandbox read the settings that apply now.
  public interface Source extends Supplier<Settings> {}
}
