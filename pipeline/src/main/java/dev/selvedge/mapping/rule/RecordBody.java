package dev.selvedge.mapping.rule;

import dev.selvedge.mapping.function.Cause;
import dev.selvedge.mapping.function.Coercion;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/// Reads the body of a source record as one JSON object, within bounds.
public final class RecordBody {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_NUMBER = 100;

  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(MAX_NUMBER)
                          .build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  private RecordBody() {}

  /// What a body came to.
  public sealed interface Reading {
    record Read(JsonNode object) implements Reading {}

    /// It cannot be read.
    ///
    /// @param sentence for a person; holds nothing of the body
    record Broken(String cause, String sentence) implements Reading {}
  }

  /// Reads a body as one JSON object; what is none, or too much, is broken with a sentence.
  public static Reading read(byte[] body) {
    JsonNode node;
    try {
      node = READER.readTree(body);
    } catch (StreamConstraintsException e) {
      return tooMuch(e);
    } catch (DatabindException e) {
      if (!String.valueOf(e.getOriginalMessage()).startsWith("Duplicate")) {
        return new Reading.Broken(
            Cause.NOT_JSON,
            "Something follows the record" + at(e) + ". Each record must be sent by itself.");
      }
      return new Reading.Broken(
          Cause.DUPLICATE_KEY,
          "The record names a member twice"
              + at(e)
              + ". Which of the two is meant cannot be known;"
              + " the system that sends it must be corrected.");
    } catch (JacksonException e) {
      return new Reading.Broken(
          Cause.NOT_JSON,
          "The record is not valid JSON: it breaks off"
              + at(e)
              + ". The system that sends it must"
              + " be corrected.");
    }
    if (!node.isObject()) {
      return new Reading.Broken(
          Cause.NOT_OBJECT,
          "The record is "
              + (node.isMissingNode() ? "empty" : "not a JSON object")
              + ". A record begins with { and ends with }; lists must be sent one by one.");
    }
    return hasOnlyUsableNumbers(node)
        ? new Reading.Read(node)
        : new Reading.Broken(
            Cause.NUMBER_RANGE,
            "The record holds a number of more than 30 digits, which no field can take. Send such"
                + " values as text.");
  }

  private static Reading tooMuch(StreamConstraintsException e) {
    boolean deep = String.valueOf(e.getOriginalMessage()).contains("depth");
    return deep
        ? new Reading.Broken(
            Cause.TOO_DEEP, "The record is nested deeper than " + MAX_DEPTH + " levels.")
        : new Reading.Broken(
            Cause.NUMBER_RANGE,
            "The record holds a number or a name that is too long"
                + at(e)
                + ". Send long numbers"
                + " as text.");
  }

  private static String at(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    return location == null || location.getLineNr() < 1
        ? ""
        : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static boolean hasOnlyUsableNumbers(JsonNode node) {
    if (node.isContainer()) {
      for (JsonNode child : node) {
        if (!hasOnlyUsableNumbers(child)) {
          return false;
        }
      }
      return true;
    }
    return !node.isNumber()
        || node.isInt()
        || node.isLong()
        || Coercion.isInRange(node.decimalValue());
  }
}
