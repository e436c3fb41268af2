package dev.selvedge.dotdigital.field;

import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.ApiError;
import dev.selvedge.dotdigital.answer.Caller;
import dev.selvedge.dotdigital.answer.Expect;
import dev.selvedge.dotdigital.http.Request;
import dev.selvedge.dotdigital.http.Target;
import dev.selvedge.dotdigital.json.Json;
import dev.selvedge.dotdigital.json.View;
import java.util.List;

/// The calls about contact data fields (API v2; v3 has none). Safe for use by many threads.
///
/// Create fields before writing to them: what v3 does with a value for a field that does not exist
/// is not documented.
public final class ContactFields {
  private static final Target FIELDS = Target.of("/v2/data-fields");
  private static final String EXISTS = "ERROR_NON_UNIQUE_DATAFIELD";

  private final Caller caller;

  public ContactFields(Caller caller) {
    this.caller = caller;
  }

  /// All fields; there are no pages.
  public Answer<List<ContactField>> list() {
    return caller.call(
        Request.get(FIELDS), Expect.json(body -> View.list(body, ContactField::read)));
  }

  /// Creates a field. One that exists is a [Answer.Conflict], whatever status Dotdigital gives
  /// that.
  public Answer<ContactField> create(NewField field) {
    var body =
        Json.object()
            .put("name", field.name())
            .put("type", field.type().wire())
            .put("visibility", field.visibility().wire());
    Answer<ContactField> answer =
        caller.call(Request.post(FIELDS, Json.payload(body)), Expect.json(ContactField::read));
    return answer instanceof Answer.Rejected<ContactField>(_, ApiError error, var allowance)
            && error.is(EXISTS)
        ? new Answer.Conflict<>(error, allowance)
        : answer;
  }

  /// Deletes a field with all its values, unless something uses it.
  public Answer<Removal> delete(String name) {
    return caller.call(Request.delete(FIELDS.segment(name)), Expect.json(Removal::read));
  }
}
