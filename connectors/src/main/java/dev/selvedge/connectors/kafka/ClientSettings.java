package dev.selvedge.connectors.kafka;

import dev.selvedge.Secret;
import dev.selvedge.connectors.kafka.KafkaOptions.LogIn;
import dev.selvedge.connectors.kafka.KafkaOptions.Sasl;
import dev.selvedge.connectors.kafka.KafkaOptions.Tls;
import dev.selvedge.connectors.kafka.KafkaOptions.TopicRule;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/// What Kafka's own client is told, made of a system's options. Nothing it does without being asked
/// is left on: no commits, no reset of places, no making of topics, no reports to the brokers.
final class ClientSettings {
  private static final String PEM = "PEM";
  private static final int MOST_AT_ONCE = 500;

  private ClientSettings() {}

  /// For asking about topics.
  ///
  /// @param client the name that the brokers see in their logs
  static Map<String, Object> admin(KafkaOptions options, String client) {
    Map<String, Object> settings = new HashMap<>();
    int timeout = Math.toIntExact(options.timeout().toMillis());
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, options.bootstrap());
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, client);
    settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, timeout);
    settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
    settings.put(
        CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG,
        Math.min(timeout, CommonClientConfigs.DEFAULT_SOCKET_CONNECTION_SETUP_TIMEOUT_MS));
    settings.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    secure(settings, options.security());
    return settings;
  }

  /// For reading the partitions of a rule's topics.
  static Map<String, Object> consumer(KafkaOptions options, TopicRule rule, String client) {
    Map<String, Object> settings = admin(options, client);
    int message = options.bounds().message();
    int page = options.bounds().page();
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(
        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
        rule.reading().committed() ? "read_committed" : "read_uncommitted");
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, page);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, page);
    // What is unpacked at once: packed messages may be much smaller than they are.
    settings.put(
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Math.clamp(page / message, 1, MOST_AT_ONCE));
    return settings;
  }

  private static void secure(Map<String, Object> settings, KafkaOptions.Security security) {
    boolean encrypted = security.tls() instanceof Tls.On;
    if (security.tls() instanceof Tls.On tls) {
      tls.authorities()
          .ifPresent(
              file -> {
                settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
                settings.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, file.toString());
              });
      tls.identity()
          .ifPresent(
              file -> {
                settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
                settings.put(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, file.toString());
              });
      tls.identityPassword()
          .ifPresent(
              password -> settings.put(SslConfigs.SSL_KEY_PASSWORD_CONFIG, password.reveal()));
    }
    switch (security.logIn()) {
      case LogIn.Nobody ignored ->
          settings.put(
              CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, encrypted ? "SSL" : "PLAINTEXT");
      case LogIn.User user -> {
        settings.put(
            CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
            encrypted ? "SASL_SSL" : "SASL_PLAINTEXT");
        settings.put(SaslConfigs.SASL_MECHANISM, user.mechanism().mechanism());
        settings.put(SaslConfigs.SASL_JAAS_CONFIG, logIn(user));
      }
    }
  }

  private static String logIn(LogIn.User user) {
    String module =
        user.mechanism() == Sasl.PLAIN ? "plain.PlainLoginModule" : "scram.ScramLoginModule";
    return "org.apache.kafka.common.security."
        + module
        + " required username="
        + quoted(new Secret(user.name()))
        + " password="
        + quoted(user.password())
        + ';';
  }

  /// As Java's log-in configuration quotes texts.
  private static String quoted(Secret text) {
    return '"'
        + text.reveal().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
        + '"';
  }
}
