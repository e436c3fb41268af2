package dev.selvedge.store;

import static dev.selvedge.testkit.ContributionBuilder.aContribution;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.PersonId;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.person.Person;
import dev.selvedge.testkit.CountingIds;
import dev.selvedge.work.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The numbers of a person's parcels go with the person, and nobody else's do.
final class ErasedParcelsTest {
  private static final PersonId ADA = new PersonId(1);
  private static final PersonId BOB = new PersonId(2);

  @TempDir Path folder;

  private static OrderPart parcel(String tracking) {
    return new OrderPart.Fulfilment("1", "sent", "DPD", tracking, new OrderPart.When.NotKnown());
  }

  @Test
  void their_numbers_are_not_kept_beside_them() throws SQLException {
    StoreConfig config = StoreConfig.file(folder.resolve("hub.db"));
    try (Store store = Stores.open(config, new CountingIds())) {
      store.change(
          ports -> {
            ports
                .people()
                .create(
                    List.of(
                        new Person(ADA, "ada@example.com"), new Person(BOB, "bob@example.com")));
            ports
                .contributions()
                .save(
                    List.of(
                        aContribution()
                            .of("shop/order/1")
                            .email("ada@example.com")
                            .about("1001", parcel("JD001"))
                            .heldBy(ADA),
                        aContribution()
                            .of("wms/parcel/1")
                            .email("")
                            .about("1001", parcel("JD002"))
                            .heldByNobody(),
                        aContribution()
                            .of("shop/order/2")
                            .email("bob@example.com")
                            .about("1002", parcel("JD003"))
                            .heldBy(BOB)));
          });
      store.change(ports -> ports.traces().forget(ports.traces().find("ada@example.com")));
    }
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + config.location());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select number from parcel_number")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("JD003");
      assertThat(rows.next()).isFalse();
    }
  }
}
