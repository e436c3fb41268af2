package dev.selvedge.connectors.netsuite;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.sqlite.Function;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The tables of an account in SQLite, which is asked with the very SuiteQL of the connector; what
/// SQLite spells otherwise is put right first. Times are stored in UTC, to the millisecond, and
/// written by the clock of the user. Every value comes as a text, null not at all.
final class Ledger implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final DateTimeFormatter STORED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS", Locale.ROOT);
  private static final Map<String, String> SHOWN =
      Map.of(
          "B", "Sales Order : Pending Fulfillment", "C", "Item Fulfillment : Shipped", "3", "Gold");

  private static final String TABLES =
      """
      CREATE TABLE customer (id INTEGER PRIMARY KEY, entityid, email, firstname, lastname,
        companyname, phone, isperson, isinactive, globalsubscriptionstatus, lastmodifieddate, note,
        custentity_tier, custentity_opt_in);
      CREATE TABLE transaction (id INTEGER PRIMARY KEY, type, tranid, otherrefnum, status, entity,
        email, memo, trandate, foreigntotal, createddate, lastmodifieddate, currency, note,
        custbody_gift);
      CREATE TABLE transactionline (transaction INTEGER, id INTEGER, item, itemtype, quantity, rate,
        foreignamount, mainline, taxline, iscogs, createdfrom INTEGER, custcol_engraving);
      CREATE TABLE item (id INTEGER PRIMARY KEY, itemid, displayname, itemtype, parent, isinactive,
        lastmodifieddate, note);
      CREATE TABLE currency (id INTEGER PRIMARY KEY, symbol);
      CREATE TABLE trackingnumber (id INTEGER PRIMARY KEY, trackingnumber);
      CREATE TABLE trackingnumbermap (transaction INTEGER, trackingnumber INTEGER);
      CREATE TABLE previoustransactionlinelink (previousdoc INTEGER, nextdoc INTEGER);
      CREATE TABLE deletedrecord (recordid INTEGER, type, deleteddate);
      INSERT INTO currency VALUES (1, 'GBP')
      """;

  private final Connection connection;
  private final ZoneId zone;

  /// @param zone of the user who asks
  Ledger(ZoneId zone) {
    this.zone = zone;
    try {
      connection = DriverManager.getConnection("jdbc:sqlite::memory:");
      Function.create(connection, "TO_CHAR", new ToChar());
      Function.create(connection, "TO_DATE", new ToDate());
      Function.create(connection, "NVL", new Nvl());
      Function.create(connection, "BUILTIN_DF", new Shown());
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
    for (String table : TABLES.split(";", -1)) {
      if (!table.isBlank()) {
        write(table);
      }
    }
  }

  private static String spelt(String suiteQl) {
    return suiteQl
        .replaceAll("\\btransaction\\b", "\"transaction\"")
        .replace("BUILTIN.DF(", "BUILTIN_DF(");
  }

  /// Changes something; instants are stored as times.
  synchronized void write(String sql, Object... values) {
    try (PreparedStatement statement = connection.prepareStatement(spelt(sql))) {
      for (int i = 0; i < values.length; i++) {
        Object value = values[i];
        statement.setObject(i + 1, value instanceof Instant at ? stored(at) : value);
      }
      statement.executeUpdate();
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  private static String stored(Instant at) {
    return STORED.format(at.atOffset(ZoneOffset.UTC));
  }

  /// @throws SQLException for what NetSuite would not understand either
  synchronized ArrayNode ask(String suiteQl, int limit) throws SQLException {
    ArrayNode items = JSON.createArrayNode();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(spelt(suiteQl))) {
      ResultSetMetaData about = rows.getMetaData();
      while (items.size() < limit && rows.next()) {
        ObjectNode item = items.addObject();
        item.putArray("links");
        for (int column = 1; column <= about.getColumnCount(); column++) {
          String value = rows.getString(column);
          if (value != null) {
            item.put(about.getColumnLabel(column).toLowerCase(Locale.ROOT), value);
          }
        }
      }
    }
    return items;
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException failure) {
      throw new AssertionError(failure);
    }
  }

  private final class ToChar extends Function {
    @Override
    protected void xFunc() throws SQLException {
      String value = value_text(0);
      if (value == null || value.length() == 10) {
        result(value);
        return;
      }
      String pattern =
          switch (value_text(1)) {
            case "YYYY-MM-DD\"T\"HH24:MI:SS" -> "uuuu-MM-dd'T'HH:mm:ss";
            case "YYYY-MM-DD" -> "uuuu-MM-dd";
            case "MM" -> "MM";
            default -> throw new SQLException("no format " + value_text(1));
          };
      result(
          LocalDateTime.parse(value)
              .atOffset(ZoneOffset.UTC)
              .atZoneSameInstant(zone)
              .format(DateTimeFormatter.ofPattern(pattern, Locale.ROOT)));
    }
  }

  private final class ToDate extends Function {
    @Override
    protected void xFunc() throws SQLException {
      if (!value_text(1).equals("YYYY-MM-DD HH24:MI:SS")) {
        throw new SQLException("no format " + value_text(1));
      }
      result(stored(LocalDateTime.parse(value_text(0).replace(' ', 'T')).atZone(zone).toInstant()));
    }
  }

  private static final class Nvl extends Function {
    @Override
    protected void xFunc() throws SQLException {
      result(value_text(0) == null ? value_text(1) : value_text(0));
    }
  }

  private static final class Shown extends Function {
    @Override
    protected void xFunc() throws SQLException {
      String value = value_text(0);
      result(value == null ? null : SHOWN.getOrDefault(value, value));
    }
  }
}
