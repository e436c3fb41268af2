package dev.selvedge.sandbox.setting;

/// Answers to the questions the public sources leave open or answer in two ways.
///
/// @param resetAsDelay rate headers give seconds until the reset instead of an epoch time
/// @param insightDone the word for a finished insight import: `Finished` or `Complete`
/// @param conflictCode the code of a 409 on contacts
/// @param pascalFailureCodes import failure codes in PascalCase instead of lowerCamel
/// @param textLength the longest text a data field takes
/// @param refuseUnknownFields a value for an undefined data field is an error instead of ignored
/// @param reportRepeatedContacts a contact's second place in an import is a failure
/// @param keysPerContact insight keys are unique per contact instead of per collection
/// @param doubleOptIn the account enforces double opt-in for new sign-ups
/// @param refuseUnknownUnsubscribe unsubscribing an unknown address is a 404 instead of creating it
/// @param mobileSubscribed new mobile numbers start subscribed instead of without subscription
/// @param createCollections a single insight PUT creates a missing collection instead of a 404
public record Switches(
    boolean resetAsDelay,
    String insightDone,
    String conflictCode,
    boolean pascalFailureCodes,
    int textLength,
    boolean refuseUnknownFields,
    boolean reportRepeatedContacts,
    boolean keysPerContact,
    boolean doubleOptIn,
    boolean refuseUnknownUnsubscribe,
    boolean mobileSubscribed,
    boolean createCollections) {

  public static Switches defaults() {
    return new Switches(
        false,
        "Finished",
        "contacts:idAlreadyExists",
        false,
        1000,
        true,
        false,
        false,
        false,
        true,
        false,
        false);
  }
}
