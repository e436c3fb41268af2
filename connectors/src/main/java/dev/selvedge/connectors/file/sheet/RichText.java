package dev.selvedge.connectors.file.sheet;

import java.io.IOException;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads texts of a workbook.
final class RichText {
  private static final int LONGEST = 1_000_000;

  /// How signs are written that XML does not allow, or would change.
  private static final Pattern ESCAPED = Pattern.compile("_x([0-9A-Fa-f]{4})_");

  private RichText() {}

  /// The runs of a text, without their looks and without readings of East Asian words.
  ///
  /// @param end the element that holds it, in which the reader stands
  static String read(XMLStreamReader xml, String end) throws IOException, XMLStreamException {
    StringBuilder text = new StringBuilder();
    boolean inText = false;
    int readings = 0;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamReader.START_ELEMENT) {
        inText = xml.getLocalName().equals("t");
        readings += xml.getLocalName().equals("rPh") ? 1 : 0;
      } else if (event == XMLStreamReader.END_ELEMENT) {
        inText = false;
        readings -= xml.getLocalName().equals("rPh") ? 1 : 0;
        if (xml.getLocalName().equals(end)) {
          return unescaped(text);
        }
      } else if (xml.isCharacters() && inText && readings == 0) {
        append(xml, text);
      }
    }
    return unescaped(text);
  }

  /// The text of the element in which the reader stands.
  static String plain(XMLStreamReader xml) throws IOException, XMLStreamException {
    StringBuilder text = new StringBuilder();
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamReader.END_ELEMENT) {
        break;
      }
      if (xml.isCharacters()) {
        append(xml, text);
      }
    }
    return unescaped(text);
  }

  private static void append(XMLStreamReader xml, StringBuilder text) throws SheetException {
    if (text.length() + xml.getTextLength() > LONGEST) {
      throw new SheetException("a cell has more than " + LONGEST + " signs");
    }
    text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
  }

  private static String unescaped(StringBuilder text) {
    return text.indexOf("_x") < 0
        ? text.toString()
        : ESCAPED.matcher(text).replaceAll(RichText::sign);
  }

  private static String sign(MatchResult escaped) {
    String sign = String.valueOf((char) Integer.parseInt(escaped.group(1), 16));
    return java.util.regex.Matcher.quoteReplacement(sign);
  }
}
