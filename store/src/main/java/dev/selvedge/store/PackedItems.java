package dev.selvedge.store;

import dev.selvedge.ContentHash;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import java.util.ArrayList;
import java.util.List;

/// What is in a job, as one text: field after field, each behind its length, whatever characters it
/// holds. Pure.
final class PackedItems {
  private static final int FIELDS = 7;

  /// What an earlier release packed begins with a length, and its items have no owner.
  private static final String FORM = "2;";

  private static final int FIELDS_BEFORE = 6;
  private static final char AFTER_LENGTH = ':';

  private final String text;
  private int position;

  private PackedItems(String text) {
    this.text = text;
  }

  static String pack(List<Job.Sent> items) {
    StringBuilder text = new StringBuilder(items.size() * 96).append(FORM);
    for (Job.Sent item : items) {
      add(text, item.subject().facet().name());
      add(text, item.subject().id());
      add(text, item.hash().value());
      add(text, item.planned().value());
      add(text, item.address());
      add(text, item.key());
      add(text, item.owner());
    }
    return text.toString();
  }

  private static void add(StringBuilder text, String field) {
    text.append(field.length()).append(AFTER_LENGTH).append(field);
  }

  /// The items that were packed.
  ///
  /// @throws StoreException for what [#pack] did not write
  static List<Job.Sent> unpack(String text) {
    PackedItems packed = new PackedItems(text);
    List<Job.Sent> items = new ArrayList<>(text.length() / 64);
    boolean current = text.startsWith(FORM);
    packed.position = current ? FORM.length() : 0;
    try {
      while (packed.position < text.length()) {
        List<String> fields = new ArrayList<>(FIELDS);
        for (int field = 0; field < (current ? FIELDS : FIELDS_BEFORE); field++) {
          fields.add(packed.next());
        }
        items.add(
            new Job.Sent(
                new Subject(Facet.valueOf(fields.get(0)), fields.get(1)),
                new ContentHash(fields.get(2)),
                new ContentHash(fields.get(3)),
                fields.get(4),
                fields.get(5),
                current ? fields.get(6) : ""));
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new StoreException(
          StoreException.Reason.FAULT, "the stored items of an import are damaged", e);
    }
    return items;
  }

  private String next() {
    int colon = text.indexOf(AFTER_LENGTH, position);
    int begin = colon + 1;
    int end = begin + Integer.parseInt(text, position, colon, 10);
    position = end;
    return text.substring(begin, end);
  }
}
