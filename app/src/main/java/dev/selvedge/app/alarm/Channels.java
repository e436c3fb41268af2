package dev.selvedge.app.alarm;

import dev.selvedge.app.config.Project;
import dev.selvedge.app.config.alarm.AlarmPlan;
import dev.selvedge.app.config.alarm.ChannelPlan;
import dev.selvedge.app.mail.Smtp;
import dev.selvedge.connectors.http.ApacheHttp;
import dev.selvedge.connectors.http.HttpPort;
import dev.selvedge.watch.alarm.Channel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/// The channels of a project, ready to be used. Opening them calls nobody.
public final class Channels implements AutoCloseable {
  private static final ApacheHttp.Limits LIMITS =
      new ApacheHttp.Limits(Duration.ofSeconds(10), Duration.ofSeconds(20), 64 * 1024);

  private final HttpPort http;
  private final List<Channel> channels;

  private Channels(HttpPort http, List<Channel> channels) {
    this.http = http;
    this.channels = List.copyOf(channels);
  }

  public static Channels open(Project project, InstantSource clock) {
    AlarmPlan plan = project.alarms();
    HttpPort http = new ApacheHttp(LIMITS);
    Wording wording = new Wording(project.name(), plan.link(), plan.zone());
    Post post = new Post(http, clock);
    return new Channels(
        http, plan.channels().stream().map(one -> channel(one, wording, post)).toList());
  }

  private static Channel channel(ChannelPlan plan, Wording wording, Post post) {
    return switch (plan) {
      case ChannelPlan.Email email -> new EmailChannel(new Smtp(email, post.clock()), wording);
      case ChannelPlan.Slack slack -> new SlackChannel(slack, wording, post);
      case ChannelPlan.Teams teams -> new TeamsChannel(teams, wording, post);
      case ChannelPlan.PagerDuty pager -> new PagerChannel(pager, wording, post);
      case ChannelPlan.Webhook webhook -> new WebhookChannel(webhook, wording, post);
    };
  }

  /// One each, in the order of the project's file.
  public List<Channel> all() {
    return channels;
  }

  @Override
  public void close() {
    http.close();
  }
}
