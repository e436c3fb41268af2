package dev.selvedge.dotdigital.delivery.action;

import dev.selvedge.automation.Action;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.delivery.guard.SchemaGuard;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Parcel;
import dev.selvedge.send.Target.Progress;
import dev.selvedge.send.Target.Sighting;
import java.util.List;

/// Does what automations do beside starting people in programs. All of it is answered at once, so
/// that nothing is asked for later; what is not known to have been done is looked for, and of mails
/// nothing can be found. Thread-safe.
public final class ActionDelivery {
  private static final String CAMPAIGN = "campaign/";

  private final CampaignMails mails;
  private final ToldEvents events;
  private final FieldWrites fields;
  private final RecordWrites records;

  /// The parts of Dotdigital that actions are about, with what their answers mean.
  public record About(Answers messages, Answers events, Answers contacts, Answers insight) {}

  public ActionDelivery(Dotdigital account, About about, SchemaGuard guard, Counters counters) {
    this.mails = new CampaignMails(account.messages(), about.messages());
    this.events = new ToldEvents(account.eventImport(), about.events(), counters);
    this.fields = new FieldWrites(account.contacts(), about.contacts(), counters);
    this.records = new RecordWrites(account, guard, about.insight(), counters);
  }

  /// Whether an item is done here.
  public static boolean isOne(Item item) {
    return !(Filled.action(item) instanceof Action.Enrol);
  }

  /// Whether a job was handed over here: the keys of others are numbers of programs.
  public static boolean isOne(Job job) {
    return !job.items().isEmpty() && isOne(job.items().getFirst().key());
  }

  /// Whether what goes by a channel is done here.
  public static boolean isOne(String channel) {
    return channel.indexOf('/') > 0;
  }

  /// Packs what can share the first item's call.
  public Parcel pack(List<Item> items) {
    Action first = Filled.action(items.getFirst());
    String channel = first.channel();
    List<Item> alike =
        items.stream().filter(item -> Filled.action(item).channel().equals(channel)).toList();
    return switch (first) {
      case Action.Campaign ignored -> mails.pack(alike, items);
      case Action.Event ignored -> events.pack(alike, items);
      case Action.Field ignored -> fields.pack(alike, items);
      case Action.Insight ignored -> records.pack(alike, items);
      case Action.Enrol ignored ->
          throw new IllegalArgumentException("programs are entered elsewhere");
    };
  }

  /// None runs on after its call.
  public Progress progress(Job job) {
    return new Progress.Gone();
  }

  /// A mail leaves no trace that could be read; all else may be done again.
  public Sighting lookFor(Job job) {
    return job.items().getFirst().key().startsWith(CAMPAIGN)
        ? new Sighting.Ambiguous(
            "no answer came back, and nothing in Dotdigital shows whether the mail went")
        : new Sighting.NotSeen();
  }
}
