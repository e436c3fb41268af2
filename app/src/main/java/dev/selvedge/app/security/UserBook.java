package dev.selvedge.app.security;

import java.util.Optional;

/// The port to those who may log in. Safe for use by many threads.
@FunctionalInterface
public interface UserBook {
  /// The user of this name, in any case.
  Optional<User> find(String name);
}
