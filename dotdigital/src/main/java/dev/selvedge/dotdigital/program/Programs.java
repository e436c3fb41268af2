package dev.selvedge.dotdigital.program;

import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.Caller;
import dev.selvedge.dotdigital.answer.Expect;
import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.answer.Slice;
import dev.selvedge.dotdigital.http.Request;
import dev.selvedge.dotdigital.http.Target;
import dev.selvedge.dotdigital.json.Json;
import dev.selvedge.dotdigital.json.View;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The calls about programs and enrolments. Safe for use by many threads.
public final class Programs {
  private static final Target PROGRAMS = Target.of("/v2/programs");
  private static final Target ENROLMENTS = PROGRAMS.fixed("/enrolments");

  private final Caller caller;

  public Programs(Caller caller) {
    this.caller = caller;
  }

  public Answer<List<Program>> list(Slice slice) {
    return caller.call(
        Request.get(slice.on(PROGRAMS)), Expect.json(body -> View.list(body, Program::read)));
  }

  public Answer<Program> get(int programId) {
    return caller.call(
        Request.get(PROGRAMS.segment(Integer.toString(programId))), Expect.json(Program::read));
  }

  /// Enrols. **Not safe to repeat**: after [Answer.Lost] or [Answer.Ill] look with
  /// [#enrolments(Enrolment.State, Slice)] whether it happened. A program that is not active is
  /// [Answer.Rejected] with status 422; more than 20 calls an hour over all programs may be
  /// [Answer.RateLimited].
  public Answer<Enrolment> enrol(NewEnrolment enrolment) {
    return caller.call(
        Request.post(ENROLMENTS, Json.payload(body(enrolment))), Expect.json(Enrolment::read));
  }

  public Answer<Enrolment> enrolment(JobId id) {
    return caller.call(Request.get(ENROLMENTS.segment(id.value())), Expect.json(Enrolment::read));
  }

  /// Who was not let in by an enrolment that has finished; asking costs nothing of the allowance.
  /// While it runs the answer is [Answer.Rejected] with `ERROR_ENROLMENT_IS_PROCESSING`.
  public Answer<List<EnrolmentFault>> faults(JobId id) {
    return caller.call(
        Request.get(ENROLMENTS.segment(id.value()).fixed("/report-faults")),
        (_, body) -> EnrolmentFault.readAll(new String(body, StandardCharsets.UTF_8)));
  }

  /// The enrolments of all programs in one state. In which order they come is not documented.
  ///
  /// @param state not [Enrolment.State#UNKNOWN]
  public Answer<List<Enrolment>> enrolments(Enrolment.State state, Slice slice) {
    if (state == Enrolment.State.UNKNOWN) {
      throw new IllegalArgumentException("enrolments can be asked for as processing or finished");
    }
    return caller.call(
        Request.get(slice.on(ENROLMENTS.segment(state.wire()))),
        Expect.json(body -> View.list(body, Enrolment::read)));
  }

  private static ObjectNode body(NewEnrolment enrolment) {
    ObjectNode body = Json.object().put("programId", enrolment.programId());
    switch (enrolment) {
      case NewEnrolment.OfContacts(_, var contacts) -> {
        var ids = body.putArray("contacts");
        contacts.forEach(contact -> ids.add(contact.number()));
        body.putArray("addressBooks");
      }
      case NewEnrolment.OfLists(_, var listIds) -> {
        // No empty "contacts" beside it: the schema wants at least one item there.
        var ids = body.putArray("addressBooks");
        listIds.forEach(ids::add);
      }
    }
    return body;
  }
}
