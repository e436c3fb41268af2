package dev.selvedge.dotdigital.inward;

import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.dotdigital.json.Json;
import dev.selvedge.dotdigital.json.Unreadable;
import dev.selvedge.dotdigital.json.View;
import dev.selvedge.mapping.AddressDecision;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.ConsentClaim.Timing;
import dev.selvedge.mapping.EmailAddress;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.mapping.Mapped;
import dev.selvedge.mapping.RecordMapper;
import dev.selvedge.mapping.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Understands the records of an account; those of every other system are the project's mappings'.
/// Pure and thread-safe.
public final class DecisionMapper implements RecordMapper {
  private static final String RULE = "dotdigital.inward";

  private final SystemName account;
  private final EmailRules emails;
  private final RecordMapper others;

  /// @param emails which spellings are one mailbox: who opts out at one has opted out
  public DecisionMapper(SystemName account, EmailRules emails, RecordMapper others) {
    this.account = account;
    this.emails = emails;
    this.others = others;
  }

  @Override
  public SourceRecord known(SourceRecord sourceRecord) {
    return sourceRecord.ref().system().equals(account) ? sourceRecord : others.known(sourceRecord);
  }

  @Override
  public Mapped map(SourceRecord sourceRecord) {
    if (!sourceRecord.ref().system().equals(account)) {
      return others.map(sourceRecord);
    }
    try {
      return map(View.of(Json.parse(sourceRecord.body().toBytes())), sourceRecord.observedAt());
    } catch (Unreadable | IllegalArgumentException unlikeOurs) {
      return unmappable(
          "inward.unreadable",
          "",
          "The record is not written the way decisions from Dotdigital are. It was edited: restore"
              + " it, or discard it");
    }
  }

  private Mapped map(View body, Instant observedAt) {
    Optional<String> email = EmailAddress.normalise(body.text(Observation.EMAIL));
    if (email.isEmpty()) {
      return unmappable(
          "inward.not-an-address",
          Observation.EMAIL,
          "Dotdigital tells a decision of a contact whose e-mail address is not one, so it cannot"
              + " be said whose it is. Correct the contact in Dotdigital, or the address here, and"
              + " replay it");
    }
    String known = emails.known(email.get());
    Choice choice = Choice.valueOf(body.requiredText(Observation.CHOICE));
    // Not told when, or unreadably: then an opt-in is the oldest and all else the newest there is.
    Instant unknown = choice == Choice.OPT_IN ? ConsentClaim.UNKNOWN_TIME : observedAt;
    ConsentClaim claim =
        new ConsentClaim(
            Topic.parse(body.requiredText(Observation.TOPIC)),
            choice,
            Timing.valueOf(body.requiredText(Observation.TIMING)),
            body.instant(Observation.AT).orElse(unknown),
            evidence(body, !known.equals(email.get())));
    return new Mapped.Decided(List.of(new AddressDecision(known, claim)));
  }

  private static Map<String, String> evidence(View body, boolean otherSpelling) {
    Map<String, String> evidence = new TreeMap<>();
    body.tree(Observation.EVIDENCE)
        .properties()
        .forEach(one -> evidence.put(one.getKey(), one.getValue().asString("")));
    if (otherSpelling) {
      evidence.put(ConsentClaim.SPELLING, "other");
    }
    return evidence;
  }

  private static Mapped unmappable(String cause, String field, String sentence) {
    return new Mapped.Unmappable(
        List.of(new Mapped.FieldProblem(cause, RULE, field, "", sentence)));
  }
}
