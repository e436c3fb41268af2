package dev.selvedge.connectors.file.sheet;

import dev.selvedge.connectors.file.sheet.NumberFormats.Shown;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Writes the rows of one sheet as CSV while it is read. Confined to one thread.
final class SheetWriter {
  /// The limits of a sheet, as Excel has them.
  private static final int MOST_ROWS = 1_048_576;

  private static final int MOST_COLUMNS = 16_384;
  private static final int MOST_SIGNS = 20_000_000;
  private static final int LETTERS = 26;

  private final XMLStreamReader xml;
  private final NumberFormats formats;
  private final SharedTexts shared;
  private final NumberText numbers;
  private final Writer out;
  private int width;

  SheetWriter(
      XMLStreamReader xml,
      NumberFormats formats,
      SharedTexts shared,
      NumberText numbers,
      Writer out) {
    this.xml = xml;
    this.formats = formats;
    this.shared = shared;
    this.numbers = numbers;
    this.out = out;
  }

  void write(int headerRow) throws IOException, XMLStreamException {
    int next = headerRow;
    int last = 0;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("sheetData")) {
        return;
      }
      if (event == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("row")) {
        last = number(Parts.attribute(xml, "r").orElse(String.valueOf(last + 1)), last);
        List<String> cells = row(last);
        if (last >= headerRow) {
          for (; next < last; next++) {
            out.write('\n');
          }
          put(cells, last == headerRow);
          next++;
        }
      }
    }
  }

  private static int number(String written, int last) throws SheetException {
    int number = Integer.parseInt(written);
    if (number <= last || number > MOST_ROWS) {
      throw new SheetException("row " + written + " follows row " + last + " of the sheet");
    }
    return number;
  }

  private List<String> row(int number) throws IOException, XMLStreamException {
    List<String> cells = new ArrayList<>();
    long signs = 0;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("row")) {
        break;
      }
      if (event == XMLStreamReader.START_ELEMENT && xml.getLocalName().equals("c")) {
        int column = column(Parts.attribute(xml, "r").orElse(""), cells.size());
        if (column < cells.size() || column >= MOST_COLUMNS) {
          throw new SheetException("row " + number + " has a cell where none can be");
        }
        while (cells.size() < column) {
          cells.add("");
        }
        String text = cell();
        signs += text.length();
        if (signs > MOST_SIGNS) {
          throw new SheetException("row " + number + " has more than " + MOST_SIGNS + " signs");
        }
        cells.add(text);
      }
    }
    return cells;
  }

  /// The column of a cell's address, from 0.
  private static int column(String address, int next) {
    int column = 0;
    for (int i = 0; i < address.length() && address.charAt(i) >= 'A'; i++) {
      int letter = Character.toUpperCase(address.charAt(i)) - 'A' + 1;
      if (letter > LETTERS || column > MOST_COLUMNS) {
        return MOST_COLUMNS;
      }
      column = column * LETTERS + letter;
    }
    return column == 0 ? next : column - 1;
  }

  private String cell() throws IOException, XMLStreamException {
    String type = Parts.attribute(xml, "t").orElse("n");
    int format = Integer.parseInt(Parts.attribute(xml, "s").orElse("0"));
    String value = "";
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("c")) {
        break;
      }
      if (event == XMLStreamReader.START_ELEMENT) {
        value =
            switch (xml.getLocalName()) {
              case "v" -> RichText.plain(xml);
              case "is" -> RichText.read(xml, "is");
              default -> value;
            };
      }
    }
    return text(type, value, format);
  }

  private String text(String type, String value, int format) {
    if (value.isEmpty()) {
      return "";
    }
    return switch (type) {
      case "s" -> shared.get(value);
      case "b" -> value.strip().equals("1") ? "true" : "false";
      case "n" -> {
        Shown shown = formats.shown(format);
        yield numbers.text(value, shown);
      }
      default -> value;
    };
  }

  /// An empty line where nothing is in any cell; else as many fields as the header has, at least.
  private void put(List<String> cells, boolean header) throws IOException {
    if (cells.stream().allMatch(String::isBlank)) {
      out.write('\n');
      return;
    }
    if (header) {
      width = cells.size();
    }
    for (int i = 0; i < Math.max(width, cells.size()); i++) {
      String cell = i < cells.size() ? cells.get(i) : "";
      out.write(i == 0 ? "" : ",");
      if (!cell.isEmpty()) {
        out.write('"');
        out.write(cell.replace("\"", "\"\""));
        out.write('"');
      }
    }
    out.write('\n');
  }
}
