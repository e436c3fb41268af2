package dev.selvedge.app.security;

import java.io.Serial;
import java.util.Collection;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/// A user as Spring Security sees one. Immutable.
final class Account implements UserDetails {
  @Serial private static final long serialVersionUID = 1L;

  private final transient User user;

  Account(User user) {
    this.user = user;
  }

  User user() {
    return user;
  }

  @Override
  public Collection<? extends GrantedAuthority> getAuthorities() {
    return user.role().included().stream()
        .map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
        .toList();
  }

  @Override
  public String getPassword() {
    return user.passwordHash();
  }

  @Override
  public String getUsername() {
    return user.name();
  }

  @Override
  public String toString() {
    return user.toString();
  }
}
