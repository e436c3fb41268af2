package dev.selvedge.connectors.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connectors.PolledSourceContract;
import dev.selvedge.connectors.Round;
import dev.selvedge.connectors.Systems;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workbooks: what is in cells, and what is refused before it fills the memory.
class WorkbookTest extends PolledSourceContract {
  private static final String YAML =
      """
      folder: in
      feeds:
        customer:
          glob: "*.xlsx"
          format: xlsx
          key: id
          ready: renamed
      """;

  /// Cell formats: none, a date, a date with time, a time, a number with two digits, text.
  private static final String STYLES =
      "<numFmts><numFmt numFmtId=\"164\" formatCode=\"dd&quot;day&quot;\\ yyyy[$-409]\"/>"
          + "<numFmt numFmtId=\"165\" formatCode=\"[Red]0.00\\d;&quot;y&quot;0\"/></numFmts>"
          + "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
          + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"22\"/>"
          + "<xf numFmtId=\"20\"/><xf numFmtId=\"165\"/></cellXfs>";

  @TempDir private Path project;

  @BeforeEach
  void aBook() throws IOException {
    Files.createDirectory(project.resolve("in"));
    Books.write(file(), 14);
  }

  private Path file() {
    return project.resolve("in/book.xlsx");
  }

  private PolledSource source(String more) {
    return Systems.plan(new FileConnector(), YAML + more, project).open().polled().getFirst();
  }

  private Round read(String more) {
    return Round.of(source(more), Cursor.START, 5);
  }

  @Override
  protected PolledSource freshSource() {
    return source("");
  }

  @Override
  protected List<String> everyKey() {
    return IntStream.rangeClosed(1, 14).mapToObj(Integer::toString).toList();
  }

  private static String row(int number, String... cells) {
    return "<row r=\"" + number + "\">" + String.join("", cells) + "</row>";
  }

  private static String text(String text) {
    return "<c t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
  }

  private static String number(String value, int style) {
    return "<c s=\"" + style + "\"><v>" + value + "</v></c>";
  }

  private void sheet(String... rows) throws IOException {
    Books.written(
        file(),
        STYLES,
        "<si><t>shared</t></si><si><r><t>ri</t></r><r><t>ch</t></r><rPh><t>no</t></rPh></si>",
        String.join("", rows));
  }

  private List<String> values(String... cells) throws IOException {
    String[] header =
        IntStream.range(0, cells.length).mapToObj(i -> text("v" + i)).toArray(String[]::new);
    sheet(row(1, text("id"), String.join("", header)), row(2, text("1"), String.join("", cells)));
    Round round = read("");
    assertThat(round.refused()).isEmpty();
    return List.of(round.bodies().getFirst());
  }

  @Test
  void numbers_keep_their_digits() throws IOException {
    assertThat(
            values(
                number("706406000000000012", 0),
                number("1.0E17", 0),
                number("19.989999999999998", 0),
                number("0.30000000000000004", 4),
                number("-2.5E-3", 0),
                number("1E+2", 0),
                number("1E999", 0)))
        .containsExactly(
            "{\"id\":\"1\",\"v0\":\"706406000000000012\",\"v1\":\"100000000000000000\","
                + "\"v2\":\"19.99\",\"v3\":\"0.3\",\"v4\":\"-0.0025\",\"v5\":\"100\",\"v6\":\"1"
                + "0".repeat(999)
                + "\"}");
  }

  @Test
  void dates_and_times_are_iso() throws IOException {
    assertThat(
            values(
                number("46053", 1),
                number("46053.333333333336", 2),
                number("0.75", 3),
                number("59", 1),
                number("61", 1),
                number("46053", 4),
                number("99999999", 1)))
        .containsExactly(
            "{\"id\":\"1\",\"v0\":\"2026-01-31\",\"v1\":\"2026-01-31T08:00:00\",\"v2\":\"18:00:00\","
                + "\"v3\":\"1900-02-28\",\"v4\":\"1900-03-01\",\"v5\":\"46053\","
                + "\"v6\":\"99999999\"}");
  }

  @Test
  void truths_texts_errors_and_formulas_are_what_they_show() throws IOException {
    assertThat(
            values(
                "<c t=\"b\"><v>1</v></c>",
                "<c t=\"s\"><v>1</v></c>",
                "<c t=\"e\"><v>#N/A</v></c>",
                "<c><f>A1*2</f><v>84</v></c>",
                "<c t=\"str\"><f>A1&amp;\"x\"</f><v>a_x000D_&#10;\"b\", c</v></c>",
                "<c t=\"s\"><v>7</v></c>"))
        .containsExactly(
            "{\"id\":\"1\",\"v0\":\"true\",\"v1\":\"rich\",\"v2\":\"#N/A\",\"v3\":\"84\","
                + "\"v4\":\"a\\r\\n\\\"b\\\", c\",\"v5\":null}");
  }

