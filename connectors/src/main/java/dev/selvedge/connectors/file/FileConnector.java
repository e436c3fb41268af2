package dev.selvedge.connectors.file;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.file.FileSettings.Where;
import dev.selvedge.connectors.file.place.LocalPlace;
import dev.selvedge.connectors.file.place.Place;
import dev.selvedge.connectors.file.place.SftpPlace;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.util.ArrayList;
import java.util.List;

/// Reads CSV, JSON Lines and XLSX from a folder of this machine or of an SFTP server. Immutable.
public final class FileConnector implements Connector {
  @Override
  public String name() {
    return "file";
  }

  @Override
  public String summary() {
    return "Reads CSV, JSON Lines and XLSX files from a folder or an SFTP server, each once and only"
        + " when it is complete.";
  }

  @Override
  public List<Option> options() {
    return FileOptions.all();
  }

  @Override
  public Plan plan(
      SystemName system, YamlNode.Mapping options, Surroundings surroundings, Problems problems) {
    YamlSection section = YamlSection.of(options, Environment.NONE, problems);
    FileSettings settings = FileOptions.read(section, surroundings.projectFolder());
    section.finish();
    return new FolderPlan(system, settings);
  }

  private record FolderPlan(SystemName system, FileSettings settings) implements Plan {
    @Override
    public List<Feed> feeds() {
      return settings.feeds().stream().map(rules -> new Feed(system, rules.kind())).toList();
    }

    @Override
    public Opened open() {
      Place place =
          switch (settings.where()) {
            case Where.Here here -> new LocalPlace(here.folder());
            case Where.There there -> new SftpPlace(there.server());
          };
      List<PolledSource> sources = new ArrayList<>();
      List<Contents> contents = new ArrayList<>();
      for (FileSettings.Rules rules : settings.feeds()) {
        Contents each = new Contents(place, rules);
        contents.add(each);
        sources.add(new FileFeed(new Feed(system, rules.kind()), rules, place, each));
      }
      return new OpenedFolder(settings, place, List.copyOf(sources), List.copyOf(contents));
    }
  }

  private record OpenedFolder(
      FileSettings settings, Place place, List<PolledSource> polled, List<Contents> contents)
      implements Opened {
    @Override
    public List<WebhookSource> webhooks() {
      return List.of();
    }

    @Override
    public List<Finding> examine() {
      return new CheckUp(place, settings.feeds()).findings();
    }

    @Override
    public void close() {
      contents.forEach(Contents::close);
      place.close();
    }
  }
}
