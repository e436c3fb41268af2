package dev.selvedge.dotdigital.delivery.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.dotdigital.answer.Allowance;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.ApiError;
import dev.selvedge.dotdigital.http.Transmission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The table in the code is the table in its documentation, and every answer has its row.
class AnswerTableTest {
  private static final Path SOURCE =
      Path.of("src/main/java/dev/selvedge/dotdigital/delivery/outcome/AnswerTable.java");

  @Test
  void the_documented_table_is_the_table() throws IOException {
    List<String> documented =
        Files.readString(SOURCE)
            .lines()
            .filter(line -> line.startsWith("/// | ") && !line.contains("| One item |"))
            .map(line -> line.substring("/// ".length()).strip())
            .toList();

    List<String> coded =
        Arrays.stream(AnswerTable.values())
            .map(
                row ->
                    "| %s | %s | %s | %s |"
                        .formatted(
                            row, words(row.word()), words(row.together()), words(row.account())))
            .toList();
    assertThat(documented).containsExactlyElementsOf(coded);
  }

  private static String words(Enum<?> cell) {
    return cell.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  static Stream<Arguments> answers() {
    var none = Allowance.UNSTATED;
    var error = ApiError.NONE;
    return Stream.of(
        Arguments.of(new Answer.Ok<>("", 200, none), AnswerTable.OK),
        Arguments.of(new Answer.NotFound<>(error, none), AnswerTable.NOT_FOUND),
        Arguments.of(new Answer.Conflict<>(error, none), AnswerTable.CONFLICT),
        Arguments.of(new Answer.Rejected<>(400, error, none), AnswerTable.REJECTED),
        Arguments.of(new Answer.Rejected<>(422, error, none), AnswerTable.REJECTED),
        Arguments.of(new Answer.Rejected<>(413, error, none), AnswerTable.TOO_LARGE),
        Arguments.of(new Answer.Rejected<>(301, error, none), AnswerTable.MISDIRECTED),
        Arguments.of(new Answer.Rejected<>(407, error, none), AnswerTable.MISDIRECTED),
        Arguments.of(limited(Answer.Cap.TIER), AnswerTable.TIER_USED_UP),
        Arguments.of(limited(Answer.Cap.HOURLY), AnswerTable.HOUR_USED_UP),
        Arguments.of(limited(Answer.Cap.ENROLMENT), AnswerTable.ENROLMENTS_USED_UP),
        Arguments.of(new Answer.TooManyJobs<>(error, none), AnswerTable.TOO_MANY_JOBS),
        Arguments.of(new Answer.Unauthorised<>(error, none), AnswerTable.UNAUTHORISED),
        Arguments.of(new Answer.Forbidden<>(error, none), AnswerTable.FORBIDDEN),
        Arguments.of(new Answer.Ill<>(503, error, none), AnswerTable.UNAVAILABLE),
        Arguments.of(new Answer.Ill<>(500, error, none), AnswerTable.ILL),
        Arguments.of(ill("ERROR_ADDRESSBOOK_IN_USE"), AnswerTable.BUSY),
        Arguments.of(ill("ERROR_TRANSACTIONAL_DATA_COLLECTION_IS_RESTORING"), AnswerTable.BUSY),
        Arguments.of(new Answer.Lost<>(Transmission.Loss.TIMED_OUT), AnswerTable.LOST),
        Arguments.of(new Answer.Lost<>(Transmission.Loss.CUT), AnswerTable.LOST),
        Arguments.of(new Answer.NotSent<>(Transmission.Obstacle.REFUSED), AnswerTable.NOT_SENT),
        Arguments.of(
            new Answer.NotSent<>(Transmission.Obstacle.NO_FREE_CONNECTION),
            AnswerTable.NO_CONNECTION),
        Arguments.of(new Answer.Unreadable<>(200, "", none), AnswerTable.UNREADABLE));
  }

  private static Answer<String> limited(Answer.Cap cap) {
    return new Answer.RateLimited<>(cap, Instant.EPOCH, ApiError.NONE, Allowance.UNSTATED);
  }

  private static Answer<String> ill(String code) {
    return new Answer.Ill<>(503, new ApiError(code, "", List.of()), Allowance.UNSTATED);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void every_answer_has_its_row(Answer<?> answer, AnswerTable row) {
    assertThat(AnswerTable.of(answer, false)).isEqualTo(row);
  }

  @Test
  void no_row_is_without_an_answer() {
    Set<AnswerTable> reached =
        answers().map(pair -> (AnswerTable) pair.get()[1]).collect(Collectors.toSet());

    assertThat(EnumSet.complementOf(EnumSet.copyOf(reached)))
        .containsExactly(AnswerTable.PART_FORBIDDEN);
    assertThat(AnswerTable.of(new Answer.Forbidden<>(ApiError.NONE, Allowance.UNSTATED), true))
        .isEqualTo(AnswerTable.PART_FORBIDDEN);
  }
}
