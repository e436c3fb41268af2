package dev.selvedge.app.security;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a user may do; each role includes those before it.
public enum Role {
  /// sees every page
  VIEWER,
  /// also replays and edits what is parked, and mends what audits found
  OPERATOR,
  /// also changes users and settings
  ADMIN;

  /// The word in files and on pages.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The role of that word, in any case.
  public static Optional<Role> ofWord(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equalsIgnoreCase(word)).findFirst();
  }

  /// This role and all it includes.
  public List<Role> included() {
    return Arrays.stream(values()).filter(role -> role.compareTo(this) <= 0).toList();
  }
}