  @Test
  void a_stamp_may_be_a_date_of_the_sheet() throws IOException {
    sheet(row(1, text("id"), text("at")), row(2, text("1"), number("46053.333333333336", 2)));
    Round round = read("    stamp: at\n    zone: Europe/Berlin\n");
    assertThat(round.records().getFirst().stamp())
        .isEqualTo(Stamp.at(Instant.parse("2026-01-31T07:00:00Z")));
  }

  @Test
  void empty_rows_are_passed_over_and_rows_keep_their_numbers() throws IOException {
    sheet(
        row(1, text("title of the report")),
        row(3, text("id"), text("name"), text("more")),
        row(4, text("1"), text("two&#10;lines")),
        row(5, text(" "), text("")),
        row(9, "<c r=\"C9\" t=\"inlineStr\"><is><t>no key</t></is></c>"),
        row(12, text("2")));
    Round round = read("    header_row: 3\n");
    assertThat(round.keys()).containsExactly("1", "2");
    assertThat(round.bodies().getLast()).isEqualTo("{\"id\":\"2\",\"name\":null,\"more\":null}");
    assertThat(round.refused()).extracting(Page.Refused::where).containsExactly("book.xlsx:9");
  }

  @Test
  void the_sheet_is_found_by_its_name() throws IOException {
    assertThat(read("    sheet: Customers\n").keys()).hasSize(14);
    assertThat(why("    sheet: Orders\n"))
        .isEqualTo("the workbook has no sheet 'Orders', but [Customers]");
  }

  private String why(String more) {
    Round round = read(more);
    assertThat(round.records()).isEmpty();
    assertThat(round.refused()).hasSize(1);
    assertThat(Round.of(source(more), round.next(), 5).refused()).as("said once").isEmpty();
    return round.refused().getFirst().why();
  }

