package dev.selvedge.dotdigital.message;

import dev.selvedge.dotdigital.json.View;
import dev.selvedge.dotdigital.json.Word;

/// A campaign, as far as it matters for sending it. Immutable.
///
/// @param status Dotdigital's word; `Triggered` for one that is made for single mails
public record Campaign(int id, String name, Word status) {
  static Campaign read(View json) {
    return new Campaign(
        (int) json.requiredNumber("id"), json.text("name"), new Word(json.text("status")));
  }
}
