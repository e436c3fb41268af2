package dev.selvedge.sandbox.setting;

import java.util.Locale;

/// Answers to the questions the public sources leave open or answer in two ways.
///
/// @param insightDone the word for a finished insight import: `Finished` or `Complete`
/// @param insightWaiting the word for one that is not: `Processing` or `NotStarted`
/// @param insightBusyCode the code of the 429 for too many insight imports; empty for no body
/// @param insightImportsMerge an imported record is laid over the old one instead of replacing it
/// @param conflictCode the code of a 409 on contacts
/// @param pascalFailureCodes import failure codes in PascalCase instead of lowerCamel
/// @param textLength the longest text a data field takes
/// @param tooLargeStatus the status for a body that is too large
/// @param refuseUnknownFields a value for an undefined data field is an error instead of ignored
/// @param reportRepeatedContacts a contact's second place in an import is a failure
/// @param consentsOnce a consent record that is there already is not added again
/// @param jobsOvertake a job that is due earlier runs before one that was accepted earlier
/// @param keysPerContact insight keys are unique per contact instead of per collection
/// @param doubleOptIn the account enforces double opt-in for new sign-ups
/// @param refuseUnknownUnsubscribe unsubscribing an unknown address is a 404 instead of creating it
/// @param mobileSubscribed new mobile numbers start subscribed instead of without subscription
/// @param createCollections a single insight PUT creates a missing collection instead of a 404
/// @param contactsOrLists an enrolment that names both contacts and lists is refused
/// @param enrolmentsNewestFirst enrolments are listed newest first instead of oldest first
/// @param eventsExport the account has the package with the events export
/// @param feedShift so many rows leave the older feeds between the first page and the others
/// @param preferenceOptOuts the feed of a preference tells opt-outs as well as opt-ins
/// @param minimumExcluded `minContactID` itself is left out instead of being the first one told
public record Switches(
    String insightDone,
    String insightWaiting,
    String insightBusyCode,
    boolean insightImportsMerge,
    String conflictCode,
    boolean pascalFailureCodes,
    int textLength,
    int tooLargeStatus,
    boolean refuseUnknownFields,
    boolean reportRepeatedContacts,
    boolean consentsOnce,
    boolean jobsOvertake,
    boolean keysPerContact,
    boolean doubleOptIn,
    boolean refuseUnknownUnsubscribe,
    boolean mobileSubscribed,
    boolean createCollections,
    boolean contactsOrLists,
    boolean enrolmentsNewestFirst,
    boolean eventsExport,
    int feedShift,
    boolean preferenceOptOuts,
    boolean minimumExcluded) {

  public static Switches defaults() {
    return new Switches(
        "Finished",
        "Processing",
        "insightData:tooManyActiveImports",
        false,
        "contacts:idAlreadyExists",
        false,
        1000,
        413,
        true,
        false,
        false,
        false,
        false,
        false,
        true,
        false,
        false,
        false,
        false,
        false,
        0,
        true,
        false);
  }

  /// A failure code as this account writes it.
  public String spelt(String code) {
    return pascalFailureCodes && !code.isEmpty()
        ? code.substring(0, 1).toUpperCase(Locale.ROOT) + code.substring(1)
        : code;
  }
}
