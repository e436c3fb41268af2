package dev.selvedge.mapping.collection;

import dev.selvedge.Masking;
import tools.jackson.databind.node.ObjectNode;

/// Whether a record is one that its collection takes. Immutable.
public sealed interface Fit {

  /// It is.
  ///
  /// @param json the record, each value written as its type wants it
  record Fits(ObjectNode json) implements Fit {}

  /// It is not.
  ///
  /// @param field where, dotted; the second of a list is `products[2]`
  /// @param value which is there; empty where the place itself is wrong
  /// @param why what is wrong, a part of a sentence that follows the field
  /// @param advice what to do, a part of a sentence
  record Misfit(String field, String value, String why, String advice) implements Fit {
    /// As people read it, with the value masked.
    ///
    /// @param collection where it was to go
    public String sentence(String collection) {
      return told(collection) + "; a newer version of it goes by itself, else replay it.";
    }

    /// The same of a record that an action keeps: no source tells it anew.
    public String sentenceOfAction(String collection) {
      return told(collection) + ", then replay.";
    }

    private String told(String collection) {
      String shown = value.isEmpty() ? "" : " is '" + Masking.mask(value) + "', but";
      return "This record does not go to the collection "
          + collection
          + ", whose types stay for ever as they are: '"
          + field
          + "'"
          + shown
          + " "
          + why
          + ". "
          + advice;
    }
  }
}
