package dev.selvedge.dotdigital.delivery;

import dev.selvedge.dotdigital.http.Request;

/// The parts of Dotdigital a call can be about. An account may lack one and have the others.
enum Part {
  /// the account itself, its fields and its contacts: without these nothing works
  CONTACTS("contacts"),
  INSIGHT("insight data"),
  PROGRAMS("programs"),
  EVENTS("the export of events");

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
      return EVENTS;
    }
    return path.startsWith("/v2/programs") ? PROGRAMS : CONTACTS;
  }

  String title() {
    return title;
  }
}
