package dev.selvedge.app.security;

/// Somebody who may log in. Immutable.
///
/// @param name 1 to 60 lower-case letters, digits and `.@_-`
/// @param passwordHash bcrypt
public record User(String name, String passwordHash, Role role) {

  /// The hash does not belong into logs.
  @Override
  public String toString() {
    return "User[" + name + ", " + role.word() + "]";
  }
}
