package dev.selvedge.dotdigital.answer;

/// The value of a call that answers with success and nothing else.
public enum Acknowledged {
  ACKNOWLEDGED
}
