package com.example.club;

import dev.selvedge.RecordKind;
import dev.selvedge.Secret;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// What the hub finds in the jar: the connector's name, its options, and how they are checked.
public final class ClubConnector implements Connector {
  static final RecordKind MEMBER = new RecordKind("member");

  @Override
  public String name() {
    return "club";
  }

  @Override
  public String summary() {
    return "Reads the members of a loyalty club and their tiers.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        new Option(
            "url", "text", "", "Where the club answers, for example https://club.example.com."),
        new Option("token", "secret", "", "The club's token for readers."),
        new Option(
            "timeout", "duration, at least 1s", "`30s`", "How long the club may take to answer."));
  }

  @Override
  public Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems) {
    YamlSection section = YamlSection.of(options, Environment.NONE, problems);
    String url = section.requiredText("url");
    Secret token = new Secret(section.requiredText("token"));
    Duration timeout = section.duration("timeout", Duration.ofSeconds(30));
    if (timeout.toSeconds() < 1) {
      section.problem("timeout", "'timeout' must be at least 1s", "");
    }
    // Says so where an option is misspelt.
    section.finish();
    return new Planned(system, new Club.Access(address(section, url), token, timeout));
  }

  private static URI address(YamlSection section, String url) {
    try {
      URI uri = URI.create(url.endsWith("/") ? url : url + '/');
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException noAddress) {
      // told below
    }
    section.problem("url", "'url' is no address", "write for example https://club.example.com");
    return URI.create("https://invalid.example/");
  }

  private record Planned(SystemName system, Club.Access access) implements Plan {
    @Override
    public List<Feed> feeds() {
      return List.of(new Feed(system, MEMBER));
    }

    @Override
    public Opened open() {
      return new Club(system, access);
    }
  }
}
