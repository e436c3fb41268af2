package dev.selvedge.connectors.file.sheet;

import dev.selvedge.connectors.file.sheet.Parts.Link;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads a workbook as ECMA-376 (Office Open XML) has it, part 1, chapter 18.
public final class Workbook {
  private static final int MOST_FORMATS = 100_000;

  private Workbook() {}

  /// Writes a sheet as CSV in UTF-8, one row a row from the header on, an empty line for an empty
  /// row. Numbers are plain digits, dates `2026-01-31` or `2026-01-31T08:00:00`, and formulas what
  /// they came to when the workbook was saved.
  ///
  /// @throws SheetException when it is no workbook, has no such sheet or is too large
  public static void write(Path book, SheetChoice choice, Path csv) throws IOException {
    try (Parts parts = new Parts(book, choice.mostBytes());
        Writer out = writer(csv, choice.mostBytes())) {
      String root = only(parts.links(""), "officeDocument");
      Map<String, Link> links = parts.links(root);
      Listed listed = sheet(parts.openSmall(root), choice);
      Link sheet = links.get(listed.link());
      if (sheet == null) {
        throw new SheetException("the workbook's sheet has no part");
      }
      Optional<String> styles = target(links, "styles");
      Optional<String> texts = target(links, "sharedStrings");
      NumberFormats formats =
          styles.isPresent()
              ? formats(parts.openSmall(styles.get()))
              : new NumberFormats(List.of(), Map.of());
      SharedTexts shared =
          texts.isPresent() ? SharedTexts.read(parts.open(texts.get())) : SharedTexts.none();
      NumberText numbers = new NumberText(listed.from1904());
      new SheetWriter(parts.open(sheet.target()), formats, shared, numbers, out)
          .write(choice.headerRow());
    } catch (ZipException | XMLStreamException | IllegalArgumentException broken) {
      throw unreadable(broken);
    }
  }

  private static Writer writer(Path csv, long mostBytes) throws IOException {
    OutputStream bounded = new BoundedOutput(Files.newOutputStream(csv), mostBytes);
    return new BufferedWriter(new OutputStreamWriter(bounded, StandardCharsets.UTF_8));
  }

  private static SheetException unreadable(Exception broken) {
    for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
      if (cause instanceof SheetException known) {
        return known;
      }
    }
    return new SheetException(
        "it is no XLSX workbook that can be read: it is broken, in the old format XLS, or has a"
            + " password");
  }

  private static String only(Map<String, Link> links, String type) throws SheetException {
    return target(links, type)
        .orElseThrow(() -> new SheetException("the file has no workbook in it"));
  }

  private static Optional<String> target(Map<String, Link> links, String type) {
    return links.values().stream()
        .filter(link -> link.type().equals(type))
        .map(Link::target)
        .findFirst();
  }

  private record Listed(String link, boolean from1904) {}

  private static Listed sheet(XMLStreamReader xml, SheetChoice choice)
      throws XMLStreamException, SheetException {
    boolean from1904 = false;
    List<String> names = new ArrayList<>();
    Optional<String> link = Optional.empty();
    while (xml.hasNext()) {
      if (xml.next() != XMLStreamReader.START_ELEMENT) {
        continue;
      }
      if (xml.getLocalName().equals("workbookPr")) {
        String written = Parts.attribute(xml, "date1904").orElse("");
        from1904 = written.equals("1") || written.equals("true");
      } else if (xml.getLocalName().equals("sheet")) {
        String name = Parts.attribute(xml, "name").orElse("");
        names.add(name);
        if (link.isEmpty() && choice.name().orElse(name).equals(name)) {
          link = Parts.attribute(xml, "id");
        }
      }
    }
    if (link.isEmpty()) {
      throw new SheetException(
          choice.name().isPresent()
              ? "the workbook has no sheet '" + choice.name().get() + "', but " + names
              : "the workbook has no sheet");
    }
    return new Listed(link.get(), from1904);
  }

  private static NumberFormats formats(XMLStreamReader xml)
      throws XMLStreamException, SheetException {
    List<Integer> ids = new ArrayList<>();
    Map<Integer, String> codes = new HashMap<>();
    boolean inCells = false;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("cellXfs")) {
        inCells = false;
      } else if (event == XMLStreamReader.START_ELEMENT) {
        inCells |= xml.getLocalName().equals("cellXfs");
        int id = Integer.parseInt(Parts.attribute(xml, "numFmtId").orElse("0"));
        if (xml.getLocalName().equals("xf") && inCells) {
          ids.add(id);
        } else if (xml.getLocalName().equals("numFmt")) {
          codes.put(id, Parts.attribute(xml, "formatCode").orElse(""));
        }
      }
      if (ids.size() + codes.size() > MOST_FORMATS) {
        throw new SheetException("the workbook has more than " + MOST_FORMATS + " formats");
      }
    }
    return new NumberFormats(ids, codes);
  }
}
