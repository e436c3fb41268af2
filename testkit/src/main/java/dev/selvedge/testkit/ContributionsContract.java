package dev.selvedge.testkit;

import static dev.selvedge.testkit.ContributionBuilder.aContribution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.ItemPart;
import dev.selvedge.mapping.OrderDetails;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.PostalAddress;
import dev.selvedge.mapping.Topic;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.WishNames;
import dev.selvedge.person.Contributions;
import dev.selvedge.person.StoredContribution;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every keeper of contributions does.
public abstract class ContributionsContract extends PortContract {
  private static final PersonId ADA = new PersonId(11);
  private static final PersonId BOB = new PersonId(12);

  private void save(StoredContribution... contributions) {
    writing(ports -> ports.contributions().save(List.of(contributions)));
  }

  private static RecordRef ref(String text) {
    return RecordRef.parse(text);
  }

  @Test
  void a_contribution_comes_out_as_it_went_in() {
    StoredContribution full =
        aContribution()
            .of("shop/order/7/é\uD83D\uDE00")
            .email("")
            .ownedBy("shop/customer/7")
            .field("first_name", "Ada \u0000 \"Lovelace\" ÿ")
            .field("points", new Value.Decimal(new BigDecimal("12.50")))
            .field("joined", new Value.Date(Instant.parse("2020-02-29T00:00:00.123456789Z")))
            .field("vip", new Value.Flag(true))
            .consent(
                ConsentClaim.stated(
                    Topic.EMAIL,
                    ConsentClaim.Choice.OPT_OUT,
                    ConsentClaim.UNKNOWN_TIME,
                    Map.of("ip", "192.0.2.1")))
            .about(
                "1000",
                new OrderPart.Refund(
                    "r1", new BigDecimal("1.00"), "broken", new OrderPart.When.NotKnown()))
            .heldByNobody();
    StoredContribution gone = aContribution().of("shop/customer/8").email("").gone().heldBy(ADA);
    save(full, gone);
    reading(
        ports ->
            assertThat(ports.contributions().find(List.of(ref("shop/order/7/é\uD83D\uDE00"))))
                .containsExactly(full));
    reading(
        ports ->
            assertThat(ports.contributions().find(List.of(ref("shop/customer/8"))))
                .containsExactly(gone));
  }

  @Test
  void a_newer_one_replaces_the_older_whole() {
    save(aContribution().ownedBy("shop/account/1").about("1000").heldBy(ADA));
    StoredContribution newer = aContribution().field("name", "B").about("2000").heldBy(BOB);
    save(newer);
    reading(
        ports -> {
          assertThat(ports.contributions().find(List.of(ref("shop/customer/1"))))
              .containsExactly(newer);
          assertThat(ports.contributions().ofPersons(List.of(ADA))).isEmpty();
          assertThat(ports.contributions().ofPersons(List.of(BOB))).containsExactly(newer);
          assertThat(ports.contributions().ofOrders(List.of(new OrderKey("1000")))).isEmpty();
          assertThat(ports.contributions().ofOrders(List.of(new OrderKey("2000"))))
              .containsExactly(newer);
          assertThat(ports.contributions().ownedBy(List.of(ref("shop/account/1")))).isEmpty();
        });
  }

  @Test
  void the_last_of_several_of_one_record_stays() {
    StoredContribution last = aContribution().field("name", "C").heldBy(BOB);
    save(
        aContribution().field("name", "A").heldBy(ADA),
        aContribution().field("name", "B").heldBy(ADA),
        last);
    reading(
        ports ->
            assertThat(ports.contributions().find(List.of(ref("shop/customer/1"))))
                .containsExactly(last));
  }

