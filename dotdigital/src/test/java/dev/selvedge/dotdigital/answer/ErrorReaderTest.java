package dev.selvedge.dotdigital.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorReaderTest {
  private static ApiError read(String body) {
    return ErrorReader.read(body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "Error: ERROR_PROGRAM_NOT_FOUND, ERROR_PROGRAM_NOT_FOUND",
    "Field already exists. ERROR_NON_UNIQUE_DATAFIELD, ERROR_NON_UNIQUE_DATAFIELD",
    "'ERROR_ENROLMENT_ALLOWANCE_EXCEEDED ', ERROR_ENROLMENT_ALLOWANCE_EXCEEDED",
    "Authorization has been denied for this request., ''"
  })
  void the_code_of_a_v2_error_is_found_inside_its_message(String message, String code) {
    assertThat(read("{\"message\":\"" + message + "\"}"))
        .isEqualTo(new ApiError(code, message, List.of()));
    assertThat(read("{\"Message\":\"" + message + "\"}").code()).isEqualTo(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"item\":\"x@y.z\",\"description\":\"bad\"}]",
        "[{\"item\":\"x@y.z\",\"error\":\"bad\"}]",
        "{\"items\":[{\"item\":\"x@y.z\",\"description\":\"bad\"}]}"
      })
  void details_are_found_in_every_shape(String details) {
    assertThat(
            read(
                "{\"errorCode\":\"contacts:badRequest\",\"description\":\"no\",\"details\":"
                    + details
                    + "}"))
        .isEqualTo(
            new ApiError(
                "contacts:badRequest", "no", List.of(new ApiError.Detail("x@y.z", "bad"))));
  }

  @Test
  void several_errors_at_the_top_become_one_with_details() {
    assertThat(
            read(
                """
                [{"errorCode":"a:one","description":"first"},{"errorCode":"a:two","description":"second"}]
                """))
        .isEqualTo(new ApiError("a:one", "first", List.of(new ApiError.Detail("a:two", "second"))));
  }

  @Test
  void details_of_an_unforeseen_kind_do_no_harm() {
    assertThat(read("{\"errorCode\":\"a:b\",\"description\":\"d\",\"details\":\"none\"}"))
        .isEqualTo(new ApiError("a:b", "d", List.of()));
    assertThat(read("{\"errorCode\":\"a:b\",\"details\":[1,null,{\"odd\":true}]}").code())
        .isEqualTo("a:b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[]", "null", "17", "{", "{\"message\":null}"})
  void what_is_no_error_reads_as_none(String body) {
    assertThat(read(body)).isEqualTo(ApiError.NONE);
  }

  @Test
  void what_uses_a_data_field_is_told_in_the_details() {
    assertThat(read("{\"dependencies\":[\"Used in program 12345\"],\"result\":false}").details())
        .containsExactly(new ApiError.Detail("", "Used in program 12345"));
  }

  @Test
  void the_text_form_shows_the_code_alone() {
    assertThat(read("{\"message\":\"ada@example.com is bad ERROR_INVALID_EMAIL\"}").toString())
        .isEqualTo("ApiError[ERROR_INVALID_EMAIL]");
  }
}
