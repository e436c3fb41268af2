package dev.selvedge.dotdigital.account;

import java.net.URI;

/// Where an account lives, as far as it tells. Immutable.
public sealed interface Residence {
  /// Where it is called.
  record Here() implements Residence {}

  /// In another region than the one that is called.
  ///
  /// @param endpoint the address its calls should go to
  record Elsewhere(URI endpoint) implements Residence {}

  /// It could not be learnt.
  record NotTold() implements Residence {}
}
