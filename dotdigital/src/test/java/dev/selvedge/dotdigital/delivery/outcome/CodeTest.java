package dev.selvedge.dotdigital.delivery.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Codes are known by their meaning, in every spelling the vendor's documents show.
class CodeTest {
  private static final Map<String, Predicate<Code>> MEANINGS =
      Map.of(
          "suppression", Code::isSuppression,
          "field", Code::isDataField,
          "list", Code::isList,
          "consent", Code::isConsent,
          "duplicate", Code::isDuplicate,
          "limit", Code::isContactLimit,
          "no contact", Code::isMissingContact,
          "no collection", Code::isMissingCollection,
          "key", Code::isTakenKey,
          "busy", Code::isBusy);

  @ParameterizedTest
  @CsvSource({
    "globallySuppressed, suppression",
    "GloballySuppressed, suppression",
    "SuppressedByDomain, suppression",
    "ERROR_CONTACT_SUPPRESSED, suppression",
    "ERROR_EMAIL_BANNED, suppression",
    "invalidDataField, field",
    "ERROR_DATAFIELD_NOTFOUND, field",
    "contacts:invalidDataField, field",
    "InvalidAddressBookIds, list",
    "ERROR_ADDRESSBOOK_NOT_FOUND, list",
    "consentRecordsNotApplied, consent",
    "ERROR_PREFERENCE_NOT_FOUND, consent",
    "duplicateIdentifier, duplicate",
    "contacts:idAlreadyExists, duplicate",
    "contacts:identifierConflict, duplicate",
    "Duplicate, duplicate",
    "ERROR_CONTACT_TOOMANY, limit",
    "ExceedsAllowedContactLimit, limit",
    "ERROR_CONTACT_NOT_FOUND, no contact",
    "insightData:contactNotFound, no contact",
    "ContactEmailDoesNotExist, no contact",
    "ContactIdDoesNotExist, no contact",
    "insightData:collectionNotFound, no collection",
    "MissingCollection, no collection",
    "KeyExistingForDifferentContact, key",
    "DuplicateKey, key",
    "ERROR_TRANSACTIONAL_DATA_COLLECTION_IS_RESTORING, busy",
    "contacts:badRequest, nothing",
    "ERROR_PARAMETER_INVALID, nothing",
    "'', nothing"
  })
  void a_code_means_one_thing(String code, String meaning) {
    Code read = Code.of(code);

    List<String> meanings =
        MEANINGS.entrySet().stream()
            .filter(one -> one.getValue().test(read))
            .map(Map.Entry::getKey)
            .toList();
    assertThat(meanings).isEqualTo(meaning.equals("nothing") ? List.of() : List.of(meaning));
    assertThat(read.shown()).isEqualTo(code.isEmpty() ? "no code" : code);
  }

  @ParameterizedTest
  @CsvSource({
    "contacts:badRequest, true",
    "contacts:invalidContacts, true",
    "'', true",
    "contacts:badJson, false",
    "contacts:invalidId, false"
  })
  void some_codes_say_only_that_something_is_wrong(String code, boolean vague) {
    assertThat(Code.of(code).isVague()).isEqualTo(vague);
  }
}
