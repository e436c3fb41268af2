package dev.selvedge.dotdigital.delivery.outcome;

import dev.selvedge.dotdigital.answer.ApiError;
import dev.selvedge.dotdigital.json.Word;
import java.util.Locale;
import java.util.Set;

/// A code of Dotdigital's, by what it is about. The same thing has several codes: v2's
/// `ERROR_CONTACT_SUPPRESSED`, v3's `globallySuppressed`, and `GloballySuppressed` in the pages; so
/// they are compared by their letters alone. Immutable.
///
/// @param text as Dotdigital wrote it, empty when it wrote none
/// @param letters in small, without what comes before them in v2 and v3
public record Code(String text, String letters) {
  private static final Set<String> DUPLICATES =
      Set.of(
          "duplicate",
          "duplicateidentifier",
          "idalreadyexists",
          "identifierconflict",
          "nonuniqueemail");
  private static final Set<String> VAGUE = Set.of("", "badrequest", "invalidcontacts");
  private static final Set<String> TAKEN_KEYS =
      Set.of("duplicatekey", "keyexistingfordifferentcontact");
  private static final Set<String> OF_TYPES =
      Set.of("jsonvalueincompatiblewithschema", "jsondoesnotmatchschema", "inconsistenttypes");
  private static final Set<String> BUSY =
      Set.of("addressbookinuse", "transactionaldatacollectionisrestoring");
  private static final Set<String> CONTACT_LIMITS =
      Set.of("contacttoomany", "exceedsallowedcontactlimit", "contactlimitexceeded");

  /// The code of a refused call.
  public static Code of(ApiError error) {
    return of(error.code());
  }

  /// The code of a refused item of an import.
  public static Code of(Word word) {
    return of(word.text());
  }

  /// Reads a code, however it is spelled: without what stands before a colon, its `ERROR_`, case
  /// and punctuation.
  public static Code of(String text) {
    String bare = text.substring(text.lastIndexOf(':') + 1);
    String small = bare.toLowerCase(Locale.ROOT);
    String named = small.startsWith("error_") ? small.substring("error_".length()) : small;
    return new Code(text, named.replaceAll("[^a-z0-9]", ""));
  }

  /// Whether it is this one, written in letters and digits alone.
  public boolean is(String name) {
    return letters.equals(name.toLowerCase(Locale.ROOT));
  }

  /// Nobody may mail this address, whatever the hub knows.
  public boolean isSuppression() {
    return letters.contains("suppressed") || letters.equals("emailbanned");
  }

  /// A value of a data field, or the field itself.
  public boolean isDataField() {
    return letters.contains("datafield");
  }

  /// The account may hold no more data fields of this type.
  public boolean isFieldLimit() {
    return letters.equals("datafieldlimitexceeded");
  }

  /// Whether it speaks of a list.
  public boolean isList() {
    return letters.contains("addressbook") || letters.contains("listid");
  }

  /// One of the general words for a wrong request.
  public boolean isVague() {
    return VAGUE.contains(letters);
  }

  /// Something that was said of consent or preferences.
  public boolean isConsent() {
    return letters.contains("consent") || letters.contains("preference");
  }

  /// Another contact has an identifier of this one.
  public boolean isDuplicate() {
    return DUPLICATES.contains(letters);
  }

  /// The account may hold no more contacts.
  public boolean isContactLimit() {
    return CONTACT_LIMITS.contains(letters);
  }

  /// The contact something belongs to is not there.
  public boolean isMissingContact() {
    boolean named = letters.startsWith("contact");
    return named && (letters.endsWith("doesnotexist") || letters.endsWith("notfound"));
  }

  /// Whether it says that the collection does not exist.
  public boolean isMissingCollection() {
    return letters.equals("missingcollection")
        || letters.equals("collectionnotfound")
        || letters.equals("transactionaldatacollectiondoesnotexist");
  }

  /// Another contact has a record of this key.
  public boolean isTakenKey() {
    return TAKEN_KEYS.contains(letters);
  }

  /// A value, or a list of them, is not what its collection holds.
  public boolean isOfTypes() {
    return OF_TYPES.contains(letters);
  }

  /// A list or collection cannot be used just now.
  boolean isBusy() {
    return BUSY.contains(letters);
  }

  /// As people read it.
  public String shown() {
    return text.isEmpty() ? "no code" : text;
  }
}
