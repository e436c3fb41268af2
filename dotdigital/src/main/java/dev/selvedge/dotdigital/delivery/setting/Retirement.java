package dev.selvedge.dotdigital.delivery.setting;

/// What becomes of the contact of a person nobody stands behind any more.
public enum Retirement {
  /// It is never mailed again and stays where it is.
  UNSUBSCRIBE,
  /// It goes to the recycle bin, from where it can be taken back for a while.
  DELETE,
  /// It is left as it is: somebody else looks after it. Only where its person declined it is
  /// unsubscribed all the same.
  KEEP
}
