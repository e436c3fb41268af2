package dev.selvedge.app.mail;

import java.util.List;

/// A letter. Immutable.
///
/// @param name for ever its own: repeats of it have the same. Letters, digits, dots and hyphens
/// @param to addresses, with or without names
/// @param text plain
/// @param html the same for programs that show it, a whole document; empty for none
public record Mail(
    String name, List<String> to, String subject, String text, String html, boolean urgent) {
  public Mail {
    to = List.copyOf(to);
  }
}
