package dev.selvedge.sandbox.contact;

import java.util.Locale;
import java.util.Optional;

/// The e-mail channel status of a contact, with its spellings in both frameworks.
public enum EmailStatus {
  NO_SUBSCRIPTION("noSubscription", "Unsubscribed", Standing.OUTSIDE),
  SUBSCRIBED("subscribed", "Subscribed", Standing.ACTIVE),
  UNSUBSCRIBED("unsubscribed", "Unsubscribed", Standing.OPTED_OUT),
  SOFT_BOUNCED("softBounced", "SoftBounced", Standing.ACTIVE),
  HARD_BOUNCED("hardBounced", "HardBounced", Standing.BARRED),
  ISP_COMPLAINED("ispComplained", "IspComplained", Standing.BARRED),
  PENDING_OPT_IN("pendingOptIn", "PendingOptIn", Standing.OUTSIDE),
  DIRECT_COMPLAINT("directComplaint", "DirectComplaint", Standing.BARRED),
  SPAM_TRAP("spamTrap", "MailBlocked", Standing.BARRED),
  DELETED("deleted", "Deleted", Standing.OUTSIDE),
  BLOCKED_LOCAL_PART("blockedlocalpart", "MailBlocked", Standing.BARRED),
  SHARED_SUPPRESSION("sharedsuppression", "SharedSuppression", Standing.BARRED),
  SHARED_DOMAIN_SUPPRESSION("sharedDomainSuppression", "DomainSuppression", Standing.BARRED),
  SUPPRESSED("suppressed", "Suppressed", Standing.OPTED_OUT),
  PURCHASED("purchased", "NotAllowed", Standing.BARRED),
  KNOWN_COMPLAINER("knownComplainer", "NotAllowed", Standing.BARRED),
  KNOWN_LITIGATOR("knownLitigator", "NotAllowed", Standing.BARRED),
  BINNED("binned", "Deleted", Standing.OUTSIDE),
  DOMAIN_SUPPRESSED("domainSuppressed", "DomainSuppression", Standing.BARRED);

  private final String wire;
  private final String v2;
  private final Standing standing;

  EmailStatus(String wire, String v2, Standing standing) {
    this.wire = wire;
    this.v2 = v2;
    this.standing = standing;
  }

  /// The spelling of the newer framework, not always lower camel case.
  public String wire() {
    return wire;
  }

  /// The spelling of the older framework; several statuses share one.
  public String v2() {
    return v2;
  }

  public Standing standing() {
    return standing;
  }

  /// Whether the contact counts as suppressed, for whatever reason.
  public boolean suppressed() {
    return standing == Standing.OPTED_OUT || standing == Standing.BARRED;
  }

  /// The status of that name, in any case.
  public static Optional<EmailStatus> read(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    for (EmailStatus status : values()) {
      if (status.wire.toLowerCase(Locale.ROOT).equals(wanted)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  /// The top-level contact status (inferred: bounces and complaints count as suppressed).
  String contactStatus() {
    return switch (this) {
      case NO_SUBSCRIPTION, UNSUBSCRIBED, PENDING_OPT_IN, DELETED, BINNED -> wire;
      case SUBSCRIBED, SOFT_BOUNCED -> SUBSCRIBED.wire;
      case HARD_BOUNCED,
          ISP_COMPLAINED,
          DIRECT_COMPLAINT,
          SPAM_TRAP,
          BLOCKED_LOCAL_PART,
          SHARED_SUPPRESSION,
          SHARED_DOMAIN_SUPPRESSION,
          SUPPRESSED,
          PURCHASED,
          KNOWN_COMPLAINER,
          KNOWN_LITIGATOR,
          DOMAIN_SUPPRESSED ->
          SUPPRESSED.wire;
    };
  }

  /// What a status means for mailing, and whether a caller can change it.
  public enum Standing {
    /// Gets mail.
    ACTIVE,
    /// Gets none, and can come back.
    OPTED_OUT,
    /// Gets none, and no API call brings them back.
    BARRED,
    /// Gets none, for want of a decision.
    OUTSIDE
  }
}
