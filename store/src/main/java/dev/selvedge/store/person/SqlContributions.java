package dev.selvedge.store.person;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.json.ContributionJson;
import dev.selvedge.person.Contributions;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.person.StoredContribution.Holder;
import dev.selvedge.store.sql.Sql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.mapper.RowMapper;

/// Contributions on SQL: the whole as JSON, beside it in columns only what they are found by.
public final class SqlContributions implements Contributions {
  private static final Comparator<StoredContribution> BY_REF =
      Comparator.comparing(stored -> stored.contribution().ref());

  private static final RowMapper<StoredContribution> STORED =
      (rs, context) -> {
        long person = rs.getLong(2);
        return new StoredContribution(
            ContributionJson.read(rs.getString(3)),
            rs.getLong(1),
            person == 0 ? new Holder.Nobody() : new Holder.Known(new PersonId(person)));
      };

  private static final String SELECT = "select inbox_id, person_id, body from contribution ";

  /// Those that tell of a parcel.
  public static final String WITH_PARCEL =
      SELECT
          + """
          where ref in (
            select ref from parcel_number where number = :number order by ref limit :most)
          order by ref
          """;

  /// The numbers of orders that begin with a text.
  public static final String ORDERS_FROM =
      """
      select distinct order_key from contribution
      where order_key >= :prefix and order_key < :end and order_key <> ''
      order by order_key limit :most
      """;

  /// Comes behind every other character.
  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  private final Sql sql;

  public SqlContributions(Sql sql) {
    this.sql = sql;
  }

  @Override
  public List<StoredContribution> find(Collection<RecordRef> refs) {
    return byKeys("where ref in (<keys>)", texts(refs));
  }

  @Override
  public List<StoredContribution> ofPersons(Collection<PersonId> persons) {
    return byKeys(
        "where person_id in (<keys>) and person_id <> 0",
        persons.stream().map(PersonId::value).toList());
  }

  @Override
  public List<StoredContribution> ofOrders(Collection<OrderKey> orders) {
    return byKeys(
        "where order_key in (<keys>) and order_key <> ''",
        orders.stream().map(OrderKey::value).toList());
  }

  @Override
  public List<StoredContribution> ofItems(Collection<ItemKey> items) {
    return byKeys(
        "where item_key in (<keys>) and item_key <> ''",
        items.stream().map(ItemKey::text).toList());
  }

  @Override
  public List<StoredContribution> withSkus(ItemKey.Kind kind, Collection<String> skus) {
    return byKeys(
        "where item_sku in (<keys>) and item_sku <> '' and item_key like '" + kind + "/%'", skus);
  }

  @Override
  public List<StoredContribution> withSku(ItemKey.Kind kind, String sku, String after, int most) {
    return sql.query(
            SELECT
                + """
                where item_sku = :sku and item_sku <> '' and item_key like :kind and ref > :after
                order by ref limit :most
                """)
        .bind("sku", sku)
        .bind("kind", kind + "/%")
        .bind("after", after)
        .bind("most", most)
        .map(STORED)
        .list();
  }

  @Override
  public List<StoredContribution> ownedBy(Collection<RecordRef> owners) {
    return byKeys("where owner_ref in (<keys>) and owner_ref <> ''", texts(owners));
  }

  @Override
  public List<StoredContribution> withPhones(Collection<String> phones, int most) {
    if (phones.isEmpty()) {
      return List.of();
    }
    List<StoredContribution> found =
        new ArrayList<>(
            sql.byKeys(
                SELECT
                    + """
                    where ref in (
                      select ref from (
                        select ref, row_number() over (partition by phone order by ref) as place
                        from contribution where phone in (<keys>) and phone <> '') as ranked
                      where place <= %d)
                    """
                        .formatted(most),
                phones,
                STORED));
    found.sort(BY_REF);
    return found;
  }