  @Test
  void they_are_found_by_person_order_and_owner_in_the_order_of_their_refs() {
    StoredContribution account = aContribution().of("shop/account/2").heldBy(ADA);
    StoredContribution order =
        aContribution().of("shop/order/5").about("1000").ownedBy("shop/account/2").heldBy(ADA);
    StoredContribution refund = aContribution().of("erp/refund/9").about("1000").heldBy(ADA);
    StoredContribution other = aContribution().of("shop-b/account/1").heldBy(BOB);
    StoredContribution orphan =
        aContribution().of("erp/order/1").ownedBy("shop/account/3").heldByNobody();
    save(order, other, refund, orphan, account);
    reading(
        ports -> {
          assertThat(ports.contributions().ofPersons(List.of(BOB, ADA)))
              .containsExactly(refund, account, order, other);
          assertThat(ports.contributions().ofOrders(List.of(new OrderKey("1000"))))
              .containsExactly(refund, order);
          assertThat(
                  ports
                      .contributions()
                      .ownedBy(List.of(ref("shop/account/3"), ref("shop/account/2"))))
              .containsExactly(orphan, order);
          assertThat(ports.contributions().ofPersons(List.of(new PersonId(0)))).isEmpty();
          assertThat(ports.contributions().ofOrders(List.of(new OrderKey("")))).isEmpty();
        });
  }

  @Test
  void which_orders_are_named_is_read_page_by_page_in_the_order_of_their_numbers() {
    save(
        aContribution().of("shop/order/5").about("1000").heldBy(ADA),
        aContribution().of("erp/refund/9").about("1000").heldBy(ADA),
        aContribution().of("shop/order/6").about("999").heldByNobody(),
        aContribution().of("shop/order/7").about("a").heldByNobody(),
        aContribution().of("shop/order/8").about("B").heldByNobody(),
        aContribution().of("shop/customer/1").heldBy(ADA));
    List<String> met = new java.util.ArrayList<>();
    Contributions.Naming after = new Contributions.Naming("", "");
    while (true) {
      Contributions.Naming from = after;
      List<Contributions.Naming> page =
          read(ports -> ports.contributions().naming(from.order(), from.ref(), 2));
      page.forEach(one -> met.add(one.order() + " " + one.ref()));
      if (page.isEmpty()) {
        break;
      }
      after = page.getLast();
    }
    assertThat(met)
        .containsExactly(
            "1000 erp/refund/9",
            "1000 shop/order/5",
            "999 shop/order/6",
            "B shop/order/8",
            "a shop/order/7");
  }

  @Test
  void they_are_found_by_phone_so_many_of_each_number() {
    String home = "+442079460018";
    String work = "+442079460019";
    StoredContribution order =
        aContribution().of("shop/order/5").email("").phone(home).about("1000").heldByNobody();
    StoredContribution account = aContribution().of("shop/account/2").phone(home).heldBy(ADA);
    StoredContribution third = aContribution().of("shop/order/6").phone(home).heldBy(ADA);
    StoredContribution other = aContribution().of("erp/account/1").phone(work).heldBy(BOB);
    save(order, third, other, account, aContribution().heldBy(BOB));
    reading(
        ports -> {
          assertThat(ports.contributions().withPhones(List.of(home, work), 2))
              .containsExactly(other, account, order);
          assertThat(ports.contributions().withPhones(List.of(home), 9))
              .containsExactly(account, order, third);
          assertThat(ports.contributions().withPhones(List.of("", "+442079460000"), 9)).isEmpty();
          assertThat(ports.contributions().withPhones(List.of(), 9)).isEmpty();
        });
    StoredContribution moved = aContribution().of("shop/account/2").phone(work).heldBy(ADA);
    save(moved);
    reading(
        ports ->
            assertThat(ports.contributions().withPhones(List.of(work), 9))
                .containsExactly(other, moved));
  }

