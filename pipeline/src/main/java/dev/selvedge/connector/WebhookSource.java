package dev.selvedge.connector;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A system that calls us. Safe for use by many threads; does no I/O and never blocks.
public interface WebhookSource {
  /// Verifies the call over its raw bytes and turns it into records. The HTTP side answers 2xx only
  /// after the records are on disk.
  Reading read(Call call);

  /// What is answered, as plain text with status 200, to a call that only asks whether it is us who
  /// are at this address; empty for any other call, which is read then. There are systems that ask
  /// so before they send anything, and want to have their own word back.
  ///
  /// @param kind the last part of the URL
  /// @param query the URL's parameters, the first value of each
  default Optional<String> greeting(String kind, Map<String, String> query) {
    return Optional.empty();
  }

  /// What a caller wants to read in place of the hub's own words when its call was taken, JSON with
  /// status 200; empty for one that looks at the status alone and takes every 2xx.
  default Optional<String> receipt() {
    return Optional.empty();
  }

  /// One HTTP call.
  ///
  /// @param kind the last part of the URL, `/hook/{system}/{kind}`
  /// @param headers names in any case
  record Call(String kind, Map<String, String> headers, Payload body, Instant receivedAt) {
    public Call {
      TreeMap<String, String> ignoringCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      ignoringCase.putAll(headers);
      headers = java.util.Collections.unmodifiableMap(ignoringCase);
    }
  }

  /// What a person has to know: somebody asks to be forgotten, a system will send no more.
  ///
  /// @param feed under which it is shown
  /// @param key the same for the same request; it names nobody
  /// @param sentence what is wanted and what to do; it holds no record's content
  record Note(Feed feed, String key, String sentence) {}

  /// What a call came to.
  sealed interface Reading {
    /// Genuine: store these, then answer 2xx. An empty list is a ping.
    record Records(List<SourceRecord> records) implements Reading {
      public Records {
        records = List.copyOf(records);
      }
    }

    /// Genuine, and says only which records changed: remember to read them, then answer 2xx.
    record Hints(List<RecordRef> records) implements Reading {
      public Hints {
        records = List.copyOf(records);
      }
    }

    /// Genuine, and for a person to act on: park them, then answer 2xx.
    record Notes(List<Note> notes) implements Reading {
      public Notes {
        notes = List.copyOf(notes);
      }
    }

    /// Genuine, and each record stands for itself: store all of them, those that a person has to
    /// see to among them, then answer with what became of each.
    ///
    /// @param entries in the order of the call
    /// @param statusIfRefused what is answered where one or more are refused
    record Each(List<Entry> entries, int statusIfRefused) implements Reading {
      public Each {
        entries = List.copyOf(entries);
      }
    }

    /// Not accepted: answer this status with this sentence. 401 signature, 400 shape, 413 size.
    record Refused(int status, String sentence) implements Reading {}
  }

  /// One record of a call.
  ///
  /// @param record what is stored
  /// @param key as the sender wrote it; empty where it wrote none that can be used
  /// @param refusal why it is not taken over as it is: it is parked; empty where it is
  record Entry(SourceRecord record, String key, String refusal) {
    public boolean isRefused() {
      return !refusal.isEmpty();
    }
  }
}
