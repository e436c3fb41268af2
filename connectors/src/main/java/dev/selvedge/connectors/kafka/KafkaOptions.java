package dev.selvedge.connectors.kafka;

import dev.selvedge.RecordKind;
import dev.selvedge.Secret;
import dev.selvedge.connectors.value.DottedPath;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// The checked options of one cluster. Immutable.
///
/// @param bootstrap `host:port` of some of its brokers
/// @param group the consumer group under whose name the brokers are told how far topics were read
/// @param timeout how long the brokers may take to answer
/// @param bounds how large a message and a page may be
record KafkaOptions(
    List<String> bootstrap,
    Security security,
    Optional<String> group,
    Duration timeout,
    Bounds bounds,
    List<TopicRule> topics) {
  KafkaOptions {
    bootstrap = List.copyOf(bootstrap);
    topics = List.copyOf(topics);
  }

  /// How large things may be, in bytes.
  ///
  /// @param message a larger one is refused
  /// @param page about how much of a topic is in memory at a time
  record Bounds(int message, int page) {}

  /// How the connection is kept private, and as whom the hub logs in.
  record Security(Tls tls, LogIn logIn) {}

  /// Whether the connection is encrypted.
  sealed interface Tls {
    record Off() implements Tls {}

    /// It is.
    ///
    /// @param authorities certificates of who may vouch for the brokers, PEM; those of Java without
    /// @param identity the hub's own private key and certificate, PEM, for brokers that ask for one
    /// @param identityPassword of that private key
    record On(
        Optional<Path> authorities, Optional<Path> identity, Optional<Secret> identityPassword)
        implements Tls {}
  }

  /// As whom the hub logs in.
  sealed interface LogIn {
    record Nobody() implements LogIn {}

    record User(Sasl mechanism, String name, Secret password) implements LogIn {}
  }

  /// The ways to log in.
  enum Sasl {
    NONE(""),
    PLAIN("PLAIN"),
    SCRAM_SHA_256("SCRAM-SHA-256"),
    SCRAM_SHA_512("SCRAM-SHA-512");

    private final String mechanism;

    Sasl(String mechanism) {
      this.mechanism = mechanism;
    }

    /// As the brokers call it.
    String mechanism() {
      return mechanism;
    }
  }

  /// The topics of one kind of record.
  ///
  /// @param key paths to what makes the record's key; none where it is the message's key
  record TopicRule(
      RecordKind kind,
      List<String> topics,
      Format format,
      List<DottedPath> key,
      Order order,
      Deleted deleted,
      Reading reading) {
    TopicRule {
      topics = List.copyOf(topics);
      key = List.copyOf(key);
    }
  }

  /// How a message's value is written.
  enum Format {
    /// The value is the record.
    JSON,
    /// Kafka Connect's `schema` and `payload`; the payload is the record.
    CONNECT,
    /// A change event of Debezium, with or without its schema.
    DEBEZIUM
  }

  /// What tells an older state of a record from a newer one.
  sealed interface Order {
    /// The place in the partition.
    record Arrival() implements Order {}

    /// The time that Kafka keeps with each message.
    record MessageTime() implements Order {}

    /// A time inside the value.
    record Field(DottedPath path, ZoneId zone) implements Order {}
  }

  /// What says, inside a value, that the record is gone.
  sealed interface Deleted {
    record Never() implements Deleted {}

    record Where(DottedPath path, List<String> values) implements Deleted {
      public Where {
        values = List.copyOf(values);
      }
    }
  }

  /// How a topic is read.
  ///
  /// @param committed whether what a producer has not committed is kept from the hub
  record Reading(Start start, Lost lost, boolean committed, Unavailable unavailable) {}

  /// Where reading begins the first time.
  enum Start {
    EARLIEST,
    LATEST
  }

  /// What to do when messages went away before they were read.
  enum Lost {
    STOP,
    EARLIEST
  }

  /// What to do about a column of which Debezium does not know the value.
  enum Unavailable {
    REFUSE,
    LEAVE_OUT
  }
}
