package dev.selvedge.dotdigital.inward;

import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.ConsentClaim.Timing;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.mapping.Topic;
import java.time.Instant;
import java.util.Map;

/// That a contact is not to be mailed, as an audit saw it on the contact itself: where no feed told
/// of it, or the feed's word was lost. When it was decided is not known, only when the contact was
/// changed last.
public final class Refusals {
  private static final String FEED = "audit";

  private final SystemName account;
  private final EmailRules emails;

  /// @param emails which spellings are one mailbox
  public Refusals(SystemName account, EmailRules emails) {
    this.account = account;
    this.emails = emails;
  }

  /// They left.
  public SourceRecord left(String contact, String address, Instant changed, Instant now) {
    return record(
        contact, address, Choice.OPT_OUT, changed, now, Map.of("feed", FEED, "contact", contact));
  }

  /// Dotdigital does not mail them for another reason, which nobody can lift from here.
  public SourceRecord barred(String contact, String address, Instant changed, Instant now) {
    return record(
        contact,
        address,
        Choice.SUPPRESSED,
        changed,
        now,
        Map.of("feed", FEED, "contact", contact, ConsentClaim.REASON, "barred"));
  }

  private SourceRecord record(
      String contact,
      String address,
      Choice choice,
      Instant changed,
      Instant now,
      Map<String, String> evidence) {
    Observation.Who who =
        new Observation.Who(contact.isEmpty() ? 0 : Long.parseLong(contact), address);
    return new Observation(
            Kinds.AUDITED,
            who,
            Topic.EMAIL,
            choice,
            Timing.OBSERVED,
            SourceRecord.Stamp.at(changed),
            evidence)
        .record(account, emails, now, SourceRecord.Pace.LIVE);
  }
}
