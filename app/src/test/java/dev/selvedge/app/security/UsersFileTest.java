package dev.selvedge.app.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/// The users' file: what is written is read back, by us and by others, and nothing leaks.
class UsersFileTest {
  private static final Secret PASSWORD = new Secret("correct horse battery");

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("users.yaml");
  }

  @Test
  void a_user_who_was_added_is_found_in_any_case_with_the_password_only_as_a_hash()
      throws IOException {
    UsersFile.in(folder).addUser("Ada", PASSWORD, Role.OPERATOR);
    User ada = UsersFile.in(folder).find("ADA").orElseThrow();

    assertThat(ada.name()).isEqualTo("ada");
    assertThat(ada.role()).isEqualTo(Role.OPERATOR);
    assertThat(new BCryptPasswordEncoder().matches(PASSWORD.reveal(), ada.passwordHash())).isTrue();
    assertThat(Files.readString(file())).doesNotContain(PASSWORD.reveal());
    assertThat(ada.toString()).doesNotContain("$2a$");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void adding_again_replaces_and_keeps_the_others() {
    UsersFile users = UsersFile.in(folder);
    users.addUser("ada", PASSWORD, Role.VIEWER);
    users.addUser("bob", PASSWORD, Role.VIEWER);
    users.addUser("ada", PASSWORD, Role.ADMIN);

    assertThat(UsersFile.in(folder).all()).containsOnlyKeys("ada", "bob");
    assertThat(UsersFile.in(folder).find("ada").orElseThrow().role()).isEqualTo(Role.ADMIN);
  }

  @Test
  void a_change_of_the_file_counts_without_a_restart() throws IOException {
    UsersFile users = UsersFile.in(folder);
    assertThat(users.find("ada")).isEmpty();
    UsersFile.in(folder).addUser("ada", PASSWORD, Role.VIEWER);
    assertThat(users.find("ada")).isPresent();
    Files.delete(file());
    assertThat(users.find("ada")).isEmpty();
  }

  @Test
  void a_file_that_cannot_be_understood_is_an_error_that_quotes_nothing() throws IOException {
    for (String broken :
        List.of(
            "users: {ada: {password: hunter2, role: admin}}",
            "users: {ada: [hunter2",
            "users: {'bad name!': {password: hunter2, role: admin}}")) {
      Files.writeString(file(), broken);
      assertThatThrownBy(() -> UsersFile.in(folder).find("ada"))
          .isInstanceOf(UserBookException.class)
          .hasMessageStartingWith("users.yaml")
          .message()
          .doesNotContain("hunter2");
    }
  }

  @Test
  void names_and_passwords_that_cannot_be_used_are_refused() {
    UsersFile users = UsersFile.in(folder);

    assertThatThrownBy(() -> users.addUser("a b", PASSWORD, Role.VIEWER))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> users.addUser("ada", new Secret("too short"), Role.VIEWER))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .doesNotContain("too short");
    assertThatThrownBy(() -> users.addUser("ada", new Secret("ü".repeat(37)), Role.VIEWER))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(file()).doesNotExist();
  }
}
