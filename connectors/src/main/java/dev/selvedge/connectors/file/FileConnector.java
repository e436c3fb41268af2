package dev.selvedge.connectors.file;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads CSV and JSON Lines from a folder. Immutable.
public final class FileConnector implements Connector {
  @Override
  public String name() {
    return "file";
  }

  @Override
  public String summary() {
    return "Reads CSV and JSON Lines files from a folder, each once and only when it is complete.";
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
      List<PolledSource> sources = new ArrayList<>();
      for (FileSettings.Rules rules : settings.feeds()) {
        Folder folder = new Folder(settings.folder(), rules);
        sources.add(new FileFeed(new Feed(system, rules.kind()), rules, folder));
      }
      return new OpenedFolder(settings, List.copyOf(sources));
    }
  }

  private record OpenedFolder(FileSettings settings, List<PolledSource> polled) implements Opened {
    @Override
    public List<WebhookSource> webhooks() {
      return List.of();
    }

    @Override
    public List<Finding> examine() {
      Path folder = settings.folder();
      if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
        return List.of(
            new Finding(
                false,
                "the folder " + folder + " is not there or may not be read",
                "create it, or correct 'folder'"));
      }
      List<Finding> findings = new ArrayList<>();
      findings.add(new Finding(true, "the folder " + folder + " can be read", ""));
      boolean archives =
          settings.feeds().stream().anyMatch(rules -> !rules.handover().archive().isEmpty());
      if (archives && !Files.isWritable(folder)) {
        findings.add(
            new Finding(
                false,
                "files cannot be moved out of " + folder,
                "give the hub the right to write there, or remove 'archive'"));
      }
      return findings;
    }

    @Override
    public void close() {
      // Files are closed after each page.
    }
  }
}
