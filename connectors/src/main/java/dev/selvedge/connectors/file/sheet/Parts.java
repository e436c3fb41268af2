package dev.selvedge.connectors.file.sheet;

import dev.selvedge.connectors.file.sheet.GuardedStream.Budget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The parts of a workbook: a ZIP file of XML files that name each other by relationships. Confined
/// to one thread.
final class Parts implements AutoCloseable {
  private static final int MOST_PARTS = 10_000;

  /// The most bytes of everything but the rows and the texts of cells. Styles that grew over years
  /// of copying reach some megabytes.
  private static final long MOST_SMALL = 30_000_000;

  private static final XMLInputFactory XML = factory();

  private final ZipFile zip;
  private final Budget budget;

  /// For what is held in memory as a whole.
  private final Budget small;

  Parts(Path book, long mostBytes) throws IOException {
    this.zip = new ZipFile(book.toFile());
    this.budget = new Budget(mostBytes);
    this.small = new Budget(Math.min(mostBytes, MOST_SMALL));
    if (zip.size() > MOST_PARTS) {
      zip.close();
      throw new SheetException("the workbook has more than " + MOST_PARTS + " parts");
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  /// One part, read in order.
  ///
  /// @throws SheetException when it is not there
  XMLStreamReader open(String name) throws IOException, XMLStreamException {
    return open(name, budget);
  }

  /// The same, of a part that is held in memory as a whole.
  XMLStreamReader openSmall(String name) throws IOException, XMLStreamException {
    return open(name, small);
  }

  private XMLStreamReader open(String name, Budget left) throws IOException, XMLStreamException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new SheetException("the workbook has no part '" + name + "'");
    }
    return XML.createXMLStreamReader(new GuardedStream(zip.getInputStream(entry), left));
  }

  /// One relationship of a part.
  ///
  /// @param type its last word, such as `worksheet`
  /// @param target the name of a part
  record Link(String type, String target) {}

  /// The relationships of a part, by their ids; of the whole workbook for an empty name.
  Map<String, Link> links(String part) throws IOException, XMLStreamException {
    int slash = part.lastIndexOf('/') + 1;
    String folder = part.substring(0, slash);
    Map<String, Link> links = new HashMap<>();
    XMLStreamReader xml = openSmall(folder + "_rels/" + part.substring(slash) + ".rels");
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamReader.START_ELEMENT
          && xml.getLocalName().equals("Relationship")
          && links.size() < MOST_PARTS) {
        String type = attribute(xml, "Type").orElse("");
        String target = attribute(xml, "Target").orElse("");
        String name =
            target.startsWith("/")
                ? target.substring(1)
                : Path.of("/" + folder).resolve(target).normalize().toString().substring(1);
        links.put(
            attribute(xml, "Id").orElse(""),
            new Link(type.substring(type.lastIndexOf('/') + 1), name));
      }
    }
    return links;
  }

  static Optional<String> attribute(XMLStreamReader xml, String name) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (xml.getAttributeLocalName(i).equals(name)) {
        return Optional.of(xml.getAttributeValue(i));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
