package dev.selvedge.audit.schema;

import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// What a value of a record is.
enum JsonType {
  TEXT,
  NUMBER,
  FLAG,
  LIST,
  RECORD;

  static JsonType of(JsonNode node) {
    return switch (node.getNodeType()) {
      case NUMBER -> NUMBER;
      case BOOLEAN -> FLAG;
      case ARRAY -> LIST;
      case OBJECT, POJO -> RECORD;
      case STRING, BINARY, NULL, MISSING -> TEXT;
    };
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
