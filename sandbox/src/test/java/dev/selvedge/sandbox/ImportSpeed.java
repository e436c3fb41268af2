package dev.selvedge.sandbox;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.IntFunction;

/// Measures what imports cost: run by hand with a number of batches and `contacts` or `orders`.
///
/// Prints items a second, processor time (with that of the caller, who is in the same process)
/// and bytes of heap an item.
final class ImportSpeed {
  private static final int BATCH = 10_000;
  private static final int ROUND = 10;

  private final Caller caller;
  private final String path;
  private final IntFunction<String> body;
  private long nanos;
  private long before;

  private ImportSpeed(Caller caller, String path, IntFunction<String> body) {
    this.caller = caller;
    this.path = path;
    this.body = body;
  }

  public static void main(String[] arguments) {
    int batches = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
    boolean orders = arguments.length > 1 && arguments[1].equals("orders");
    try (SandboxServer server = SandboxServer.start(SandboxConfig.unthrottled())) {
      Caller caller = new Caller(server);
      for (String field : new String[] {"CUSTOMER_ID", "LAST_ORDER_ID", "STORE_NAME"}) {
        caller.post("/v2/data-fields", "{'name':'" + field + "','type':'String'}");
      }
      caller.post("/v2/data-fields", "{'name':'TOTAL_SPEND','type':'Numeric'}");
      caller.post("/v2/data-fields", "{'name':'LAST_ORDER_DATE','type':'Date'}");
      System.out.println("contacts");
      new ImportSpeed(caller, Bodies.CONTACT_IMPORT, ImportSpeed::contacts).run(batches);
      if (orders) {
        System.out.println("orders");
        new ImportSpeed(caller, Bodies.INSIGHT_IMPORT, ImportSpeed::orders).run(batches);
      }
      read(caller, "/contacts/v3?limit=5&~modified=gte::2100-01-01T00:00:00Z");
      read(caller, "/contacts/v3?limit=5000");
      read(caller, "/contacts/v3/email/customer7@example.com");
      if (orders) {
        read(caller, "/insightData/v3/contacts/Orders?limit=1000");
        read(caller, "/insightData/v3/contacts/email/customer7@example.com/Orders/100007");
      }
    }
  }

  private static void read(Caller caller, String path) {
    long start = System.nanoTime();
    int length = caller.get(path).text().length();
    System.out.printf(
        "GET %s: %,d characters in %d ms%n",
        path, length, Duration.ofNanos(System.nanoTime() - start).toMillis());
  }

  private void run(int batches) {
    before = heap();
    long cpu = cpu();
    for (int batch = 0; batch < batches; batch++) {
      String text = body.apply(batch);
      long start = System.nanoTime();
      caller.startImport(path, text);
      nanos += System.nanoTime() - start;
      if (batch % ROUND == ROUND - 1) {
        report((batch + 1L) * BATCH, cpu() - cpu);
      }
    }
    long used = heap() - before;
    System.out.printf("%,d bytes an item%n", used / ((long) batches * BATCH));
  }

  private void report(long items, long cpuNanos) {
    System.out.printf(
        "%,d items, %,d/s, %.1f microseconds of processor time an item%n",
        items, items * Duration.ofSeconds(1).toNanos() / nanos, cpuNanos / 1000.0 / items);
  }

  private static long cpu() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static String contacts(int batch) {
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

  private static String orders(int batch) {
    StringBuilder body =
        new StringBuilder(
            "{\"collectionName\":\"Orders\",\"collectionScope\":\"contact\","
                + "\"collectionType\":\"orders\",\"records\":[");
    for (int i = 0; i < BATCH; i++) {
      int id = batch * BATCH + i;
      body.append(i == 0 ? "" : ",")
          .append("{\"contactIdentity\":{\"identifier\":\"email\",\"value\":\"customer")
          .append(id)
          .append("@example.com\"},\"key\":\"")
          .append(100_000 + id)
          .append("\",\"json\":{\"id\":\"")
          .append(100_000 + id)
          .append("\",\"order_total\":")
          .append(id % 700)
          .append(".25,\"currency\":\"GBP\",\"purchase_date\":\"2026-02-01T10:00:00Z\",")
          .append(
              "\"products\":[{\"sku\":\"HAT-1\",\"name\":\"Beanie\",\"price\":5.5,\"qty\":1}]}}");
    }
    return body.append("]}").toString();
  }
}
