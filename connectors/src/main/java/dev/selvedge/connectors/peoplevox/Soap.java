package dev.selvedge.connectors.peoplevox;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/// Writes and reads the envelopes of Peoplevox's integration service.
final class Soap {
  static final String NAMESPACE = "http://www.peoplevox.net/";

  private static final String ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final XMLOutputFactory WRITERS = XMLOutputFactory.newDefaultFactory();
  private static final XMLInputFactory READERS = readers();

  private Soap() {}

  private static XMLInputFactory readers() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }

  /// What is asked.
  ///
  /// @param action such as `GetReportData`
  /// @param header members of `UserSessionCredentials`; none before the log-in
  /// @param wrapper the element around the members; empty for none
  record Question(
      String action, Map<String, String> header, String wrapper, Map<String, String> members) {}

  /// What was answered.
  ///
  /// @param ok whether it is no error and no fault
  /// @param total rows that there are, where the answer says so; else 0
  /// @param detail what was asked for, or the words of the error
  record Answer(boolean ok, long total, String detail) {
    @Override
    public String toString() {
      return "Answer[ok=" + ok + "]";
    }
  }

  static String write(Question question) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = WRITERS.createXMLStreamWriter(text);
      xml.writeStartDocument("utf-8", "1.0");
      xml.writeStartElement("soap", "Envelope", ENVELOPE);
      xml.writeNamespace("soap", ENVELOPE);
      if (!question.header().isEmpty()) {
        xml.writeStartElement("soap", "Header", ENVELOPE);
        open(xml, "UserSessionCredentials");
        members(xml, question.header());
        xml.writeEndElement();
        xml.writeEndElement();
      }
      xml.writeStartElement("soap", "Body", ENVELOPE);
      open(xml, question.action());
      if (!question.wrapper().isEmpty()) {
        xml.writeStartElement(question.wrapper());
      }
      members(xml, question.members());
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException impossible) {
      throw new IllegalStateException("a text in memory takes what is written", impossible);
    }
    return text.toString();
  }

  private static void open(XMLStreamWriter xml, String name) throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeDefaultNamespace(NAMESPACE);
  }

  private static void members(XMLStreamWriter xml, Map<String, String> members)
      throws XMLStreamException {
    for (Map.Entry<String, String> member : members.entrySet()) {
      xml.writeStartElement(member.getKey());
      xml.writeCharacters(member.getValue());
      xml.writeEndElement();
    }
  }

  /// Reads an answer; nothing where it is none, or only a part of one.
  static Optional<Answer> read(String text) {
    String id = "";
    String total = "";
    String detail = "";
    boolean fault = false;
    try {
      XMLStreamReader xml = READERS.createXMLStreamReader(new StringReader(text));
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT) {
          switch (xml.getLocalName()) {
            case "ResponseId" -> id = xml.getElementText().strip();
            case "TotalCount" -> total = xml.getElementText().strip();
            case "Detail" -> detail = xml.getElementText();
            case "faultstring" -> {
              fault = true;
              detail = xml.getElementText();
            }
            default -> {
              // an element around these, or one that nobody needs
            }
          }
        }
      }
    } catch (XMLStreamException broken) {
      return Optional.empty();
    }
    if (id.isEmpty() && !fault) {
      return Optional.empty();
    }
    long rows = total.matches("\\d{1,12}") ? Long.parseLong(total) : 0;
    return Optional.of(new Answer(id.equals("0") && !fault, rows, detail));
  }
}
