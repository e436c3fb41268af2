package dev.selvedge.testkit.vendure;

/// The PostgreSQL database a shop keeps its records in; an empty one is filled. Immutable.
///
/// @param password empty where none is asked for
public record ShopDatabase(String host, int port, String name, String user, String password) {
  @Override
  public String toString() {
    return "ShopDatabase[" + host + ":" + port + "/" + name + "]";
  }
}
