package dev.selvedge.connectors.consent;

import dev.selvedge.Outcome;
import dev.selvedge.SystemName;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.ConsentTarget.Decision;
import dev.selvedge.connector.ConsentTarget.Held;
import dev.selvedge.connector.ConsentTarget.Told;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.yaml.YamlSection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a shop without consent of its own keeps it: in keys of its customers' metadata, which are
/// read, written and read back. Immutable.
///
/// @param choice the key that holds the choice
/// @param optIn what stands there for an opt-in, in letters of any case
/// @param optOut the same for an opt-out
/// @param at the key that holds its time; empty for none
public record CustomerMetadata(String choice, String optIn, String optOut, String at) {

  /// Says what is wrong with it.
  ///
  /// @param allowed what a key looks like
  /// @param optOutKey the option that holds the word for an opt-out
  /// @param advice how a key is written
  public void check(YamlSection section, Pattern allowed, String optOutKey, String advice) {
    for (String key : List.of(choice, at)) {
      if (!key.isEmpty() && !allowed.matcher(key).matches()) {
        section
            .problems()
            .add(section.position(), "'" + key + "' cannot be a key of metadata", advice);
      }
    }
    if (!choice.isEmpty() && choice.equals(at)) {
      section
          .problems()
          .add(
              section.position(),
              "'field' and 'at_field' are the same key",
              "write another for the time: it would stand in place of the choice");
    }
    if (optIn.equalsIgnoreCase(optOut)) {
      section.problem(
          optOutKey, "'opt_in' and 'opt_out' are the same", "write what tells them apart");
    }
  }

  /// What a customer holds.
  ///
  /// @param values of the key of the choice; of several an opt-out counts
  public Held held(List<String> values) {
    Held held = Held.NOT_KNOWN;
    for (String value : values) {
      if (value.equalsIgnoreCase(optOut)) {
        return Held.OPT_OUT;
      }
      held = value.equalsIgnoreCase(optIn) ? Held.OPT_IN : held;
    }
    return held;
  }

  /// What is written for a decision.
  public String word(Decision decision) {
    return decision.optIn() ? optIn : optOut;
  }

  /// What is written as its time; empty where that is not known.
  public static String time(Decision decision) {
    return decision.isTimeKnown() ? decision.at().toString() : "";
  }

  /// What is said where nothing is to be written over what a customer holds; nothing where it is.
  ///
  /// @param email as the customer has it
  public static Optional<Told> settled(
      Decision decision, Held held, Stamp since, String email, SystemName system) {
    return switch (decision.against(held, since)) {
      case HOLDS_IT -> Optional.of(Told.answered(new Outcome.Done()));
      case NEWER ->
          Optional.of(Told.answered(new Outcome.Drop(ConsentTarget.NEWER.formatted(system))));
      case WRITE -> OtherAddress.objection(decision, email, system);
    };
  }

  /// What is said of a decision that was written.
  ///
  /// @param held what the customer holds now
  /// @param owner whoever may have put back its own value
  public Told written(Decision decision, Held held, String owner, SystemName system) {
    Held wanted = decision.optIn() ? Held.OPT_IN : Held.OPT_OUT;
    return held == wanted
        ? Told.answered(new Outcome.Done())
        : Told.answered(
            new Outcome.Park(
                "consent.refused",
                "The shop "
                    + system
                    + " does not keep the decision in '"
                    + choice
                    + "'. Look at the customer there, and at "
                    + owner
                    + "."));
  }

  /// What is said where the shop has no such customer.
  public static Told gone(SystemName system) {
    return Told.answered(
        new Outcome.Park(
            "consent.no-record",
            "The shop "
                + system
                + " has no such customer any more, so the decision cannot be written there."));
  }

  /// What is said where the shop does not take it.
  ///
  /// @param reason the shop's own word
  public static Told refused(String reason, SystemName system) {
    return Told.answered(
        new Outcome.Park(
            "consent.refused",
            "The shop "
                + system
                + " does not take the decision ("
                + reason
                + "). Look at the customer there."));
  }
}
