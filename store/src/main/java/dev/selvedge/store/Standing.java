package dev.selvedge.store;

/// What a process is among those that have a store open: the only hub, one of several, or a guest.
interface Standing {
  /// For [dev.selvedge.work.Store#leads].
  boolean leads();

  /// Whether the writer's session holds the lead. Asked on the writer's thread only, between taking
  /// its session and the transaction: the answer holds as long as the session does.
  boolean holdsLead();

  /// For [dev.selvedge.work.Store#isExclusive].
  boolean isExclusive();

  /// Those that nothing can change.
  enum Fixed implements Standing {
    /// no other hub can be there
    ALONE,
    /// a command beside the hubs, if there are any
    GUEST;

    @Override
    public boolean leads() {
      return this == ALONE;
    }

    @Override
    public boolean holdsLead() {
      return this == ALONE;
    }

    @Override
    public boolean isExclusive() {
      return this == ALONE;
    }
  }
}