  @Override
  public List<StoredContribution> withParcel(String number, int most) {
    return sql.query(WITH_PARCEL).bind("number", number).bind("most", most).map(STORED).list();
  }

  @Override
  public List<OrderKey> ordersFrom(String prefix, int most) {
    return sql.query(ORDERS_FROM)
        .bind("prefix", prefix)
        .bind("end", prefix + LAST)
        .bind("most", most)
        .map((rs, context) -> new OrderKey(rs.getString(1)))
        .list();
  }

  @Override
  public List<Naming> naming(String order, String ref, int limit) {
    return sql.query(
            """
            select order_key, ref from contribution
            where order_key <> '' and order_key >= :order and (order_key > :order or ref > :ref)
            order by order_key, ref limit :limit
            """)
        .bind("order", order)
        .bind("ref", ref)
        .bind("limit", limit)
        .map((rs, context) -> new Naming(rs.getString(1), rs.getString(2)))
        .list();
  }

  private List<StoredContribution> byKeys(String where, Collection<?> keys) {
    List<StoredContribution> found = new ArrayList<>(sql.byKeys(SELECT + where, keys, STORED));
    found.sort(BY_REF);
    return found;
  }

  private static List<String> texts(Collection<RecordRef> refs) {
    return refs.stream().map(RecordRef::text).toList();
  }

  @Override
  public void save(Collection<StoredContribution> contributions) {
    sql.upsert(
        """
        insert into contribution (ref, inbox_id, person_id, order_key, owner_ref, phone, item_key,
          item_sku, placed_at, body)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (ref) do update set inbox_id = excluded.inbox_id,
          person_id = excluded.person_id, order_key = excluded.order_key,
          owner_ref = excluded.owner_ref, phone = excluded.phone,
          item_key = excluded.item_key, item_sku = excluded.item_sku,
          placed_at = excluded.placed_at, body = excluded.body
        """,
        contributions,
        stored -> stored.contribution().ref(),
        (row, stored) ->
            row.add(stored.contribution().ref().text())
                .add(stored.inboxId())
                .add(stored.person().map(PersonId::value).orElse(0L))
                .add(stored.contribution().orderKey().map(OrderKey::value).orElse(""))
                .add(stored.contribution().identity().owner())
                .add(stored.contribution().identity().phone())
                .add(stored.contribution().itemKey().map(ItemKey::text).orElse(""))
                .add(stored.contribution().itemSku())
                .add(placed(stored.contribution()))
                .add(ContributionJson.write(stored.contribution())));
    saveParcels(contributions);
  }

  /// What a record told before is taken back first, whatever it tells by now.
  private void saveParcels(Collection<StoredContribution> contributions) {
    Map<String, Contribution> newest = new LinkedHashMap<>();
    contributions.forEach(
        stored -> newest.put(stored.contribution().ref().text(), stored.contribution()));
    sql.batch(
        "delete from parcel_number where ref = ?", newest.keySet(), (row, ref) -> row.add(ref));
    List<Parcel> parcels =
        newest.entrySet().stream()
            .flatMap(
                one ->
                    one.getValue().parcels().stream()
                        .map(number -> new Parcel(one.getKey(), number)))
            .toList();
    sql.batch(
        "insert into parcel_number (ref, number) values (?, ?)",
        parcels,
        (row, parcel) -> row.add(parcel.ref()).add(parcel.number()));
  }

  /// A parcel's number, and the record that tells of it.
  private record Parcel(String ref, String number) {}

  /// When the order was placed that it has the header of; 0 for none.
  private static long placed(Contribution contribution) {
    return switch (contribution.order()) {
      case Contribution.OrderClaim.NoOrder ignored -> 0;
      case Contribution.OrderClaim.About about ->
          about.parts().stream()
              .filter(OrderPart.Header.class::isInstance)
              .mapToLong(part -> ((OrderPart.Header) part).placedAt().toEpochMilli())
              .findFirst()
              .orElse(0);
    };
  }
}
