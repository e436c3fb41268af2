package dev.selvedge.app.config.alarm;

import dev.selvedge.Secret;
import java.net.URI;
import java.util.List;

/// A way on which people are told of alarms, as the project declares it, checked. Immutable.
public sealed interface ChannelPlan {
  /// Its name in the project.
  String name();

  /// Letters over SMTP.
  ///
  /// @param user empty for no log-in
  record Email(
      String name,
      String host,
      int port,
      Security security,
      String user,
      Secret password,
      String from,
      List<String> to)
      implements ChannelPlan {
    public Email {
      to = List.copyOf(to);
    }
  }

  /// An incoming webhook of Slack; who knows its address may write there.
  record Slack(String name, Secret url) implements ChannelPlan {}

  /// A webhook of a Microsoft Teams workflow; who knows its address may write there.
  record Teams(String name, Secret url) implements ChannelPlan {}

  /// A service of PagerDuty.
  ///
  /// @param url where its Events API v2 takes events
  /// @param key of the integration
  record PagerDuty(String name, URI url, Secret key) implements ChannelPlan {}

  /// Any address that takes calls signed as Standard Webhooks says.
  record Webhook(String name, Secret url, Secret secret) implements ChannelPlan {}

  /// How the connection to a mail server is kept from others.
  enum Security {
    /// begins in the clear and goes on with TLS, or not at all
    STARTTLS,
    /// TLS from the start
    TLS,
    /// in the clear
    NONE
  }
}
