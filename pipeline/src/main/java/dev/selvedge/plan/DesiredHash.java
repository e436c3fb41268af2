package dev.selvedge.plan;

import dev.selvedge.CanonicalJson;
import dev.selvedge.ContentHash;

/// Fingerprints desired states.
final class DesiredHash {
  private static final char GAP = '\u001f';

  private DesiredHash() {}

  static ContentHash of(Desired desired) {
    StringBuilder text = new StringBuilder(256);
    switch (desired) {
      case Desired.Contact contact -> {
        text.append("contact").append(GAP).append(contact.email());
        text.append(GAP).append(contact.mailable());
        contact
            .dataFields()
            .forEach(
                (name, value) ->
                    text.append(GAP)
                        .append(name)
                        .append(GAP)
                        .append(value.type())
                        .append(GAP)
                        .append(value.display()));
        // no value has this type, so no text is another contact's
        contact.cleared().forEach(name -> text.append(GAP).append(name).append(GAP).append("-"));
      }
      case Desired.Insight insight ->
          text.append("insight")
              .append(GAP)
              .append(insight.owner().value())
              .append(GAP)
              .append(insight.collection())
              .append(GAP)
              .append(insight.key())
              .append(GAP)
              .append(CanonicalJson.write(insight.json()));
      case Desired.Enrolment enrolment ->
          text.append("enrolment")
              .append(GAP)
              .append(enrolment.rule())
              .append(GAP)
              .append(enrolment.fact());
      case Desired.Proof proof -> text.append("proof").append(GAP).append(proof.said().words());
      case Desired.Consent consent -> {
        text.append("consent");
        consent
            .words()
            .forEach(
                (topic, word) ->
                    text.append(GAP).append(topic.text()).append(GAP).append(word.choice()));
      }
      case Desired.Chosen chosen ->
          text.append("chosen")
              .append(GAP)
              .append(chosen.topic().text())
              .append(GAP)
              .append(chosen.choice())
              .append(GAP)
              .append(chosen.number());
      case Desired.Shared shared ->
          text.append("shared")
              .append(GAP)
              .append(shared.collection())
              .append(GAP)
              .append(shared.key())
              .append(GAP)
              .append(CanonicalJson.write(shared.json()));
      case Desired.Retired retired ->
          text.append(retired.declined() ? "retired, declined" : "retired");
      case Desired.Withdrawn withdrawn ->
          text.append("withdrawn")
              .append(GAP)
              .append(withdrawn.collection())
              .append(GAP)
              .append(withdrawn.key());
    }
    return ContentHash.of(text.toString());
  }
}
