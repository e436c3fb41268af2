package dev.selvedge.connectors.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/// Workbooks, as a library that others keep writes them, and by hand.
final class Books {
  private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
  private static final String DOCUMENT =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

  private Books() {}

  /// A header and rows of customers.
  static void write(Path file, int rows) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        Workbook book = new Workbook(out, "Tests", "1.0")) {
      Worksheet sheet = book.newWorksheet("Customers");
      String[] header = {"id", "name", "since", "spent"};
      for (int column = 0; column < header.length; column++) {
        sheet.value(0, column, header[column]);
      }
      for (int row = 1; row <= rows; row++) {
        sheet.value(row, 0, row);
        sheet.value(row, 1, "name " + row);
        sheet.value(row, 2, LocalDate.of(2026, 1, 31));
        sheet.style(row, 2).format("yyyy-mm-dd").set();
        sheet.value(row, 3, 19.99);
      }
    }
  }

  /// A workbook of one sheet, from the XML of its rows.
  ///
  /// @param styles the formats of cells, and of numbers
  static void written(Path file, String styles, String texts, String rows) throws IOException {
    written(
        file,
        Map.of(
            "xl/styles.xml", xml("styleSheet", styles),
            "xl/sharedStrings.xml", xml("sst", texts),
            "xl/worksheets/sheet1.xml", xml("worksheet", "<sheetData>" + rows + "</sheetData>")));
  }

  static String xml(String root, String inner) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><"
        + root
        + " xmlns=\""
        + MAIN
        + "\">"
        + inner
        + "</"
        + root
        + ">";
  }

  /// A workbook of one sheet, from parts that are put over the usual ones.
  static void written(Path file, Map<String, String> parts) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      part(zip, "_rels/.rels", links("officeDocument", "xl/workbook.xml", "", ""));
      part(
          zip,
          "xl/_rels/workbook.xml.rels",
          "<Relationships xmlns=\""
              + PACKAGE
              + "relationships\">"
              + link("r1", "worksheet", "worksheets/sheet1.xml")
              + link("r2", "styles", "/xl/styles.xml")
              + link("r3", "sharedStrings", "sharedStrings.xml")
              + "</Relationships>");
      part(
          zip,
          "xl/workbook.xml",
          "<workbook xmlns=\""
              + MAIN
              + "\" xmlns:r=\""
              + DOCUMENT
              + "\"><sheets>"
              + "<sheet name=\"Rows\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>");
      for (Map.Entry<String, String> each : parts.entrySet()) {
        part(zip, each.getKey(), each.getValue());
      }
    }
  }

  private static String links(String type, String target, String more, String other) {
    return "<Relationships xmlns=\""
        + PACKAGE
        + "relationships\">"
        + link("r1", type, target)
        + more
        + other
        + "</Relationships>";
  }

  private static String link(String id, String type, String target) {
    return "<Relationship Id=\""
        + id
        + "\" Type=\""
        + DOCUMENT
        + "/"
        + type
        + "\" Target=\""
        + target
        + "\"/>";
  }

  private static void part(ZipOutputStream zip, String name, String content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
