package dev.selvedge.sandbox;

import java.time.Duration;

/// Measures how fast contact imports are taken: run by hand, prints contacts a second.
final class ImportSpeed {
  private static final int BATCH = 10_000;

  private ImportSpeed() {}

  public static void main(String[] arguments) {
    int batches = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
    try (SandboxServer server = SandboxServer.start(SandboxConfig.unthrottled())) {
      Caller caller = new Caller(server);
      for (String field : new String[] {"CUSTOMER_ID", "LAST_ORDER_ID", "STORE_NAME"}) {
        caller.post("/v2/data-fields", "{'name':'" + field + "','type':'String'}");
      }
      caller.post("/v2/data-fields", "{'name':'TOTAL_SPEND','type':'Numeric'}");
      caller.post("/v2/data-fields", "{'name':'LAST_ORDER_DATE','type':'Date'}");
      long total = 0;
      for (int batch = 0; batch < batches; batch++) {
        String body = body(batch);
        long before = System.nanoTime();
        caller.startImport("/contacts/v3/import", body);
        long nanos = System.nanoTime() - before;
        total += nanos;
        if (batch % 10 == 9) {
          System.gc();
          System.out.printf(
              "%,d contacts, last batch %,d/s, all %,d/s, heap %,d MB%n",
              (batch + 1) * BATCH,
              BATCH * Duration.ofSeconds(1).toNanos() / nanos,
              (batch + 1L) * BATCH * Duration.ofSeconds(1).toNanos() / total,
              (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
        }
      }
    }
  }

  private static String body(int batch) {
    StringBuilder body = new StringBuilder("{\"contacts\":[");
    for (int i = 0; i < BATCH; i++) {
      int id = batch * BATCH + i;
      body.append(i == 0 ? "" : ",")
          .append("{\"matchIdentifier\":\"email\",\"identifiers\":{\"email\":\"customer")
          .append(id)
          .append("@example.com\"},\"dataFields\":{\"FIRSTNAME\":\"Name")
          .append(id % 1000)
          .append("\",\"LASTNAME\":\"Family")
          .append(id % 5000)
          .append("\",\"POSTCODE\":\"AB1 2CD\",\"CUSTOMER_ID\":\"C-")
          .append(id)
          .append("\",\"LAST_ORDER_ID\":\"1000")
          .append(id)
          .append("\",\"STORE_NAME\":\"Main shop\",\"TOTAL_SPEND\":")
          .append(id % 700)
          .append(".25,\"LAST_ORDER_DATE\":\"2026-02-01T10:00:00Z\"},\"lists\":[50117]}");
    }
    return body.append("]}").toString();
  }
}
