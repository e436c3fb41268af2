package dev.selvedge.connectors.kafka;

/// Change events as Debezium's PostgreSQL connector documents them, of a table `customers` with
/// `id`, `name`, `balance numeric(10,2)`, `born date` and `seen timestamp`.
final class Changes {
  private static final String ROW =
      """
      {"type":"struct","optional":true,"name":"shop.public.customers.Value","field":"%s","fields":[
        {"type":"int32","optional":false,"field":"id"},
        {"type":"string","optional":true,"field":"name"},
        {"type":"bytes","optional":true,"name":"org.apache.kafka.connect.data.Decimal","version":1,
         "parameters":{"scale":"2","connect.decimal.precision":"10"},"field":"balance"},
        {"type":"int32","optional":true,"name":"io.debezium.time.Date","version":1,"field":"born"},
        {"type":"int64","optional":true,"name":"io.debezium.time.MicroTimestamp","version":1,
         "field":"seen"}]}""";

  private Changes() {}

  /// The message's key, with its schema.
  static String key(int id) {
    return """
    {"schema":{"type":"struct","optional":false,"name":"shop.public.customers.Key","fields":[\
    {"type":"int32","optional":false,"field":"id"}]},"payload":{"id":%d}}"""
        .formatted(id);
  }

  /// A row as Debezium writes it: 12.34, 1990-05-17, 2026-03-01T10:20:30.123456 without a zone.
  static String row(int id, String name) {
    return """
    {"id":%d,"name":"%s","balance":"BNI=","born":7441,"seen":1772360430123456}"""
        .formatted(id, name);
  }

  /// The same row as the hub gives it.
  static String plain(int id, String name) {
    return """
    {"id":%d,"name":"%s","balance":12.34,"born":"1990-05-17","seen":"2026-03-01T10:20:30.123456"}"""
        .formatted(id, name);
  }

  /// An event without its schema.
  ///
  /// @param at when it happened in the database, in epoch milliseconds
  static String event(String op, String before, String after, long at) {
    return """
    {"before":%s,"after":%s,"source":{"version":"3.0.0.Final","connector":"postgresql",\
    "name":"shop","ts_ms":%d,"snapshot":"%s","db":"shop","schema":"public","table":"customers",\
    "lsn":24023128,"xmin":null},"transaction":null,"op":"%s","ts_ms":%d}"""
        .formatted(before, after, at, op.equals("r") ? "true" : "false", op, at + 500);
  }

  /// The same with its schema.
  static String described(String op, String before, String after, long at) {
    return """
    {"schema":{"type":"struct","optional":false,"name":"shop.public.customers.Envelope","fields":[\
    %s,%s,{"type":"string","optional":false,"field":"op"},\
    {"type":"int64","optional":true,"field":"ts_ms"}]},"payload":%s}"""
        .formatted(ROW.formatted("before"), ROW.formatted("after"), event(op, before, after, at));
  }
}
