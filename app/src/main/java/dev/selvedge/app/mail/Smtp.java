package dev.selvedge.app.mail;

import dev.selvedge.Masking;
import dev.selvedge.app.config.alarm.ChannelPlan;
import dev.selvedge.app.config.alarm.ChannelPlan.Security;
import dev.selvedge.watch.alarm.Channel.Answer;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/// Sends letters to a mail server. A letter has one `Message-ID` however often it is sent, by which
/// mail programs know a repeat. Safe for use by many threads.
///
/// @param trust makes TLS connections, and says whom it trusts; empty for the authorities that the
///     Java runtime knows
public record Smtp(ChannelPlan.Email plan, InstantSource clock, Optional<SSLSocketFactory> trust) {
  private static final System.Logger LOG = System.getLogger(Smtp.class.getName());
  private static final String WITHIN_MILLIS = "20000";
  private static final String UTF_8 = StandardCharsets.UTF_8.name();
  private static final int SAID_AT_MOST = 200;
  private static final int CAUSES_AT_MOST = 20;
  private static final int LASTING = 500;

  /// As the project says.
  public Smtp(ChannelPlan.Email plan, InstantSource clock) {
    this(plan, clock, Optional.empty());
  }

  /// Sends one, and says what the server made of it: an address that it refuses keeps it from no
  /// other.
  public Answer send(Mail mail) {
    Session session = Session.getInstance(properties());
    try {
      Letter letter = letter(session, mail);
      Transport transport =
          session.getTransport(plan.security() == Security.TLS ? "smtps" : "smtp");
      try {
        if (plan.user().isEmpty()) {
          transport.connect();
        } else {
          transport.connect(plan.host(), plan.port(), plan.user(), plan.password().reveal());
        }
        transport.sendMessage(letter, letter.getAllRecipients());
      } finally {
        hangUp(transport);
      }
      return new Answer.Taken("accepted by " + plan.host() + " for " + mail.to().size());
    } catch (AuthenticationFailedException e) {
      return failed(
          "refuses the log-in of " + plan.user() + words(e) + ": check 'user' and 'password'");
    } catch (AddressException e) {
      return new Answer.Refused("One of the addresses is none: check 'from' and 'to'.");
    } catch (SendFailedException e) {
      return refused(e);
    } catch (MessagingException e) {
      return failed(spoken(e));
    }
  }

  /// The letter is taken or not by then: a server that takes no leave properly changes nothing of
  /// that, and must not have it sent again.
  private static void hangUp(Transport transport) {
    try {
      transport.close();
    } catch (MessagingException e) {
      LOG.log(Level.DEBUG, "mail: the server did not take leave", e);
    }
  }

  private Answer refused(SendFailedException e) {
    List<SMTPAddressFailedException> failures =
        causes(e).stream()
            .filter(SMTPAddressFailedException.class::isInstance)
            .map(SMTPAddressFailedException.class::cast)
            .toList();
    String whom = whom(failures);
    Address[] sent = e.getValidSentAddresses();
    if (sent != null && sent.length > 0) {
      String said = "accepted for " + sent.length + " of the addresses, and not for " + whom;
      LOG.log(Level.WARNING, "mail: {0} {1}", plan.host(), said);
      return new Answer.Taken(said);
    }
    if (failures.isEmpty() && isForNow(e)) {
      return failed("does not take it now" + words(e));
    }
    if (failures.isEmpty()) {
      return new Answer.Refused("The mail server does not take it" + words(e) + ".");
    }
    return failures.stream().allMatch(one -> one.getReturnCode() >= LASTING)
        ? new Answer.Refused(
            "The mail server " + plan.host() + " does not take letters for " + whom + ".")
        : failed("does not take letters now for " + whom);
  }

  /// Whether the letter is welcome another time: the server said so, or nothing before it hung up.
  private static boolean isForNow(SendFailedException e) {
    return causes(e).stream()
        .anyMatch(
            one ->
                one instanceof SMTPSendFailedException failed && failed.getReturnCode() < LASTING);
  }

  private static String whom(List<SMTPAddressFailedException> failures) {
    return failures.stream()
        .map(one -> Masking.mask(one.getAddress().getAddress()) + words(one))
        .collect(Collectors.joining(", "));
  }