  @Test
  void they_are_found_by_the_item_they_speak_of() {
    Map<String, Value> hat = Map.of("name", new Value.Text("Hat"));
    StoredContribution shop =
        aContribution().of("shop/product/1").product("HAT-1", hat).heldByNobody();
    StoredContribution warehouse =
        aContribution().of("wms/stock/1").product("HAT-1", Map.of()).heldByNobody();
    StoredContribution other =
        aContribution().of("shop/product/2").product("HAT-2", hat).heldByNobody();
    save(shop, other, warehouse, aContribution().of("shop/customer/3").heldBy(ADA));
    reading(
        ports -> {
          assertThat(ports.contributions().ofItems(List.of(ItemKey.product("HAT-1"))))
              .containsExactly(shop, warehouse);
          assertThat(ports.contributions().ofItems(List.of(ItemKey.product("")))).isEmpty();
        });

    save(aContribution().of("wms/stock/1").heldByNobody());

    reading(
        ports ->
            assertThat(ports.contributions().ofItems(List.of(ItemKey.product("HAT-1"))))
                .containsExactly(shop));
  }

  @Test
  void an_order_is_found_by_the_cart_that_it_names() {
    StoredContribution cart =
        aContribution()
            .of("shop/cart/1")
            .item(ItemKey.cart("8841/é"), new ItemPart(Map.of(), Map.of()))
            .heldByNobody();
    StoredContribution order =
        aContribution().of("erp/order/5").about("1000", named("8841/é")).heldBy(ADA);
    save(cart, order, aContribution().of("erp/order/6").about("1001", named("9")).heldBy(ADA));
    reading(
        ports ->
            assertThat(ports.contributions().ofItems(List.of(ItemKey.cart("8841/é"))))
                .containsExactly(order, cart));
  }

  private static OrderPart named(String cart) {
    OrderDetails details =
        new OrderDetails(
            "", "", "", List.of(), "", cart, PostalAddress.UNKNOWN, PostalAddress.UNKNOWN);
    return new OrderPart.Header(
        Instant.EPOCH,
        "paid",
        false,
        "GBP",
        BigDecimal.TEN,
        Map.of(),
        List.of(),
        Map.of(),
        details);
  }

  private static StoredContribution wish(String ref, String key, String sku, PersonId person) {
    return aContribution()
        .of(ref)
        .item(ItemKey.wish(key), new ItemPart(Map.of(WishNames.SKU, new Value.Text(sku)), Map.of()))
        .heldBy(person);
  }

  @Test
  void products_and_wishes_are_found_by_sku_in_pages() {
    StoredContribution first = wish("shop/wish/1", "1", "HAT-1", ADA);
    StoredContribution second = wish("shop/wish/2", "2", "HAT-1", BOB);
    StoredContribution third = wish("wms/wish/2", "2", "HAT-1", BOB);
    StoredContribution hat =
        aContribution()
            .of("shop/product/7")
            .product("7", Map.of("sku", new Value.Text("HAT-1")))
            .heldByNobody();
    StoredContribution stock =
        aContribution().of("wms/stock/7").product("HAT-2", Map.of()).heldByNobody();
    save(third, hat, second, stock, first, wish("shop/wish/3", "3", "HAT-2", ADA));
    reading(
        ports -> {
          var all = ports.contributions();
          assertThat(all.withSkus(ItemKey.Kind.PRODUCT, List.of("HAT-1", "HAT-2", "")))
              .containsExactly(hat, stock);
          assertThat(all.withSkus(ItemKey.Kind.PRODUCT, List.of())).isEmpty();
          assertThat(all.withSku(ItemKey.Kind.WISH, "HAT-1", "", 2)).containsExactly(first, second);
          assertThat(all.withSku(ItemKey.Kind.WISH, "HAT-1", "shop/wish/2", 2))
              .containsExactly(third);
          assertThat(all.withSku(ItemKey.Kind.WISH, "", "", 9)).isEmpty();
        });

    save(wish("shop/wish/1", "1", "HAT-2", ADA));

    reading(
        ports ->
            assertThat(ports.contributions().withSku(ItemKey.Kind.WISH, "HAT-1", "", 9))
                .containsExactly(second, third));
  }

