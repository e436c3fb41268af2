package dev.selvedge;

/// The stages of the data path, in its order; the one list that trail, metrics and errors name
/// them by.
public enum Stage {
  CONNECTOR,
  INBOX,
  MAPPING,
  PERSON,
  COMMERCE,
  AUTOMATION,
  PLAN,
  SEND,
  AUDIT
}
