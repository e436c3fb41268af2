package dev.selvedge.work.send;

import dev.selvedge.ContentHash;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target.Item;
import java.util.Map;

/// What a job remembers of an item that went into it.
final class SentItem {
  private SentItem() {}

  /// @param planned what had been planned of the subjects when they were claimed
  static Job.Sent of(Item item, Map<Subject, ContentHash> planned) {
    String key =
        switch (item.desired()) {
          case Desired.Insight insight -> insight.key();
          case Desired.Shared shared -> shared.key();
          case Desired.Enrolment enrolment -> enrolment.action().channel();
          case Desired.Contact ignored -> "";
          case Desired.Proof ignored -> "";
          case Desired.Chosen ignored -> "";
          case Desired.Retired ignored -> "";
          case Desired.Withdrawn withdrawn -> withdrawn.key();
          case Desired.Consent ignored -> "";
        };
    ContentHash hash = item.desired().hash();
    return new Job.Sent(
        item.subject(),
        hash,
        planned.getOrDefault(item.subject(), hash),
        Settling.address(item),
        key,
        Settling.owner(item),
        item.tellings());
  }
}
