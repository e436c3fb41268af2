package dev.selvedge.app.connection;

/// Where people look at connections. Called by many threads at once.
public interface ConnectionDesk {
  /// How they are now.
  ConnectionsPage connections();

  /// Has every system examined soon.
  ///
  /// @return false where this process does not lead: the one that does examines
  boolean check();

  /// One that knows of none.
  static ConnectionDesk none() {
    return new ConnectionDesk() {
      @Override
      public ConnectionsPage connections() {
        return new ConnectionsPage(java.util.List.of(), java.util.List.of(), 0);
      }

      @Override
      public boolean check() {
        return false;
      }
    };
  }
}
