package dev.selvedge.dotdigital.contact;

/// The kind of mail a contact wants.
public enum EmailType {
  HTML("html"),
  PLAIN_TEXT("plainText");

  private final String wire;

  EmailType(String wire) {
    this.wire = wire;
  }

  String wire() {
    return wire;
  }
}
