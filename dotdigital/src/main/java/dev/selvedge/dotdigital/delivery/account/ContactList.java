package dev.selvedge.dotdigital.delivery.account;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.Slice;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.dotdigital.list.MailingList;
import java.util.List;
import java.util.Optional;

/// The list every contact is added to, found by its name and created where it is missing. Its id is
/// read by many threads; it is looked for by one at a time.
final class ContactList {
  private static final int MAX_PAGES = 100;

  private final Dotdigital account;
  private final TargetSettings settings;
  private final Outcomes outcomes;
  private final Runnable made;
  private volatile List<Integer> ids = List.of();

  /// @param made is told when the list was created
  ContactList(Dotdigital account, TargetSettings settings, Outcomes outcomes, Runnable made) {
    this.account = account;
    this.settings = settings;
    this.outcomes = outcomes;
    this.made = made;
  }

  /// One id, or none where the project names no list.
  List<Integer> ids() {
    return ids;
  }

  /// Looks for it, and creates it where there is none.
  ///
  /// @return what went wrong
  Optional<Outcome> find() {
    if (settings.list().isEmpty()) {
      return Optional.empty();
    }
    return switch (look()) {
      case Look.Found ignored -> Optional.empty();
      case Look.Trouble(Outcome outcome) -> Optional.of(outcome);
      case Look.Missing ignored -> create();
    };
  }

  private sealed interface Look {
    record Found() implements Look {}

    record Missing() implements Look {}

    record Trouble(Outcome outcome) implements Look {}
  }

  private Look look() {
    int skip = 0;
    for (int page = 0; page < MAX_PAGES; page++) {
      Answer<List<MailingList>> answer = account.lists().list(new Slice(Slice.MAX, skip));
      if (!(answer instanceof Answer.Ok<List<MailingList>> ok)) {
        return new Look.Trouble(outcomes.ofAccount(answer));
      }
      for (MailingList found : ok.value()) {
        if (found.name().equalsIgnoreCase(settings.list())) {
          ids = List.of(found.id());
          return new Look.Found();
        }
      }
      if (ok.value().isEmpty()) {
        break;
      }
      skip += ok.value().size();
    }
    return new Look.Missing();
  }

  private Optional<Outcome> create() {
    Answer<MailingList> created =
        account.lists().create(settings.list(), MailingList.Visibility.PRIVATE);
    return switch (created) {
      case Answer.Ok<MailingList> ok -> {
        ids = List.of(ok.value().id());
        made.run();
        yield Optional.empty();
      }
      case Answer.Conflict<MailingList> ignored -> taken();
      case Answer<MailingList> other -> Optional.of(outcomes.ofAccount(other));
    };
  }

  /// Another process of this hub may have been quicker; else the name is a segment's, or reserved.
  private Optional<Outcome> taken() {
    return switch (look()) {
      case Look.Found ignored -> Optional.empty();
      case Look.Trouble(Outcome outcome) -> Optional.of(outcome);
      case Look.Missing ignored ->
          Optional.of(
              outcomes.park(
                  "list-name",
                  "The list '"
                      + settings.list()
                      + "' cannot be created in "
                      + settings.title()
                      + " because something else there has that name. Choose another name for"
                      + " dotdigital.list."));
    };
  }
}