  @Test
  void what_is_no_workbook_is_refused_once() throws IOException {
    for (byte[] content :
        List.of(
            new byte[0],
            "id,name\n1,x\n".getBytes(StandardCharsets.UTF_8),
            new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1})) {
      Files.write(file(), content);
      assertThat(why("")).contains("no XLSX workbook that can be read");
    }
    byte[] half = half();
    Files.write(file(), half);
    assertThat(why("")).contains("no XLSX workbook that can be read");
  }

  private byte[] half() throws IOException {
    Books.write(file(), 500);
    byte[] whole = Files.readAllBytes(file());
    return java.util.Arrays.copyOf(whole, whole.length / 2);
  }

  @Test
  void a_workbook_that_blows_up_is_refused_before_it_fills_the_memory() throws IOException {
    try (OutputStream out = Files.newOutputStream(file());
        ZipOutputStream zip = new ZipOutputStream(out)) {
      Path small = Files.createTempFile(project, "small", ".xlsx");
      Books.written(small, STYLES, "", "");
      try (var from = new java.util.zip.ZipFile(small.toFile())) {
        for (var entry : java.util.Collections.list(from.entries())) {
          zip.putNextEntry(new ZipEntry(entry.getName()));
          if (entry.getName().endsWith("sheet1.xml")) {
            zip.write("<worksheet><sheetData>".getBytes(StandardCharsets.UTF_8));
            byte[] row = row(1, text("x".repeat(30_000))).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 1000; i++) {
              zip.write(row);
            }
          } else {
            zip.write(from.getInputStream(entry).readAllBytes());
          }
          zip.closeEntry();
        }
      }
    }
    assertThat(Files.size(file())).isLessThan(200_000);
    assertThat(why("    max_sheet_mb: 3\n")).contains("row 1 follows row 1");
    Files.write(file(), bomb());
    assertThat(why("    max_sheet_mb: 3\n"))
        .isEqualTo("the workbook has more than 3000000 bytes when it is unpacked");
  }

  @Test
  void a_workbook_of_which_a_little_stands_for_very_much_does_not_fill_the_disk()
      throws IOException {
    String[] rows =
        IntStream.rangeClosed(2, 300)
            .mapToObj(row -> row(row, number("1", 0), "<c r=\"XFD" + row + "\"><v>1</v></c>"))
            .toArray(String[]::new);
    sheet(row(1, text("id")), String.join("", rows));
    assertThat(why("    max_sheet_mb: 3\n"))
        .isEqualTo("the sheet has more than 3000000 bytes when its rows are written out");
  }

  @Test
  void two_workbooks_are_compared_page_by_page() throws IOException {
    PolledSource source = source("    snapshot: true\n    max_missing: 100\n    archive: read\n");
    Cursor cursor = Round.of(source, Cursor.START, 5).next();
    cursor = Round.of(source, cursor, 5).next();
    Books.write(file(), 2);
    Files.setLastModifiedTime(file(), FileTime.from(Instant.parse("2100-01-01T00:00:00Z")));
    Round second = Round.of(source, cursor, 5);
    assertThat(second.keys()).hasSize(14).startsWith("1", "2", "3");
    assertThat(second.records().getLast().change()).isEqualTo(Change.DELETE);
  }

  @Test
  void styles_without_end_do_not_fill_the_memory() throws IOException {
    String style = "<numFmt numFmtId=\"%d\" formatCode=\"" + "0".repeat(3_000_000) + "\"/>";
    String styles =
        IntStream.range(200, 212).mapToObj(style::formatted).collect(Collectors.joining());
    Books.written(file(), "<numFmts>" + styles + "</numFmts>", "", row(1, text("id")));
    assertThat(why("")).isEqualTo("the workbook has more than 30000000 bytes when it is unpacked");
  }

  private byte[] bomb() throws IOException {
    String cells = ("<row>" + text("x".repeat(30_000)) + "</row>").repeat(200);
    Books.written(file(), STYLES, "", cells);
    return Files.readAllBytes(file());
  }

  @Test
  void what_no_spreadsheet_writes_is_refused() throws IOException {
    String entities =
        "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
            + Books.xml("worksheet", "<sheetData>" + row(1, text("&b;")) + "</sheetData>");
    Books.written(
        file(),
        Map.of(
            "xl/styles.xml", Books.xml("styleSheet", STYLES),
            "xl/sharedStrings.xml", Books.xml("sst", ""),
            "xl/worksheets/sheet1.xml", entities));
    assertThat(why("")).isEqualTo("the workbook is not written as spreadsheets are");
    sheet(row(1, "<c t=\"inlineStr\"><is><t><![CDATA[id]]></t></is></c>"));
    assertThat(why("")).isEqualTo("the workbook is not written as spreadsheets are");
    sheet(row(1, "<c r=\"ZZZZZZ1\" t=\"inlineStr\"><is><t>id</t></is></c>"));
    assertThat(why("")).isEqualTo("row 1 has a cell where none can be");
    sheet(row(1, text("id")), "<row r=\"99999999\"/>");
    assertThat(why("")).isEqualTo("row 99999999 follows row 1 of the sheet");
    sheet(row(1, "<c s=\"0\" x=\"" + "y".repeat(5_000_000) + "\"/>"));
    assertThat(why("")).isEqualTo("the workbook is not written as spreadsheets are");
  }

  @Test
  void a_large_sheet_takes_little_memory() throws IOException {
    int rows = 100_000;
    largeSheet(rows);
    PolledSource source = source("");
    System.gc();
    long before = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    long read = 0;
    long most = 0;
    Cursor cursor = Cursor.START;
    boolean more = true;
    for (int pages = 0; more; pages++) {
      Page page = source.poll(cursor, Systems.NOW, 2000);
      read += page.records().size();
      cursor = page.next();
      more = page.more();
      if (pages % 10 == 0) {
        System.gc();
        long now = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        most = Math.max(most, now - before);
      }
    }
    assertThat(read).isEqualTo(rows);
    assertThat(most).as("of a sheet of 60 megabytes").isLessThan(30_000_000);
  }

  private void largeSheet(int rows) throws IOException {
    StringBuilder xml = new StringBuilder(row(1, text("id"), text("filling")));
    String filling = "x".repeat(500);
    for (int row = 2; row <= rows + 1; row++) {
      xml.append(row(row, number(String.valueOf(row), 0), text(filling)));
    }
    Books.written(file(), STYLES, "", xml.toString());
  }

  @Test
  void nothing_of_a_workbook_is_left_on_the_disk() throws IOException {
    List<String> before = spooled();
    freshSource().poll(Cursor.START, Systems.NOW, 3);
    assertThat(before).containsAll(spooled());
  }

  private static List<String> spooled() throws IOException {
    try (var left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return left.map(each -> each.getFileName().toString())
          .filter(each -> each.startsWith("selvedge-"))
          .toList();
    }
  }
}
