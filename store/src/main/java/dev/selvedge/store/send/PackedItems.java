package dev.selvedge.store.send;

import dev.selvedge.ContentHash;
import dev.selvedge.RecordRef;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.Telling;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import dev.selvedge.store.sql.StoreException;
import java.util.ArrayList;
import java.util.List;

/// What is in a job, as one text: field after field, each behind its length, whatever characters it
/// holds. Pure.
public final class PackedItems {
  private static final int FIELDS = 8;

  /// What the first release packed begins with a length, and its items have no owner; those of the
  /// next tell nothing.
  private static final String FORM = "3;";

  private static final String FORM_BEFORE = "2;";
  private static final int FIELDS_BEFORE = 7;
  private static final int FIELDS_AT_FIRST = 6;
  private static final char LINE = '\n';
  private static final char SPACE = ' ';
  private static final char AFTER_LENGTH = ':';

  private final String text;
  private int position;

  private PackedItems(String text) {
    this.text = text;
  }

  public static String pack(List<Job.Sent> items) {
    StringBuilder text = new StringBuilder(items.size() * 96).append(FORM);
    for (Job.Sent item : items) {
      add(text, item.subject().facet().name());
      add(text, item.subject().id());
      add(text, item.hash().value());
      add(text, item.planned().value());
      add(text, item.address());
      add(text, item.key());
      add(text, item.owner());
      add(text, tellings(item.tellings()));
    }
    return text.toString();
  }

  private static void add(StringBuilder text, String field) {
    text.append(field.length()).append(AFTER_LENGTH).append(field);
  }

  /// The items that were packed.
  ///
  /// @throws StoreException for what [#pack] did not write
  public static List<Job.Sent> unpack(String text) {
    PackedItems packed = new PackedItems(text);
    List<Job.Sent> items = new ArrayList<>(text.length() / 64);
    int fieldsEach =
        text.startsWith(FORM)
            ? FIELDS
            : text.startsWith(FORM_BEFORE) ? FIELDS_BEFORE : FIELDS_AT_FIRST;
    packed.position = fieldsEach == FIELDS_AT_FIRST ? 0 : FORM.length();
    try {
      while (packed.position < text.length()) {
        List<String> fields = new ArrayList<>(FIELDS);
        for (int field = 0; field < fieldsEach; field++) {
          fields.add(packed.next());
        }
        items.add(
            new Job.Sent(
                new Subject(Facet.valueOf(fields.get(0)), fields.get(1)),
                new ContentHash(fields.get(2)),
                new ContentHash(fields.get(3)),
                fields.get(4),
                fields.get(5),
                fieldsEach > FIELDS_AT_FIRST ? fields.get(6) : "",
                fieldsEach == FIELDS ? tellings(fields.get(7)) : List.of()));
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new StoreException(
          StoreException.Reason.FAULT, "the stored items of an import are damaged", e);
    }
    return items;
  }

  /// A line each: the choice, the origin's length, the origin, the topic.
  private static String tellings(List<Telling> tellings) {
    StringBuilder text = new StringBuilder();
    for (Telling telling : tellings) {
      String origin = telling.origin().text();
      text.append(telling.choice()).append(SPACE);
      text.append(origin.length()).append(SPACE).append(origin);
      text.append(telling.topic().text()).append(LINE);
    }
    return text.toString();
  }

  private static List<Telling> tellings(String text) {
    List<Telling> tellings = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int afterChoice = text.indexOf(SPACE, at);
      int afterLength = text.indexOf(SPACE, afterChoice + 1);
      int origin = afterLength + 1;
      int topic = origin + Integer.parseInt(text, afterChoice + 1, afterLength, 10);
      int end = text.indexOf(LINE, topic);
      tellings.add(
          new Telling(
              RecordRef.parse(text.substring(origin, topic)),
              Topic.parse(text.substring(topic, end)),
              Choice.valueOf(text.substring(at, afterChoice))));
      at = end + 1;
    }
    return tellings;
  }

  private String next() {
    int colon = text.indexOf(AFTER_LENGTH, position);
    int begin = colon + 1;
    int end = begin + Integer.parseInt(text, position, colon, 10);
    position = end;
    return text.substring(begin, end);
  }
}
