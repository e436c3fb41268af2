package dev.selvedge.plan;

import dev.selvedge.CanonicalJson;
import dev.selvedge.ContentHash;

/// Fingerprints desired states.
final class DesiredHash {
  private static final String GAP = "\u001f";

  private DesiredHash() {}

  static ContentHash of(Desired desired) {
    return ContentHash.of(
        switch (desired) {
          case Desired.Contact contact -> contact(contact);
          case Desired.Insight insight ->
              joined(
                  "insight",
                  Long.toString(insight.owner().value()),
                  insight.collection(),
                  insight.key(),
                  CanonicalJson.write(insight.json()));
          case Desired.Enrolment enrolment ->
              joined("enrolment", enrolment.rule(), enrolment.fact());
          case Desired.Proof proof -> joined("proof", proof.said().words());
          case Desired.Consent consent -> consent(consent);
          case Desired.Chosen chosen ->
              joined("chosen", chosen.topic().text(), chosen.choice().name(), chosen.number());
          case Desired.Shared shared ->
              joined(
                  "shared", shared.collection(), shared.key(), CanonicalJson.write(shared.json()));
          case Desired.Retired retired -> retired.declined() ? "retired, declined" : "retired";
          case Desired.Withdrawn withdrawn ->
              joined("withdrawn", withdrawn.collection(), withdrawn.key());
        });
  }

  private static String joined(String... parts) {
    return String.join(GAP, parts);
  }

  private static String contact(Desired.Contact contact) {
    StringBuilder text = new StringBuilder(256);
    text.append("contact").append(GAP).append(contact.email());
    text.append(GAP).append(contact.mailable());
    contact
        .dataFields()
        .forEach(
            (name, value) ->
                text.append(GAP).append(joined(name, value.type().name(), value.display())));
    // no value has this type, so no text is another contact's
    contact.cleared().forEach(name -> text.append(GAP).append(joined(name, "-")));
    return text.toString();
  }

  private static String consent(Desired.Consent consent) {
    StringBuilder text = new StringBuilder("consent");
    consent
        .words()
        .forEach(
            (topic, word) -> text.append(GAP).append(joined(topic.text(), word.choice().name())));
    return text.toString();
  }
}
