package dev.selvedge.audit;

/// What can be done about a difference.
public enum Remedy {
  /// the target is told again what it should hold
  SEND_AGAIN("send again", true),
  /// the record is read anew where it comes from
  READ_AGAIN("read again", true),
  /// the record goes through the mapping of today
  MAP_AGAIN("map again", true),
  /// what the target says somebody decided is taken as their word
  ADOPT("adopt", true),
  /// nothing but to look, or to leave it alone with a reason
  NONE("look at it", false);

  private final String words;
  private final boolean helps;

  Remedy(String words, boolean helps) {
    this.words = words;
    this.helps = helps;
  }

  /// As people read it.
  public String words() {
    return words;
  }

  /// Whether the hub can do it.
  public boolean helps() {
    return helps;
  }

  /// The one for a difference. What is on its way needs none; what was left out on purpose, or is
  /// nobody's, is a person's to decide.
  public static Remedy of(Difference difference) {
    boolean ofSource = difference.remote().indexOf('/') > 0;
    return switch (difference.hop()) {
      case ON_ITS_WAY, NOT_DUE, NOT_OURS -> NONE;
      case NEVER_RECEIVED, CHANGED_SINCE ->
          difference.gap().kind() == Gap.Kind.LEFT_OVER
                  || difference.gap().kind() == Gap.Kind.NEVER_CAME
                  || difference.gap().kind() == Gap.Kind.COUNT
              ? NONE
              : READ_AGAIN;
      case MAPPED_DIFFERENTLY -> ofSource ? MAP_AGAIN : sendAgain(difference);
      case DELIVERY_FAILED -> SEND_AGAIN;
      case CHANGED_AFTERWARDS ->
          difference.gap().kind() == Gap.Kind.WRONGLY_SILENT ? ADOPT : SEND_AGAIN;
    };
  }

  /// What nobody planned to take away is not taken away on the word of an audit: the hub may have
  /// lost what it knew of it.
  private static Remedy sendAgain(Difference difference) {
    return difference.gap().kind() == Gap.Kind.LEFT_OVER ? NONE : SEND_AGAIN;
  }
}
