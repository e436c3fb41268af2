package dev.selvedge.store.plan;

import dev.selvedge.SystemName;
import dev.selvedge.mapping.Topic;
import dev.selvedge.plan.Delivery;
import dev.selvedge.store.sql.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Contacts by where a target files them: by address and by the target's number.
public final class DeliveryAddresses {
  private final Sql sql;
  private final String held;

  /// @param held the word that holds rows, see [Dialect#held]
  DeliveryAddresses(Sql sql, String held) {
    this.sql = sql;
    this.held = held;
  }

  List<Delivery> leaving(SystemName target, Collection<String> addresses) {
    return find(
        "facet = 'CONTACT' and state <> 'SETTLED' and state <> 'PARKED' and address <> ''"
            + " and address in (<keys>)",
        target,
        addresses);
  }

  List<Delivery> numbered(SystemName target, Collection<String> numbers) {
    return find("facet = 'CONTACT' and remote_id <> '' and remote_id in (<keys>)", target, numbers);
  }

  private List<Delivery> find(String where, SystemName target, Collection<String> keys) {
    List<Delivery> found =
        new ArrayList<>(
            sql.byKeys(
                "select "
                    + SqlDeliveries.COLUMNS
                    + "from delivery where "
                    + where
                    + " and target = :target order by subject_id "
                    + held,
                keys,
                Map.of("target", target.value()),
                SqlDeliveries.DELIVERY));
    found.sort(Comparator.comparing(Delivery::subject));
    return found;
  }

  int wakeAt(SystemName target, Collection<String> addresses, Instant now) {
    return sql.updateByKeys(
        """
        update delivery set state = 'DUE', due_at = :now
        where state = 'WAITING' and facet = 'CONTACT' and target = :target
          and person_id in (select id from person where email in (<keys>))
        """,
        addresses,
        Map.of("target", target.value(), "now", now.toEpochMilli()));
  }

  int wakeHeld(SystemName target, int atMost, Instant now) {
    return sql.update(
            """
            update delivery set state = 'DUE', due_at = :now, changed_at = :now
            where facet = 'CONTACT' and target = :target and state = 'WAITING' and due_at > :now
              and subject_id in (
                select held.subject_id from delivery held
                where held.facet = 'CONTACT' and held.state = 'WAITING'
                  and held.target = :target and held.due_at > :now
                order by held.due_at, held.subject_id limit :limit)
            """)
        .bind("target", target.value())
        .bind("limit", atMost)
        .bind("now", now.toEpochMilli())
        .execute();
  }

  int wakeHeld(SystemName target, Collection<Topic> topics, int atMost, Instant now) {
    return sql.updateByKeys(
        """
        update delivery set state = 'DUE', due_at = :now, changed_at = :now
        where facet = 'CHOICE' and target = :target and state = 'WAITING' and due_at > :now
          and subject_id in (
            select held.subject_id from delivery held
            where held.facet = 'CHOICE' and held.state = 'WAITING'
              and held.target = :target and held.due_at > :now
              and substr(held.subject_id, length(cast(held.person_id as text)) + 2) in (<keys>)
            order by held.due_at, held.subject_id limit :limit)
        """,
        topics.stream().map(Topic::text).toList(),
        Map.of("target", target.value(), "limit", atMost, "now", now.toEpochMilli()));
  }

  int wakeContacts(SystemName target, Instant waitingSince, Instant now) {
    return sql.update(
            """
            update delivery set state = 'DUE', due_at = :now
            where state = 'WAITING' and facet = 'CONTACT' and target = :target
              and due_at < :since
            """)
        .bind("target", target.value())
        .bind("since", waitingSince.toEpochMilli())
        .bind("now", now.toEpochMilli())
        .execute();
  }
}
