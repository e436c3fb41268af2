package dev.selvedge.app.inward;

import static dev.selvedge.app.inward.Account.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.dotdigital.contact.ContactBatch;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.contact.ContactWrite;
import dev.selvedge.dotdigital.contact.EmailStatus;
import dev.selvedge.dotdigital.contact.MergeOption;
import dev.selvedge.dotdigital.inward.InwardSource;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the hub itself wrote comes back in the feed of changed contacts: how much of the allowance
/// and of the inbox's attention that costs in the day after a large first sync.
class OwnWritesTest {
  private static final int CONTACTS = 20_000;
  private static final int A_CALL = 5_000;

  private final Account account = new Account();

  @AfterEach
  void close() {
    account.close();
  }

  private void firstSync() {
    for (int from = 0; from < CONTACTS; from += CONTACTS / 2) {
      ContactBatch batch = ContactBatch.upTo(CONTACTS, 50_000_000, MergeOption.OVERWRITE);
      for (int n = from; n < from + CONTACTS / 2; n++) {
        assertThat(
                batch.add(
                    ContactWrite.stating(
                            new ContactKey.Email(person(n)),
                            new EmailStatus.Subscribed(
                                new EmailStatus.Resubscription.WithNoChallenge()))
                        .build()))
            .isTrue();
      }
      assertThat(account.client.contacts().importBatch(batch).asOptional()).isPresent();
      for (int wait = 0; wait < 200; wait++) {
        account.clock.advance(Duration.ofSeconds(3));
        if (account.sandbox.inside().contactCount() >= from + CONTACTS / 2) {
          break;
        }
      }
    }
    assertThat(account.sandbox.inside().contactCount()).isEqualTo(CONTACTS);
  }

  private long calls() {
    return account.sandbox.calls().total();
  }

  @Test
  void a_day_after_a_large_first_sync_costs_little() {
    InwardSource feed = account.feed("contact-change", Account.settings());
    Reading reading = new Reading(feed, A_CALL);
    reading.pass();
    reading.records();
    firstSync();
    long before = calls();
    long read = 0;
    for (int pass = 0; pass < 96; pass++) {
      account.clock.advance(Duration.ofMinutes(15));
      read += reading.pass().records().size();
    }
    assertThat(read)
        .as(
            "each contact once at least, in five passes of the first hour and a quarter and by"
                + " those every six hours")
        .isBetween((long) CONTACTS, 10L * CONTACTS);
    assertThat(calls() - before - 96).as("besides the clock's").isLessThanOrEqualTo(96 + 10 * 4);
  }
}
