package com.example.club;

import dev.selvedge.Secret;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.WebhookSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An opened club. Safe for use by many threads.
final class Club implements Connector.Opened {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Access access;
  private final HttpClient http;
  private final MemberFeed members;

  /// Where the club is and how it lets us in.
  record Access(URI url, Secret token, Duration timeout) {}

  Club(SystemName system, Access access) {
    this.access = access;
    this.http = HttpClient.newBuilder().connectTimeout(access.timeout()).build();
    this.members = new MemberFeed(new Feed(system, ClubConnector.MEMBER), this);
  }

  /// The changes behind a number, in their order: a list of objects with `change`, `id`, `changed`
  /// and, unless `gone` is true, what is known of the member.
  ///
  /// @throws SourceException when the club cannot be read now
  JsonNode changes(long after, int limit) {
    URI to = access.url().resolve("changes?after=" + after + "&limit=" + limit);
    HttpRequest ask =
        HttpRequest.newBuilder(to)
            .timeout(access.timeout())
            .header("Authorization", "Bearer " + access.token().reveal())
            .build();
    try {
      HttpResponse<byte[]> answer = http.send(ask, HttpResponse.BodyHandlers.ofByteArray());
      return switch (answer.statusCode()) {
        case 200 -> list(answer.body());
        case 401, 403 -> throw SourceException.refused("the club refuses the token: check 'token'");
        default -> throw new SourceException("the club answers with status " + answer.statusCode());
      };
    } catch (IOException e) {
      throw new SourceException("the club cannot be reached: " + e.getClass().getSimpleName(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceException("the hub is stopping", e);
    }
  }

  private static JsonNode list(byte[] body) {
    try {
      JsonNode list = JSON.readTree(body);
      if (list.isArray()) {
        return list;
      }
    } catch (JacksonException broken) {
      throw new SourceException("the club's answer is cut short or is not JSON", broken);
    }
    throw new SourceException("the club's answer is not a list of changes");
  }

  @Override
  public List<PolledSource> polled() {
    return List.of(members);
  }

  @Override
  public List<WebhookSource> webhooks() {
    return List.of();
  }

  @Override
  public List<Connector.Finding> examine() {
    try {
      int found = changes(0, 1).size();
      String count = found == 0 ? "there are none yet" : "one was read as a trial";
      return List.of(new Connector.Finding(true, "members can be read; " + count, ""));
    } catch (SourceException away) {
      return List.of(
          new Connector.Finding(
              false,
              String.valueOf(away.getMessage()),
              "check url and token, and the club's own log"));
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
