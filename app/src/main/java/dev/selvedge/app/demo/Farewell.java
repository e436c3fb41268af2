package dev.selvedge.app.demo;

import dev.selvedge.Masking;
import dev.selvedge.Secret;
import dev.selvedge.app.cli.Backstage;
import dev.selvedge.sandbox.SandboxServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// Somebody unsubscribes by the link in a mail, and how that comes back to the customer database:
/// the link's program calls the hub, the hub reads who it was and tells the database. Confined to
/// one thread.
final class Farewell implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int LOOKED_AT = 100;

  private final Path customers;
  private final SandboxServer sandbox;
  private final Backstage.RunningHub hub;
  private final Secret secret;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private Optional<Customer> leaving = Optional.empty();

  /// @param customers the brand's customer database
  /// @param secret of the hint that Dotdigital gives
  Farewell(Path customers, SandboxServer sandbox, Backstage.RunningHub hub, Secret secret) {
    this.customers = customers;
    this.sandbox = sandbox;
    this.hub = hub;
    this.secret = secret;
  }

  private record Customer(String number, String email) {}

  /// Whether the database is still to hear of somebody.
  boolean isUnderWay() {
    return leaving.isPresent();
  }

  /// Somebody unsubscribes; says who, or nothing where nobody is left to do so.
  String begin() {
    leaving = subscriber();
    return leaving
        .map(
            customer -> {
              sandbox.act("unsubscribe", customer.email());
              hint();
              return Masking.mask(customer.email())
                  + " clicks “unsubscribe” in a mail: Dotdigital knows, the brand's own systems do"
                  + " not";
            })
        .orElse("");
  }

  /// Says so once when the database has heard of it; until then nothing.
  String news() {
    Optional<Customer> arrived = leaving.filter(customer -> hasDeclined(customer.number()));
    if (arrived.isEmpty()) {
      return "";
    }
    leaving = Optional.empty();
    return "The opt-out of "
        + Masking.mask(arrived.get().email())
        + " came back: the customer database says “no” now, see "
        + page(arrived.get().email());
  }

  private String page(String email) {
    return hub.store().read(ports -> ports.people().startingWith(email, 1)).stream()
        .map(person -> hub.dashboard().resolve("/people/" + person.id()).toString())
        .findFirst()
        .orElse("the dashboard");
  }

  /// As a program in Dotdigital does it; where the hub does not answer, its next reading will do.
  private void hint() {
    HttpRequest request =
        HttpRequest.newBuilder(hub.dashboard().resolve("/hook/dotdigital/opt-out"))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + secret.reveal())
            .POST(BodyPublishers.ofString("{}"))
            .build();
    try {
      client.send(request, BodyHandlers.discarding());
    } catch (IOException e) {
      // it reads every quarter of an hour all the same
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// The first customer who gets the newsletter, by the database's word and in Dotdigital.
  private Optional<Customer> subscriber() {
    try (Connection connection = open();
        PreparedStatement query =
            connection.prepareStatement(
                """
                select customer_no, email from customer
                where newsletter = 'yes' and email like '%@%' order by customer_no limit ?
                """)) {
      query.setInt(1, LOOKED_AT);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          String email = rows.getString(2).toLowerCase(Locale.ROOT);
          if (isSubscribed(email)) {
            return Optional.of(new Customer(rows.getString(1), email));
          }
        }
      }
      return Optional.empty();
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private boolean isSubscribed(String email) {
    return sandbox
        .inside()
        .contact(email)
        .map(contact -> contact.path("channelProperties").path("email").path("status"))
        .filter(status -> status.asString("").equals("subscribed"))
        .isPresent();
  }

  private boolean hasDeclined(String number) {
    try (Connection connection = open();
        PreparedStatement query =
            connection.prepareStatement(
                "select 1 from customer where customer_no = ? and newsletter = 'no'")) {
      query.setString(1, number);
      try (ResultSet row = query.executeQuery()) {
        return row.next();
      }
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + customers);
  }

  private static DemoException unreadable(SQLException cause) {
    return new DemoException("the demo's customer database cannot be read", cause);
  }

  @Override
  public void close() {
    client.close();
  }
}
