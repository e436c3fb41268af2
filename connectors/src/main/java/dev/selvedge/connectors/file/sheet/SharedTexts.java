package dev.selvedge.connectors.file.sheet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The texts that cells share. Immutable.
record SharedTexts(List<String> texts) {
  /// The most signs held for one workbook.
  private static final long MOST = 50_000_000;

  /// What the list itself takes for a text, in signs.
  private static final int OVERHEAD = 30;

  static SharedTexts none() {
    return new SharedTexts(List.of());
  }

  static SharedTexts read(XMLStreamReader xml) throws IOException, XMLStreamException {
    List<String> texts = new ArrayList<>();
    long held = 0;
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("si")) {
        String text = RichText.read(xml, "si");
        held += text.length() + OVERHEAD;
        if (held > MOST) {
          throw new SheetException("the workbook holds more than " + MOST + " signs of text");
        }
        texts.add(text);
      }
    }
    return new SharedTexts(texts);
  }

  /// The text of this number; empty where there is none.
  String get(String number) {
    try {
      int index = Integer.parseInt(number.strip());
      return index >= 0 && index < texts.size() ? texts.get(index) : "";
    } catch (NumberFormatException noNumber) {
      return "";
    }
  }
}
