package dev.selvedge.store.sql;

import dev.selvedge.SelvedgeException;
import java.sql.SQLException;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// The store could not do its work. The transaction at hand was rolled back.
public final class StoreException extends SelvedgeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /// Why the store failed: what a caller may do about it.
  public enum Reason {
    /// another process has what only one may have: the store, its lead, or all its slots
    IN_USE,
    /// the database cannot be reached, is starting or is locked: it may pass
    UNAVAILABLE,
    /// the disk is full, broken or read-only: nothing can be accepted until somebody acts
    UNWRITABLE,
    /// what was written contradicts what is there, for example two persons with one address
    CONFLICT,
    /// the store was written by another release, or does not exist
    UNFIT,
    /// the store was closed, or opened for reading only
    CLOSED,
    /// anything else: a defect, or a damaged file
    FAULT
  }

  public StoreException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public StoreException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  /// The exception of the SQL library says which statement and with which values, and values are
  /// personal: only the database's own words are kept. (PostgreSQL's connection is told to leave
  /// the values out of them.)
  public static StoreException of(JdbiException failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return of(sql);
      }
    }
    return new StoreException(Reason.FAULT, "a statement failed", failure);
  }

  public static StoreException of(SQLException failure) {
    Reason reason =
        failure instanceof SQLiteException sqlite
            ? ofSqlite(sqlite.getResultCode())
            : ofState(failure);
    return new StoreException(reason, sentence(reason), failure);
  }

  private static Reason ofSqlite(SQLiteErrorCode code) {
    // the lower byte is the primary code, the upper ones say more
    int primary = code.code & 0xff;
    if (primary == SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
      return Reason.CONFLICT;
    }
    if (primary == SQLiteErrorCode.SQLITE_BUSY.code
        || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return Reason.UNAVAILABLE;
    }
    boolean disk =
        primary == SQLiteErrorCode.SQLITE_FULL.code
            || primary == SQLiteErrorCode.SQLITE_READONLY.code
            || primary == SQLiteErrorCode.SQLITE_IOERR.code
            || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code
            || primary == SQLiteErrorCode.SQLITE_PERM.code;
    return disk ? Reason.UNWRITABLE : Reason.FAULT;
  }

  private static Reason ofState(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    if (state.equals("53100") || state.equals("25006")) {
      return Reason.UNWRITABLE;
    }
    if (isCollision(state) || isLoss(state) || state.startsWith("53") || state.equals("55P03")) {
      return Reason.UNAVAILABLE;
    }
    return state.startsWith("23") ? Reason.CONFLICT : Reason.FAULT;
  }

  /// Whether the transaction came into the way of another one and was broken off by the database:
  /// run again it may well go through.
  public boolean isCollision() {
    return isCollision(state());
  }

  /// Whether the connection to the database is gone.
  public boolean isLoss() {
    return isLoss(state());
  }

  private String state() {
    for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return "";
  }

  private static boolean isCollision(String state) {
    return state.equals("40001") || state.equals("40P01");
  }

  private static boolean isLoss(String state) {
    return state.startsWith("08") || state.startsWith("57P") || state.equals("25P03");
  }

  private static String sentence(Reason reason) {
    return switch (reason) {
      case IN_USE -> "the store is in use by another process";
      case UNAVAILABLE -> "the store's database cannot be reached or is locked";
      case UNWRITABLE -> "the store cannot be written: the disk is full, read-only or broken";
      case CONFLICT -> "the write contradicts what the store holds";
      case UNFIT -> "the store does not fit this release";
      case CLOSED -> "the store is closed";
      case FAULT -> "the store refused a statement";
    };
  }
}
