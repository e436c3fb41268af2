package dev.selvedge.dotdigital.delivery.contact;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.contact.Failure;
import dev.selvedge.dotdigital.contact.ImportReport.Failed;
import dev.selvedge.dotdigital.delivery.account.AccountPreparation;
import dev.selvedge.dotdigital.delivery.outcome.Code;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.send.Target.Settlement;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// What the failures in the report of an import mean for a contact. A contact may have been written
/// and stand among the failures as well, when only a part of it was refused: nothing that was not
/// taken may be believed to be there.
public final class ContactFailures {
  private final AccountPreparation preparation;
  private final Outcomes outcomes;

  ContactFailures(AccountPreparation preparation, Outcomes outcomes) {
    this.preparation = preparation;
    this.outcomes = outcomes;
  }

  /// What a contact comes to.
  ///
  /// @param number its number if it was written, else empty
  Settlement settlement(Failed failed, String number) {
    List<Code> codes =
        failed.reasons().stream().map(Failure::code).map(Code::of).distinct().toList();
    boolean written = !number.isEmpty();
    if (!codes.isEmpty() && codes.stream().allMatch(Code::isSuppression)) {
      // Its data is there; that nobody may mail it is Dotdigital's to mind.
      return written
          ? new Settlement(new Outcome.Done(), number)
          : new Settlement(suppressed(shown(codes)), "");
    }
    boolean lacking = codes.stream().anyMatch(code -> code.isDataField() || code.isList());
    if (lacking && preparation.mend()) {
      return new Settlement(mended(outcomes.now()), number);
    }
    return new Settlement(written ? partly(codes) : refused(codes), number);
  }

  /// Whether a refusal may mean that the account lacks a field or list: how v3 refuses a value for
  /// an unknown field is not documented, so its general words for a wrong request count among
  /// these.
  static boolean mayLackSomething(Answer<?> refusal) {
    Code code = Code.of(Outcomes.error(refusal));
    boolean wrong = refusal instanceof Answer.Rejected<?> rejected && rejected.status() == 400;
    return code.isDataField() || code.isList() || (wrong && code.isVague());
  }

  /// For an address nobody may mail.
  public static Outcome suppressed(String codes) {
    return new Outcome.Drop("Dotdigital suppresses this address everywhere (" + codes + ")");
  }

  /// Something the account lacked has been made again.
  static Outcome mended(Instant now) {
    return new Outcome.Retry(
        "a data field or list was missing in the account and has been made again", now);
  }

  private Outcome partly(List<Code> codes) {
    String what =
        codes.stream().anyMatch(Code::isDataField)
            ? "a data field's value"
            : codes.stream().anyMatch(Code::isList)
                ? "the list"
                : codes.stream().anyMatch(Code::isConsent) ? "what was said of consent" : "a part";
    return outcomes.park(
        cause(codes),
        "Dotdigital took this contact, but not "
            + what
            + " ("
            + shown(codes)
            + "). Correct it at its source; it then goes again by itself.");
  }

  private Outcome refused(List<Code> codes) {
    boolean duplicate = codes.stream().anyMatch(Code::isDuplicate);
    return outcomes.park(
        cause(codes),
        duplicate
            ? "Another contact in Dotdigital has an identifier of this one ("
                + shown(codes)
                + "). Dotdigital merges no contacts: take it from one of them there, then replay."
            : "Dotdigital refused this contact ("
                + shown(codes)
                + "). Correct the address or value at its source; it then goes again by itself.");
  }

  private static String cause(List<Code> codes) {
    return codes.isEmpty() ? "item-failure" : shown(codes);
  }

  private static String shown(List<Code> codes) {
    return codes.isEmpty()
        ? "no code"
        : codes.stream().map(Code::shown).collect(Collectors.joining(", "));
  }
}
