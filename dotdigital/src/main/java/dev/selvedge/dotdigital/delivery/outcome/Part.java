package dev.selvedge.dotdigital.delivery.outcome;

import dev.selvedge.dotdigital.http.Request;

/// The parts of Dotdigital a call can be about. An account may lack one and have the others.
public enum Part {
  /// the account itself, its fields and its contacts: without these nothing works
  CONTACTS("contacts"),
  INSIGHT("insight data"),
  PROGRAMS("programs"),
  EVENTS("the export of events"),
  TOLD_EVENTS("events"),
  MESSAGES("mails made from campaigns");

  private final String title;

  Part(String title) {
    this.title = title;
  }

  static Part of(Request request) {
    String path = request.target().toString();
    if (path.startsWith("/insightData/")) {
      return INSIGHT;
    }
    if (path.startsWith("/events/")) {
      return path.startsWith("/events/v3/import") ? TOLD_EVENTS : EVENTS;
    }
    if (path.startsWith("/v2/email/")
        || path.startsWith("/v2/campaigns")
        || path.startsWith("/marketing-email/")) {
      return MESSAGES;
    }
    return path.startsWith("/v2/programs") ? PROGRAMS : CONTACTS;
  }

  /// Whether a call about it that may have been taken, however unlikely, must not be repeated.
  boolean isOnceOnly() {
    return this == PROGRAMS || this == MESSAGES;
  }

  String title() {
    return title;
  }
}
