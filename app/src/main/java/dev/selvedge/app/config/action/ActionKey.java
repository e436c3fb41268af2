package dev.selvedge.app.config.action;

import java.util.Arrays;
import java.util.List;

/// The keys below `then`, described once: reading and docs come from here.
public enum ActionKey {
  PROGRAM(
      "program",
      "number",
      "starts the person in the Dotdigital program of this number; it is in the program's address"),
  CAMPAIGN(
      "campaign",
      "number",
      "sends the person one mail made from the campaign of this number, which must be a triggered"
          + " one in Dotdigital"),
  EVENT(
      "event",
      "name",
      "tells Dotdigital that something of this name happened to the person; needs the CXDP"
          + " package"),
  SET("set", "data field", "writes this data field of the contact; no field or figure may have it"),
  RECORD("record", "collection", "keeps a record of the contact in this insight-data collection"),
  WITH(
      "with",
      "names and values",
      "for `campaign` what its placeholders stand for, for `event` and `record` what they hold"),
  TO("to", "value", "for `set`: what is written"),
  AS(
      "as",
      "String, Numeric, Date or Boolean",
      "for `set`: the data field's type, where it is not the value's own"),
  KEY(
      "key",
      "value",
      "for `record`: under which it is kept, one of the same key is replaced; `fact.id` where it is"
          + " not given: one record for each time");

  private final String word;
  private final String type;
  private final String description;

  ActionKey(String word, String type, String description) {
    this.word = word;
    this.type = type;
    this.description = description;
  }

  /// As it is written.
  public String word() {
    return word;
  }

  /// What it may be, for docs.
  public String type() {
    return type;
  }

  /// What it does, for docs.
  public String description() {
    return description;
  }

  /// Those of which just one says what is done.
  static List<String> verbs() {
    return List.of(PROGRAM.word, CAMPAIGN.word, EVENT.word, SET.word, RECORD.word);
  }

  static List<String> words() {
    return Arrays.stream(values()).map(ActionKey::word).toList();
  }
}
