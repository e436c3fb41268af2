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
/// @param rates how the call allowance shows itself
/// @param records how long the parts of an insight record may be
/// @param jobMillis how long an asynchronous job takes, in milliseconds of the sandbox's clock
/// @param reportsKeptMillis how long the report of an import can be had; 0 is for ever
public record Settings(
    Limits limits,
    Switches switches,
    Rates rates,
    RecordLimits records,
    long jobMillis,
    long reportsKeptMillis) {

  /// A plausible account whose jobs take a second.
  public static Settings defaults() {
    return new Settings(
        Limits.defaults(), Switches.defaults(), Rates.defaults(), RecordLimits.defaults(), 1000, 0);
  }

  /// For benchmarks and tests: tiers that never run out and jobs that are done at once.
  public static Settings unthrottled() {
    return defaults().withLimits(Limits.unthrottled()).withJobDelay(Duration.ZERO);
  }

  public Duration jobDelay() {
    return Duration.ofMillis(jobMillis);
  }

  public Settings withLimits(Limits newLimits) {
    return new Settings(newLimits, switches, rates, records, jobMillis, reportsKeptMillis);
  }

  public Settings withJobDelay(Duration delay) {
    return new Settings(limits, switches, rates, records, delay.toMillis(), reportsKeptMillis);
  }

  /// These settings with the named ones of a JSON object laid over them.
  public Settings with(String changes) {
    return with(Json.MAPPER.readTree(changes));
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