  private static OrderPart parcel(String key, String tracking) {
    return new OrderPart.Fulfilment(key, "sent", "DPD", tracking, new OrderPart.When.NotKnown());
  }

  @Test
  void they_are_found_by_the_parcels_they_tell_of() {
    StoredContribution order =
        aContribution()
            .of("shop/order/5")
            .about("1000", parcel("1", "jd 00-1 é"), parcel("2", "JD002"), parcel("3", "jd-002"))
            .heldBy(ADA);
    StoredContribution parcel =
        aContribution().of("wms/parcel/5").about("1000", parcel("1", "JD002")).heldByNobody();
    StoredContribution other =
        aContribution()
            .of("wms/parcel/6")
            .about(
                "1001", parcel("1", "JD003 \u0000"), parcel("2", "9".repeat(101)), parcel("3", ""))
            .heldByNobody();
    save(order, parcel, other, aContribution().heldBy(BOB));
    reading(
        ports -> {
          var all = ports.contributions();
          assertThat(OrderPart.Fulfilment.sought(" jd-0 01é")).isEqualTo("JD001é");
          assertThat(all.withParcel("JD001é", 9)).containsExactly(order);
          assertThat(all.withParcel("JD002", 9)).containsExactly(order, parcel);
          assertThat(all.withParcel("JD002", 1)).containsExactly(order);
          assertThat(all.withParcel("JD003", 9)).isEmpty();
          assertThat(all.withParcel("9".repeat(101), 9)).isEmpty();
          assertThat(all.withParcel("", 9)).isEmpty();
        });

    StoredContribution less =
        aContribution().of("shop/order/5").about("1000", parcel("2", "JD004")).heldBy(ADA);
    save(
        aContribution().of("shop/order/5").about("1000", parcel("2", "JD005")).heldBy(ADA),
        less,
        aContribution().of("wms/parcel/5").email("").gone().heldByNobody());
    reading(
        ports -> {
          assertThat(ports.contributions().withParcel("JD002", 9)).isEmpty();
          assertThat(ports.contributions().withParcel("JD005", 9)).isEmpty();
          assertThat(ports.contributions().withParcel("JD004", 9)).containsExactly(less);
        });
  }

  @Test
  void orders_are_found_by_how_their_number_begins() {
    save(
        aContribution().of("shop/order/1").about("WEB-1001").heldBy(ADA),
        aContribution().of("erp/order/1").about("WEB-1001").heldBy(ADA),
        aContribution().of("shop/order/2").about("WEB-1000").heldBy(ADA),
        aContribution().of("shop/order/3").about("WEB-2\uD83D\uDE00").heldBy(ADA),
        aContribution().of("shop/order/4").about("web-1").heldBy(ADA),
        aContribution().heldBy(BOB));
    reading(
        ports -> {
          var all = ports.contributions();
          assertThat(all.ordersFrom("WEB-1", 9))
              .containsExactly(new OrderKey("WEB-1000"), new OrderKey("WEB-1001"));
          assertThat(all.ordersFrom("WEB-", 2)).hasSize(2);
          assertThat(all.ordersFrom("WEB-2", 9)).hasSize(1);
          assertThat(all.ordersFrom("X", 9)).isEmpty();
        });
  }

  @Test
  void hundreds_are_saved_and_found_at_once() {
    List<StoredContribution> many =
        IntStream.range(0, 600)
            .mapToObj(n -> aContribution().of("shop/customer/" + (1000 + n)).heldBy(ADA))
            .toList();
    writing(ports -> ports.contributions().save(many));
    List<RecordRef> refs = many.stream().map(it -> it.contribution().ref()).toList();
    List<RecordRef> reversed = new java.util.ArrayList<>(refs);
    Collections.reverse(reversed);
    reading(ports -> assertThat(ports.contributions().find(reversed)).isEqualTo(many));
  }
}
