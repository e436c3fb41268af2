package dev.selvedge.app.alarm;

import dev.selvedge.Masking;
import dev.selvedge.SystemName;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.config.report.MailedReport;
import dev.selvedge.app.connection.CheckUp;
import dev.selvedge.app.connection.Connections;
import dev.selvedge.connector.Connector;
import dev.selvedge.inbox.FreeSpace;
import dev.selvedge.watch.alarm.Channel;
import dev.selvedge.watch.alarm.Check;
import dev.selvedge.work.Outlook;
import dev.selvedge.work.Store;
import dev.selvedge.work.alarm.AlarmStep;
import dev.selvedge.work.alarm.AllowanceCheck;
import dev.selvedge.work.alarm.ChannelsCheck;
import dev.selvedge.work.alarm.Concerns;
import dev.selvedge.work.alarm.DiskCheck;
import dev.selvedge.work.alarm.DriftCheck;
import dev.selvedge.work.alarm.FlowsCheck;
import dev.selvedge.work.alarm.FreshnessCheck;
import dev.selvedge.work.alarm.ParkedCheck;
import dev.selvedge.work.alarm.QueuesCheck;
import dev.selvedge.work.alarm.TargetsCheck;
import dev.selvedge.work.alarm.TellStep;
import dev.selvedge.work.hub.Hub;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// Watches a running project: looks for what is wrong, and has people told. Thread-safe.
public final class AlarmWatch implements Connections.Examined, AutoCloseable {
  /// The name of a project's account, as of a system.
  private static final SystemName ACCOUNT = new SystemName("dotdigital");

  private final Project project;
  private final Store store;
  private final InstantSource clock;
  private final Channels channels;
  private final CheckUps checkUps;
  private final Certificates certificates;
  private final AtomicReference<Runnable> wakeCheckUps = new AtomicReference<>(() -> {});

  private AlarmWatch(Project project, Store store, InstantSource clock, Channels channels) {
    this.project = project;
    this.store = store;
    this.clock = clock;
    this.channels = channels;
    this.checkUps = new CheckUps(examined(project), project.alarms().checkUpEvery(), clock);
    this.certificates =
        new Certificates(addresses(project), project.alarms().expiresWithin(), clock);
  }

  private static Map<SystemName, Supplier<List<Connector.Finding>>> examined(Project project) {
    Map<SystemName, Supplier<List<Connector.Finding>>> systems = new HashMap<>();
    for (Project.SourceSystem system : project.systems()) {
      systems.put(
          system.name(),
          () -> {
            try (Connector.Opened opened = system.plan().open()) {
              return opened.examine();
            }
          });
    }
    return systems;
  }

  private static Set<URI> addresses(Project project) {
    Set<URI> addresses = new HashSet<>();
    addresses.add(project.dotdigital().endpoint());
    project.systems().forEach(system -> addresses.addAll(system.plan().addresses()));
    return addresses;
  }

  static Tokens tokens(Project project) {
    Map<SystemName, LocalDate> ends = new HashMap<>();
    project.dotdigital().credentialsEnd().ifPresent(day -> ends.put(ACCOUNT, day));
    for (Project.SourceSystem system : project.systems()) {
      system.credentialsEnd().ifPresent(day -> ends.put(system.name(), day));
    }
    return new Tokens(ends, project.alarms().expiresWithin(), project.alarms().zone());
  }

  /// Calls nobody yet.
  public static AlarmWatch of(Project project, Store store, InstantSource clock) {
    return new AlarmWatch(project, store, clock, Channels.open(project, clock));
  }

  /// What it looks at besides what others look for.
  ///
  /// @param concerns tells what is not as usual with the flows
  /// @param space of the disk with the store
  public List<Check> standard(List<Outlook> targets, Concerns concerns, FreeSpace space) {
    return List.of(
        new FlowsCheck(store, concerns),
        new TargetsCheck(store, targets),
        new QueuesCheck(store, targets),
        new ParkedCheck(store),
        new DriftCheck(store),
        new FreshnessCheck(store, project.promises()),
        new AllowanceCheck(store, targets),
        new DiskCheck(space, project.storeReserve()),
        new ChannelsCheck(store, project.alarms().policy().channels(), receivers(project)),
        checkUps,
        certificates,
        tokens(project));
  }

  private static Map<String, ChannelsCheck.Receiver> receivers(Project project) {
    Map<String, ChannelsCheck.Receiver> receivers = new HashMap<>();
    for (MailedReport mail : project.reports().mails()) {
      mail.to()
          .forEach(
              to ->
                  receivers.put(
                      mail.queue(to), new ChannelsCheck.Receiver(mail.name(), Masking.mask(to))));
    }
    return receivers;
  }

  /// Adds its loops to those of a hub that has not been started.
  public void join(Hub hub, List<Check> checks) {
    List<Runnable> wakes = new ArrayList<>();
    for (Channel channel : channels.all()) {
      wakes.add(hub.beside("tell " + channel.name(), new TellStep(store, channel, clock)));
    }
    // Asks a system as many questions as it has settings, and each may take its time.
    Runnable wake = hub.atLeisure("check-up", checkUps);
    wakeCheckUps.set(wake);
    hub.beside("certificates", certificates);
    hub.beside(
        "alarms",
        new AlarmStep(
            store, checks, project.alarms().policy(), clock, () -> wakes.forEach(Runnable::run)));
  }

  @Override
  public Optional<CheckUp> of(SystemName system) {
    return checkUps.of(system);
  }

  @Override
  public Map<String, Instant> certificates() {
    return certificates.ends();
  }

  @Override
  public void again() {
    checkUps.ask();
    wakeCheckUps.get().run();
  }

  @Override
  public void close() {
    channels.close();
  }
}
