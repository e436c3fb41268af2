package dev.selvedge.connectors.netsuite;

import dev.selvedge.connector.PolledSource;
import dev.selvedge.testkit.source.HttpVendor;
import java.time.Duration;
import java.time.Instant;

/// The customers, or the orders, of an account in London: never at UTC for the whole year.
final class NetSuiteVendor implements HttpVendor {
  private final SuiteStandIn account = new SuiteStandIn("Europe/London");
  private final Subject subject;

  NetSuiteVendor(Subject subject) {
    this.subject = subject;
  }

  @Override
  public PolledSource freshSource() {
    String kind = subject.kind().value();
    return account
        .open("time_zone: Europe/London\nfeeds: " + kind + "\nfields: { " + kind + ": note }\n")
        .polled()
        .getFirst();
  }

  @Override
  public Instant now() {
    return account.clock.instant();
  }

  @Override
  public void write(int key, Instant stamp, String note) {
    if (subject == Subject.CUSTOMER) {
      account.ledger.write(
          "INSERT OR REPLACE INTO customer (id, lastmodifieddate, note) VALUES (?, ?, ?)",
          key,
          stamp,
          note);
      return;
    }
    account.ledger.write(
        "INSERT OR REPLACE INTO transaction (id, type, createddate, lastmodifieddate, currency,"
            + " note) VALUES (?, 'SalesOrd', ?, ?, 1, ?)",
        key,
        stamp.minusSeconds(60),
        stamp,
        note);
    account.ledger.write("DELETE FROM transactionline WHERE transaction = ?", key);
    account.ledger.write(
        "INSERT INTO transactionline (transaction, id, quantity, mainline, taxline) VALUES"
            + " (?, 1, '-1', 'F', 'F')",
        key);
  }

  @Override
  public void delete(int key, Instant stamp) {
    vanish(key);
    account.ledger.write(
        "INSERT INTO deletedrecord VALUES (?, ?, ?)",
        key,
        subject == Subject.CUSTOMER ? "Customer" : "Sales Order",
        stamp);
  }

  @Override
  public boolean tellsDeletions() {
    return true;
  }

  @Override
  public void vanish(int key) {
    account.ledger.write(
        "DELETE FROM "
            + (subject == Subject.CUSTOMER ? "customer" : "transaction")
            + " WHERE id = ?",
        key);
  }

  @Override
  public void grow(String field, String value) {
    account.grow(field, value);
  }

  @Override
  public void next(Fault fault) {
    account.next(fault);
  }

  @Override
  public int calls() {
    return account.asked().size();
  }

  @Override
  public void pass(Duration time) {
    account.clock.advance(time);
  }

  @Override
  public void endSessions() {
    account.door.endSessions();
  }

  @Override
  public String secret() {
    return "token-";
  }

  @Override
  public void close() {
    account.close();
  }
}