  /// What went wrong before anything was said of the letter.
  private String spoken(MessagingException e) {
    for (Throwable cause : causes(e)) {
      String said = String.valueOf(cause.getMessage());
      if (said.contains("STARTTLS is required")) {
        return "does not offer STARTTLS: check 'port', and 'security', which may have to be 'tls'";
      }
      if (said.contains("Unsupported or unrecognized SSL message")) {
        return "does not begin with TLS: check 'port', and 'security', which may have to be"
            + " 'starttls'";
      }
      if (said.startsWith("Server is not trusted") || said.contains("No subject alternative")) {
        return "shows a certificate of another name than " + plan.host() + ": check 'host'";
      }
    }
    return causes(e).stream()
        .filter(SSLException.class::isInstance)
        .findFirst()
        .map(
            cause ->
                "could not be trusted"
                    + words(cause)
                    + ": its certificate must be of its name, in date, and from an authority that"
                    + " the Java runtime knows")
        .orElseGet(() -> "could not be spoken to: " + e.getClass().getSimpleName() + words(e));
  }

  private static List<Throwable> causes(MessagingException first) {
    List<Throwable> found = new ArrayList<>();
    Deque<Throwable> open = new ArrayDeque<>(List.of(first));
    while (!open.isEmpty() && found.size() < CAUSES_AT_MOST) {
      Throwable one = open.removeFirst();
      if (!found.contains(one)) {
        found.add(one);
      }
      if (one.getCause() != null && !found.contains(one.getCause())) {
        open.add(one.getCause());
      }
      // a list of its own, of what else went wrong
      if (one instanceof MessagingException more
          && more.getNextException() != null
          && !found.contains(more.getNextException())) {
        open.add(more.getNextException());
      }
    }
    return found;
  }

  private Answer failed(String what) {
    return new Answer.Failed(
        "The mail server " + plan.host() + ":" + plan.port() + " " + what + ".", Duration.ZERO);
  }

  /// What a server says may have addresses in it: they are masked before it is cut, since the half
  /// of one is not known for one.
  private static String words(Throwable e) {
    String line = String.valueOf(e.getMessage()).replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    String message = Masking.maskAddresses(line);
    String shown = message.substring(0, Math.min(SAID_AT_MOST, message.length()));
    return message.isEmpty() ? "" : " (" + shown + ")";
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
    trust.ifPresent(factory -> properties.put(protocol + "ssl.socketFactory", factory));
    if (plan.security() == Security.STARTTLS) {
      properties.put(protocol + "starttls.enable", "true");
      properties.put(protocol + "starttls.required", "true");
    }
    return properties;
  }

  private Letter letter(Session session, Mail mail) throws MessagingException {
    InternetAddress from = new InternetAddress(plan.from());
    String domain = from.getAddress().substring(from.getAddress().lastIndexOf('@') + 1);
    Letter letter = new Letter(session, "<" + mail.name() + "@" + domain + ">");
    letter.setFrom(from);
    for (String to : mail.to()) {
      letter.addRecipients(Message.RecipientType.TO, InternetAddress.parse(to));
    }
    letter.setSubject(mail.subject(), UTF_8);
    letter.setSentDate(Date.from(clock.instant()));
    letter.setHeader("Auto-Submitted", "auto-generated");
    letter.setHeader("X-Auto-Response-Suppress", "All");
    if (mail.urgent()) {
      letter.setHeader("Importance", "high");
    }
    if (mail.html().isEmpty()) {
      letter.setText(mail.text(), UTF_8);
    } else {
      letter.setContent(alternatives(mail));
      letter.setHeader("Content-Language", "en-GB");
    }
    letter.saveChanges();
    return letter;
  }

  /// The best comes last, as RFC 2046 says. Quoted-printable keeps lines short.
  private static MimeMultipart alternatives(Mail mail) throws MessagingException {
    MimeBodyPart text = new MimeBodyPart();
    text.setText(mail.text(), UTF_8);
    text.setHeader("Content-Transfer-Encoding", "quoted-printable");
    MimeBodyPart html = new MimeBodyPart();
    html.setText(mail.html(), UTF_8, "html");
    html.setHeader("Content-Transfer-Encoding", "quoted-printable");
    MimeMultipart both = new MimeMultipart("alternative");
    both.addBodyPart(text);
    both.addBodyPart(html);
    return both;
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
