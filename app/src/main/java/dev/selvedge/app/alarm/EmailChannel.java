package dev.selvedge.app.alarm;

import dev.selvedge.app.mail.Mail;
import dev.selvedge.app.mail.Smtp;
import dev.selvedge.watch.alarm.Change;
import dev.selvedge.watch.alarm.Channel;
import dev.selvedge.watch.alarm.Notice;
import dev.selvedge.watch.alarm.Severity;

/// Letters, plain text, one a notice, and by one name however often it is sent.
record EmailChannel(Smtp smtp, Wording wording) implements Channel {
  @Override
  public String name() {
    return smtp.plan().name();
  }

  @Override
  public boolean wants(Change change) {
    return change != Change.ACKNOWLEDGED;
  }

  @Override
  public Answer tell(Notice notice) {
    Wording.Message message = wording.message(notice);
    return smtp.send(
        new Mail(
            "alarm." + notice.id() + "." + wording.brand(),
            smtp.plan().to(),
            message.subject(),
            text(message),
            "",
            message.severity() == Severity.CRITICAL && !message.over()));
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
}
