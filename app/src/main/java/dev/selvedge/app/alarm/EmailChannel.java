package dev.selvedge.app.alarm;

import dev.selvedge.app.config.alarm.ChannelPlan;
import dev.selvedge.app.config.alarm.ChannelPlan.Security;
import dev.selvedge.watch.alarm.Change;
import dev.selvedge.watch.alarm.Channel;
import dev.selvedge.watch.alarm.Notice;
import dev.selvedge.watch.alarm.Severity;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.Properties;

/// Letters over SMTP, plain text, one a notice. A notice has one `Message-ID` however often it is
/// sent, by which mail programs know a repeat.
record EmailChannel(ChannelPlan.Email plan, Wording wording, InstantSource clock)
    implements Channel {
  private static final String WITHIN_MILLIS = "20000";
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  @Override
  public String name() {
    return plan.name();
  }

  @Override
  public boolean wants(Change change) {
    return change != Change.ACKNOWLEDGED;
  }

  @Override
  public Answer tell(Notice notice) {
    Session session = Session.getInstance(properties());
    try {
      Letter letter = letter(session, notice);
      try (Transport transport =
          session.getTransport(plan.security() == Security.TLS ? "smtps" : "smtp")) {
        if (plan.user().isEmpty()) {
          transport.connect();
        } else {
          transport.connect(plan.host(), plan.port(), plan.user(), plan.password().reveal());
        }
        transport.sendMessage(letter, letter.getAllRecipients());
      }
      return new Answer.Taken("accepted by " + plan.host() + " for " + plan.to().size());
    } catch (AuthenticationFailedException e) {
      return failed("refuses the log-in of " + plan.user());
    } catch (AddressException e) {
      return new Answer.Refused("One of the addresses is none: check 'from' and 'to'.");
    } catch (SendFailedException e) {
      return refused(e);
    } catch (MessagingException e) {
      return failed("could not be spoken to: " + e.getClass().getSimpleName() + words(e));
    }
  }

  private static Answer refused(SendFailedException e) {
    boolean some = e.getValidSentAddresses() != null && e.getValidSentAddresses().length > 0;
    return some
        ? new Answer.Taken("accepted for some of the addresses, refused for others")
        : new Answer.Refused("The mail server does not take it" + words(e) + ".");
  }

  private Answer failed(String what) {
    return new Answer.Failed(
        "The mail server " + plan.host() + ":" + plan.port() + " " + what + ".", Duration.ZERO);
  }

  private static String words(MessagingException e) {
    String message = String.valueOf(e.getMessage()).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return message.isEmpty()
        ? ""
        : " (" + message.substring(0, Math.min(200, message.length())) + ")";
  }

  private Properties properties() {
    String protocol = plan.security() == Security.TLS ? "mail.smtps." : "mail.smtp.";
    Properties properties = new Properties();
    properties.put(protocol + "host", plan.host());
    properties.put(protocol + "port", Integer.toString(plan.port()));
    properties.put(protocol + "auth", Boolean.toString(!plan.user().isEmpty()));
    properties.put(protocol + "connectiontimeout", WITHIN_MILLIS);
    properties.put(protocol + "timeout", WITHIN_MILLIS);
    properties.put(protocol + "writetimeout", WITHIN_MILLIS);
    properties.put(protocol + "sendpartial", "true");
    properties.put(protocol + "ssl.checkserveridentity", "true");
    if (plan.security() == Security.STARTTLS) {
      properties.put(protocol + "starttls.enable", "true");
      properties.put(protocol + "starttls.required", "true");
    }
    return properties;
  }

  private Letter letter(Session session, Notice notice) throws MessagingException {
    Wording.Message message = wording.message(notice);
    Letter letter = new Letter(session, messageId(notice));
    letter.setFrom(new InternetAddress(plan.from()));
    for (String to : plan.to()) {
      letter.addRecipients(Message.RecipientType.TO, InternetAddress.parse(to));
    }
    letter.setSubject(message.subject(), UTF_8);
    letter.setSentDate(Date.from(clock.instant()));
    letter.setHeader("Auto-Submitted", "auto-generated");
    letter.setHeader("X-Auto-Response-Suppress", "All");
    if (message.severity() == Severity.CRITICAL && !message.over()) {
      letter.setHeader("Importance", "high");
    }
    letter.setText(text(message), UTF_8);
    letter.saveChanges();
    return letter;
  }

  private String messageId(Notice notice) throws AddressException {
    String sender = new InternetAddress(plan.from()).getAddress();
    String domain = sender.substring(sender.lastIndexOf('@') + 1);
    return "<alarm." + notice.id() + "." + wording.brand() + "@" + domain + ">";
  }

  private static String text(Wording.Message message) {
    StringBuilder text = new StringBuilder();
    if (!message.doubt().isEmpty()) {
      text.append(message.doubt()).append("\r\n\r\n");
    }
    for (Wording.Section section : message.sections()) {
      text.append(section.heading()).append("\r\n\r\n");
      text.append(section.what()).append("\r\n\r\n");
      section
          .facts()
          .forEach(
              fact -> text.append(fact.label()).append(": ").append(fact.text()).append("\r\n"));
      text.append("Alarm ").append(section.number()).append(": ").append(section.link());
      text.append("\r\n\r\n");
    }
    return text.toString();
  }

  /// A letter that keeps its own Message-ID.
  private static final class Letter extends MimeMessage {
    private final String id;

    Letter(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
