package dev.selvedge.sandbox.contact;

import java.util.List;

/// What became of a wanted change.
public sealed interface Upserted {

  /// There was no such contact; now there is. Parts may have failed.
  record Created(Contact contact, List<Failure> failures) implements Upserted {}

  /// The contact was there, perhaps in the recycle bin, and has changed. Parts may have failed.
  record Updated(Contact contact, List<Failure> failures) implements Upserted {}

  /// An identifier belongs to somebody else; nothing was changed.
  record Conflict(Failure failure) implements Upserted {}

  /// The contact that was meant does not exist; nothing was changed.
  record Unknown(Failure failure) implements Upserted {}

  /// The change is not acceptable; nothing was changed.
  record Refused(List<Failure> failures) implements Upserted {}
}
