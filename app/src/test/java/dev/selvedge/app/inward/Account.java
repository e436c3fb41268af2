package dev.selvedge.app.inward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.contact.ContactWrite;
import dev.selvedge.dotdigital.contact.EmailStatus;
import dev.selvedge.dotdigital.contact.MergeOption;
import dev.selvedge.dotdigital.contact.MobileStatus;
import dev.selvedge.dotdigital.http.ClientConfig;
import dev.selvedge.dotdigital.http.Credentials;
import dev.selvedge.dotdigital.inward.InwardFeeds;
import dev.selvedge.dotdigital.inward.InwardSettings;
import dev.selvedge.dotdigital.inward.InwardSource;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.sandbox.setting.Settings;
import dev.selvedge.testkit.SettableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/// A local Dotdigital with a clock of its own, and the hub's client of it. Used by one thread.
final class Account implements AutoCloseable {
  static final SystemName NAME = new SystemName("dotdigital");
  static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  /// Dotdigital's time.
  final SettableClock clock = new SettableClock(NOON);

  final SandboxServer sandbox;
  final Dotdigital client;

  Account() {
    this(Settings.unthrottled());
  }

  Account(Settings settings) {
    this.sandbox = SandboxServer.start(SandboxConfig.unthrottled().settings(settings).clock(clock));
    this.client = open(clock);
    sandbox.act("delete", "demo@apiconnector.com");
  }

  /// @param ours the hub's own time
  Dotdigital open(SettableClock ours) {
    return Dotdigital.open(
        ClientConfig.of(
                URI.create(sandbox.baseUrl()),
                new Credentials(
                    SandboxConfig.defaults().user(), SandboxConfig.defaults().password()))
            .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(10)),
        ours);
  }

  void change(String settings) {
    sandbox.change(sandbox.settings().with(settings));
  }

  /// Contacts who may be mailed: `p0@example.com` and so on.
  void subscribe(int from, int to) {
    for (int i = from; i < to; i++) {
      subscribe(person(i));
    }
  }

  void subscribe(String email) {
    var write =
        ContactWrite.stating(
                new ContactKey.Email(email),
                new EmailStatus.Subscribed(new EmailStatus.Resubscription.WithNoChallenge()))
            .build();
    assertThat(client.contacts().write(write, MergeOption.OVERWRITE).asOptional()).isPresent();
  }

  /// A number beside the address, that gets no messages yet.
  void phone(int person) {
    var write =
        ContactWrite.stating(new ContactKey.Email(person(person)), new EmailStatus.Unsubscribed())
            .mobile(
                "44770090012" + person, MobileStatus.NO_SUBSCRIPTION, MobileStatus.NO_SUBSCRIPTION)
            .build();
    assertThat(client.contacts().write(write, MergeOption.OVERWRITE).asOptional()).isPresent();
  }

  static String person(int number) {
    return "p" + number + "@example.com";
  }

  void act(String act, int from, int to) {
    for (int i = from; i < to; i++) {
      sandbox.act(act, person(i));
    }
  }

  InwardSource feed(String kind, InwardSettings settings) {
    return InwardFeeds.of(client, settings, "Dotdigital").stream()
        .filter(feed -> feed.feed().kind().value().equals(kind))
        .findFirst()
        .orElseThrow();
  }

  static InwardSettings settings() {
    return InwardSettings.of(NAME);
  }

  @Override
  public void close() {
    client.close();
    sandbox.close();
  }
}
