package dev.selvedge.connectors.kafka;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.kafka.KafkaOptions.LogIn;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/// What went wrong at the brokers, as a sentence for people. Immutable.
record Failures(KafkaOptions options) {
  private static final int DEEPEST = 10;

  /// What the failure means.
  ///
  /// @param topics those it is about
  SourceException of(Throwable failure, List<String> topics) {
    String named = named(topics);
    return switch (cause(failure)) {
      case SourceException told -> told;
      case SaslAuthenticationException ignored ->
          SourceException.refused("the brokers refuse the log-in of " + user());
      case UnsupportedSaslMechanismException ignored ->
          SourceException.refused("the brokers do not know this way to log in: correct 'sasl'");
      case SslAuthenticationException tls ->
          SourceException.refused("no encrypted connection: " + reason(tls));
      case TopicAuthorizationException ignored ->
          SourceException.refused(user() + " may not read " + named);
      case GroupAuthorizationException ignored ->
          SourceException.refused(
              user() + " may not use the group '" + options.group().orElse("") + "'");
      case AuthorizationException other ->
          SourceException.refused("the brokers do not allow it: " + other.getMessage());
      case UnknownTopicOrPartitionException ignored ->
          SourceException.refused("there is no " + named + " on the brokers");
      case InvalidTopicException ignored ->
          SourceException.refused("there is no " + named + " on the brokers");
      case UnsupportedVersionException ignored ->
          SourceException.refused("the brokers are older than Kafka 2.1");
      // Names that lead nowhere may lead somewhere later.
      case ConfigException unusable -> new SourceException(reason(unusable));
      case RetriableException ignored -> new SourceException(away());
      case Throwable other -> new SourceException("the brokers cannot be read: " + reason(other));
    };
  }

  /// No client can be made of the options: a file is missing, a key cannot be read.
  SourceException unusable(KafkaException failure) {
    return failure instanceof ConfigException
        ? of(failure, List.of())
        : SourceException.refused("no connection can be made: " + reason(failure));
  }

  /// Nobody answers.
  String away() {
    return "no broker of "
        + String.join(", ", options.bootstrap())
        + " answers within "
        + options.timeout().toSeconds()
        + " s";
  }

  private String user() {
    return switch (options.security().logIn()) {
      case LogIn.Nobody ignored -> "somebody who does not log in";
      case LogIn.User user -> "'" + user.name() + "'";
    };
  }

  private static String named(List<String> topics) {
    return (topics.size() == 1 ? "topic " : "one of the topics ") + String.join(", ", topics);
  }

  /// The innermost cause that says what it is: Kafka wraps what it cannot build a client from.
  private static Throwable cause(Throwable failure) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable at = failure; at != null && chain.size() < DEEPEST; at = at.getCause()) {
      chain.add(at);
    }
    return chain.stream()
        .filter(
            one ->
                one instanceof SourceException
                    || one instanceof org.apache.kafka.common.errors.ApiException
                    || one instanceof ConfigException)
        .findFirst()
        .orElse(failure);
  }

  /// The chain of messages; Kafka's speak of addresses, files and settings, never of records.
  private static String reason(Throwable failure) {
    List<String> said = new ArrayList<>();
    Throwable at = failure;
    for (int depth = 0; at != null && depth < DEEPEST; depth++) {
      String message = String.valueOf(at.getMessage());
      if (at.getMessage() != null && said.stream().noneMatch(one -> one.contains(message))) {
        said.add(message);
      }
      at = at.getCause();
    }
    return said.isEmpty() ? failure.getClass().getSimpleName() : String.join(": ", said);
  }
}
