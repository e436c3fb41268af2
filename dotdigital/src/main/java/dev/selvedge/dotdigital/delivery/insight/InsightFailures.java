package dev.selvedge.dotdigital.delivery.insight;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.delivery.account.AccountPreparation;
import dev.selvedge.dotdigital.delivery.guard.SchemaGuard;
import dev.selvedge.dotdigital.delivery.outcome.Code;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.dotdigital.delivery.outcome.Part;
import dev.selvedge.dotdigital.insight.InsightReport.Refused;
import dev.selvedge.mapping.collection.Fit;
import dev.selvedge.send.Target.Settlement;

/// What the failures in the report of an import mean for a record.
final class InsightFailures {
  private final AccountPreparation preparation;
  private final SchemaGuard guard;
  private final String collection;
  private final Outcomes outcomes;

  /// @param collection of the import
  InsightFailures(
      AccountPreparation preparation, SchemaGuard guard, String collection, Outcomes outcomes) {
    this.preparation = preparation;
    this.guard = guard;
    this.collection = collection;
    this.outcomes = outcomes;
  }

  Settlement settlement(Refused refused) {
    Code code = Code.of(refused.reason());
    if (refused.lacksContact() || code.isMissingContact()) {
      return InsightDelivery.lacksOwner(outcomes);
    }
    if (code.isTakenKey()) {
      return new Settlement(taken(outcomes, code), "");
    }
    if (code.isMissingCollection() && preparation.mend()) {
      return again("the collection was missing and has been made again");
    }
    if (code.isOfTypes()) {
      guard.forget(collection);
    }
    return code.is("Unknown")
        ? again("Dotdigital refused the record without a reason")
        : new Settlement(
            outcomes.park(
                code.shown(),
                "Dotdigital refused this order record ("
                    + code.shown()
                    + "): "
                    + meaning(code)
                    + ". Mend it at its source; it then goes again by itself."),
            "");
  }

  private Settlement again(String why) {
    return new Settlement(new Outcome.Retry(why, outcomes.now()), "");
  }

  /// For one that would give the collection another type, or is none that it takes.
  static Outcome misfit(Outcomes outcomes, Fit.Misfit misfit, String collection) {
    return outcomes.park("misfit", misfit.sentence(collection));
  }

  /// For what is not sent since the types of its collection could not be read. Nothing was written,
  /// so nothing is in doubt.
  static Outcome notLookedAt(Outcomes outcomes, Answer<?> answer) {
    return outcomes.of(answer, Part.INSIGHT) instanceof Outcome.Unknown unknown
        ? new Outcome.Retry(unknown.why(), unknown.checkAt())
        : outcomes.of(answer, Part.INSIGHT);
  }

  /// For a key that another contact's record has.
  static Outcome taken(Outcomes outcomes, Code code) {
    return outcomes.park(
        "key-taken",
        "Another contact in Dotdigital holds an order record of this number ("
            + code.shown()
            + "). If that contact is this person's former one, replay: the hub then moves the"
            + " record. Else delete it there, or number one of the two otherwise, then replay.");
  }

  private static String meaning(Code code) {
    return switch (code.letters()) {
      case "jsonvalueincompatiblewithschema", "jsondoesnotmatchschema", "inconsistenttypes" ->
          "a value has another type than the collection got with its first record, which is for"
              + " ever";
      case "jsoncontainsnestedarray" -> "a list stands directly in a list";
      case "jsonkeytoolong" -> "a property's name is too long";
      case "jsonkeyinvalidcharacters" ->
          "a property's name holds something beside letters, digits, '-' and '_'";
      case "jsoncontainsdashunderscoreclash" -> "two properties' names differ by '-' and '_' alone";
      case "jsonvaluetoolong" -> "a text is too long";
      case "jsonnumbervaluetoolarge" -> "a number is too large";
      case "toomanydistinctkeyvaluepairs" -> "it has too many properties";
      case "invalidclientkey" -> "its number cannot be a key";
      case "invalidcontactidentifier", "invalidcontactidentifiertype" ->
          "its contact is named in a way that is not understood";
      case "notavailableinthisversion" -> "the account's package does not hold such records";
      default -> "compare its values with the collection's types";
    };
  }
}
