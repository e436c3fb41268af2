package dev.selvedge.app.metric;

import static dev.selvedge.app.metric.Metric.Label.KIND;
import static dev.selvedge.app.metric.Metric.Label.LANE;
import static dev.selvedge.app.metric.Metric.Label.MATTER;
import static dev.selvedge.app.metric.Metric.Label.OUTCOME;
import static dev.selvedge.app.metric.Metric.Label.PROJECT;
import static dev.selvedge.app.metric.Metric.Label.SCOPE;
import static dev.selvedge.app.metric.Metric.Label.SEVERITY;
import static dev.selvedge.app.metric.Metric.Label.SYSTEM;
import static dev.selvedge.app.metric.Metric.Label.TARGET;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every figure that a hub tells of a project, described once: the scrape and the docs come from
/// here. Labels are names that the project's files give, or words of closed sets; what belongs to
/// a person or a record is never one.
public enum Metric {
  UP(Type.GAUGE, "selvedge_up", "1 while the project's store can be read."),
  INTAKE(
      Type.GAUGE,
      "selvedge_intake_open",
      "1 while webhooks and polls are taken in; 0 while the disk is full or the store cannot be"
          + " written to."),
  PEOPLE(Type.GAUGE, "selvedge_people", "Persons known."),
  INBOX(Type.GAUGE, "selvedge_inbox_waiting", "Records accepted and not worked out yet."),
  RECEIVED(
      Type.COUNTER,
      "selvedge_records_received",
      "Records accepted and worked out, repeats not counted.",
      SYSTEM,
      KIND),
  RECORDS_PARKED(
      Type.COUNTER,
      "selvedge_records_parked",
      "Records that were parked because they could not be understood.",
      SYSTEM,
      KIND),
  DELIVERED(
      Type.COUNTER,
      "selvedge_changes_delivered",
      "Changes that a target acknowledged, first syncs too.",
      SYSTEM,
      KIND),
  PARKED(
      Type.GAUGE,
      "selvedge_parked",
      "Records and changes that wait for a person to look.",
      SYSTEM,
      KIND),
  DUE(
      Type.GAUGE,
      "selvedge_due",
      "Changes that are due at a target or under way to it.",
      SYSTEM,
      KIND,
      TARGET),
  WAITING(
      Type.GAUGE,
      "selvedge_waiting",
      "Changes that wait for something else first, such as an order for its contact.",
      SYSTEM,
      KIND,
      TARGET),
  QUEUE(
      Type.GAUGE,
      "selvedge_queue",
      "Changes that wait, are due or are under way to a target, by how urgent they are.",
      TARGET,
      LANE),
  OLDEST_DUE(
      Type.GAUGE,
      "selvedge_oldest_due_age_seconds",
      "For how long the oldest change has been due at a target; 0 where nothing is.",
      TARGET),
  OUTCOMES(
      Type.COUNTER,
      "selvedge_outcomes",
      "What calls came to, item by item: done, retry, snooze, park, drop, unknown.",
      TARGET,
      OUTCOME),
  TARGET_WELL(
      Type.GAUGE,
      "selvedge_target_well",
      "1 while a target answers, 0 while it is left alone because it does not.",
      TARGET),
  ALLOWANCE(
      Type.GAUGE,
      "selvedge_allowance_calls",
      "Calls a target allows in one window of a scope.",
      TARGET,
      SCOPE),
  CALLS_OURS(
      Type.GAUGE, "selvedge_calls", "Calls the hub made in the window at hand.", TARGET, SCOPE),
  ALLOWANCE_LEFT(
      Type.GAUGE,
      "selvedge_allowance_left",
      "Calls left in the window at hand, after ours and those of the account's other"
          + " integrations.",
      TARGET,
      SCOPE),
  FRESHNESS(
      Type.HISTOGRAM,
      "selvedge_freshness_seconds",
      "Time from the source's change to the target's acknowledgement; first syncs are left out.",
      SYSTEM,
      KIND,
      TARGET,
      MATTER),
  IN_TIME(
      Type.GAUGE,
      "selvedge_in_time_ratio",
      "Of what was told in the last day, and of what should have been, the share that was in time.",
      SYSTEM,
      KIND,
      TARGET,
      MATTER),
  LATE(
      Type.GAUGE,
      "selvedge_late",
      "Changes that are not told yet and are too late already.",
      SYSTEM,
      KIND,
      TARGET,
      MATTER),
  GOAL_SHARE(
      Type.GAUGE,
      "selvedge_goal_ratio",
      "The share that is promised to be in time.",
      SYSTEM,
      KIND,
      TARGET,
      MATTER),
  GOAL_TIME(
      Type.GAUGE,
      "selvedge_goal_seconds",
      "The time that is promised.",
      SYSTEM,
      KIND,
      TARGET,
      MATTER),
  BUDGET(
      Type.GAUGE,
      "selvedge_budget_left_ratio",
      "How much of what may be late in 28 days is left: 1 for all, less than 0 where more was.",
      SYSTEM,
      KIND,
      TARGET,
      MATTER),
  BURNING(
      Type.GAUGE,
      "selvedge_budget_burning",
      "0 while the budget is used up no faster than it should, 1 where somebody must look soon, 2"
          + " where at once.",
      SYSTEM,
      KIND,
      TARGET,
      MATTER),
  POLL_AGE(
      Type.GAUGE,
      "selvedge_poll_age_seconds",
      "How long ago a polled flow was last read to its end; missing where it never was.",
      SYSTEM,
      KIND),
  POLL_WELL(
      Type.GAUGE,
      "selvedge_poll_well",
      "1 while a polled flow can be read, 0 while it cannot.",
      SYSTEM,
      KIND),
  ALARMS(
      Type.GAUGE, "selvedge_alarms_open", "Alarms that are open, by how bad they are.", SEVERITY),
  AUDIT_DIFFERING(
      Type.GAUGE,
      "selvedge_audit_differing",
      "Things that the last audit of a target found to differ; missing before the first.",
      TARGET),
  AUDIT_WRONGLY_MAILED(
      Type.GAUGE,
      "selvedge_audit_wrongly_mailed",
      "People that the last audit found may be mailed at a target, and must not be.",
      TARGET);

  private final Type type;
  private final String title;
  private final String help;
  /// Names of labels with a space between them: enums hold nothing that could change.
  private final String labels;

  Metric(Type type, String title, String help, Label... labels) {
    this.type = type;
    this.title = title;
    this.help = help;
    this.labels =
        Stream.concat(Stream.of(PROJECT), Arrays.stream(labels))
            .map(Label::name)
            .collect(Collectors.joining(" "));
  }

  /// What a figure does over time.
  public enum Type {
    /// only grows
    COUNTER,
    GAUGE,
    HISTOGRAM;

    /// As Prometheus says it.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What a figure may be told by: nothing else ever is a label.
  public enum Label {
    PROJECT,
    SYSTEM,
    KIND,
    TARGET,
    MATTER,
    LANE,
    SCOPE,
    OUTCOME,
    SEVERITY;

    /// As it stands in a scrape.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What it does over time.
  public Type type() {
    return type;
  }

  /// Its name, without the `_total` that a scrape puts behind a counter.
  public String title() {
    return title;
  }

  /// Its name in a scrape.
  public String scraped() {
    return type == Type.COUNTER ? title + "_total" : title;
  }

  /// What it says, a sentence.
  public String help() {
    return help;
  }

  /// What it is told by.
  public List<Label> labels() {
    return Arrays.stream(labels.split(" ", -1)).map(Label::valueOf).toList();
  }
}
