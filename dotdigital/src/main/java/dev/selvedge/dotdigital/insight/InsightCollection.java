package dev.selvedge.dotdigital.insight;

import dev.selvedge.dotdigital.json.View;
import dev.selvedge.dotdigital.json.Word;

/// A collection of an account, or one contact's part of it. Immutable. The name is as Dotdigital
/// tells it, which may be one this client would not create.
public record InsightCollection(String name, Word type, Word scope, long recordCount) {
  static InsightCollection read(View collection) {
    return new InsightCollection(
        collection.requiredText("collectionName"),
        collection.word("collectionType"),
        collection.word("collectionScope"),
        collection.number("recordCount"));
  }
}
