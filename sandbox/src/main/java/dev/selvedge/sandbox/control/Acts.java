package dev.selvedge.sandbox.control;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Handler;
import dev.selvedge.sandbox.call.Refused;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.contact.Contact;
import dev.selvedge.sandbox.contact.ContactJson;
import dev.selvedge.sandbox.contact.EmailStatus;
import dev.selvedge.sandbox.contact.PhoneStatus;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.time.MovableClock;
import dev.selvedge.sandbox.time.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What recipients and marketers do, and what only a sandbox can: these change the account and are
/// kept in the state file.
public final class Acts {
  private static final String ONE = "/__sandbox/contacts/{who}/";

  private final Account account;
  private final MovableClock clock;

  public Acts(Account account, MovableClock clock) {
    this.account = account;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        act("/__sandbox/clock", this::moveClock),
        Route.of("PATCH", "/__sandbox/settings", Tier.UNLIMITED, this::changeSettings),
        act("/__sandbox/suppressions", this::ban),
        act(ONE + "unsubscribe", this::unsubscribe),
        act(ONE + "suppress", call -> become(call, EmailStatus.SUPPRESSED)),
        act(ONE + "complain", call -> become(call, EmailStatus.ISP_COMPLAINED)),
        act(ONE + "bounce", call -> become(call, EmailStatus.HARD_BOUNCED)),
        act(ONE + "soft-bounce", call -> become(call, EmailStatus.SOFT_BOUNCED)),
        act(ONE + "resubscribe", call -> become(call, EmailStatus.SUBSCRIBED)),
        act(ONE + "confirm", this::confirm),
        act(ONE + "field", this::setField),
        act(ONE + "sms", this::setSms),
        act(ONE + "list-opt-out", this::optOutOfList),
        act(ONE + "preference", this::choose),
        act(ONE + "delete", this::delete));
  }

  private static Route act(String path, Handler.Simple handler) {
    return Route.of("POST", path, Tier.UNLIMITED, handler);
  }

  private Answer moveClock(Call call) {
    JsonNode body = body(call);
    Optional<Instant> to = Json.text(body, "to").flatMap(Times::read);
    if (to.isPresent()) {
      clock.moveTo(to.get());
    } else {
      clock.advance(
          Duration.ofMillis(
              Json.whole(body, "millis").orElse(0L)
                  + Json.whole(body, "seconds").orElse(0L) * 1000));
    }
    return Answer.ok(Json.object().put("now", Times.wire(clock.instant())));
  }

  private Answer changeSettings(Call call) {
    try {
      account.change(account.settings().with(body(call)));
    } catch (JacksonException e) {
      throw bad("The settings are not valid: " + e.getOriginalMessage());
    }
    return Answer.ok(Json.MAPPER.valueToTree(account.settings()));
  }

  private Answer ban(Call call) {
    String address =
        Json.text(body(call), "address").orElseThrow(() -> bad("There is no 'address'"));
    account.contacts().suppressions().banGlobally(address);
    Contact contact = account.contacts().book().findLive("email", address);
    if (contact != null) {
      account.contacts().statuses().become(contact, EmailStatus.SHARED_SUPPRESSION, now(call));
    }
    return Answer.empty(204);
  }

  private Answer become(Call call, EmailStatus status) {
    Contact contact = who(call);
    account.contacts().statuses().become(contact, status, now(call));
    return shown(contact);
  }

  /// By the link in a mail, which is an event of its own.
  private Answer unsubscribe(Call call) {
    Contact contact = who(call);
    if (contact.emailStatus() != EmailStatus.UNSUBSCRIBED) {
      happened("interaction.unsubscribe", contact, call);
    }
    return become(call, EmailStatus.UNSUBSCRIBED);
  }

  private void happened(String type, Contact contact, Call call) {
    String id = account.jobs().nextId();
    account
        .exports()
        .happened(
            id,
            type,
            call.now(),
            Json.object()
                .put("contactId", contact.id())
                .put("eventId", id)
                .put("userAccountId", Account.ID)
                .put("timeStamp", Times.wire(call.now())));
  }

  private Answer confirm(Call call) {
    Contact contact = who(call);
    if (!account.contacts().statuses().confirm(contact, now(call))) {
      throw new Refused(error(409, "There is no challenge to confirm"));
    }
    return shown(contact);
  }

  private Answer setField(Call call) {
    Contact contact = who(call);
    JsonNode body = body(call);
    String name = Json.text(body, "name").orElseThrow(() -> bad("There is no 'name'"));
    String value = Json.text(body, "value").orElse("");
    if (!account.contacts().writer().setByHand(contact, name, value, now(call))) {
      throw bad("The field does not exist or does not take this value");
    }
    return shown(contact);
  }

  private Answer setSms(Call call) {
    Contact contact = who(call);
    PhoneStatus status =
        Json.text(body(call), "status")
            .flatMap(PhoneStatus::read)
            .orElseThrow(() -> bad("There is no valid 'status'"));
    account.contacts().statuses().becomeOnSms(contact, status, now(call));
    return shown(contact);
  }

  private Answer optOutOfList(Call call) {
    Contact contact = who(call);
    Json.whole(body(call), "list")
        .flatMap(account.contacts().lists()::find)
        .orElseThrow(() -> bad("There is no such 'list'"))
        .optOut(contact, call.now());
    return shown(contact);
  }

  private Answer choose(Call call) {
    Contact contact = who(call);
    JsonNode body = body(call);
    int id = Json.whole(body, "id").orElseThrow(() -> bad("There is no 'id'")).intValue();
    boolean optedIn = Json.truth(body, "isOptedIn").orElse(false);
    account.contacts().statuses().choose(contact, id, optedIn, now(call));
    happened("contact.preferenceUpdated", contact, call);
    return shown(contact);
  }

  private Answer delete(Call call) {
    Contact contact = who(call);
    account.contacts().statuses().bin(contact, now(call));
    return Answer.empty(204);
  }

  private Contact who(Call call) {
    @Nullable Contact contact = account.contacts().book().findByIdOrEmail(call.variable("who"));
    if (contact == null) {
      throw new Refused(error(404, "There is no such contact"));
    }
    return contact;
  }

  private Answer shown(Contact contact) {
    return Answer.ok(new ContactJson(account.contacts()).whole(contact));
  }

  private static long now(Call call) {
    return call.now().toEpochMilli();
  }

  static JsonNode body(Call call) {
    if (call.body().length == 0) {
      return Json.object();
    }
    try {
      return Json.MAPPER.readTree(call.body());
    } catch (JacksonException e) {
      throw bad("The body is not valid JSON");
    }
  }

  static Refused bad(String why) {
    return new Refused(error(400, why));
  }

  static Answer error(int status, String why) {
    return Answer.json(status, Json.object().put("error", why));
  }
}
