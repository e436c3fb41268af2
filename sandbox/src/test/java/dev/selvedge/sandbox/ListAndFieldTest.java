package dev.selvedge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListAndFieldTest {
  private SandboxServer server;
  private Caller caller;

  @BeforeEach
  void start() {
    server = SandboxServer.start(SandboxConfig.unthrottled());
    caller = new Caller(server);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void a_list_is_made_joined_left_and_deleted() {
    Caller.Got list = caller.post("/v2/address-books", "{'Name':'VIP','Visibility':'Public'}");
    assertThat(list.status()).isEqualTo(201);
    String path = "/v2/address-books/" + list.json().path("id").asInt();
    int contact =
        caller.post(path + "/contacts", "{'Email':'ada@example.com'}").json().path("id").asInt();

    assertThat(caller.get(path).json().path("contacts").asInt()).isEqualTo(1);
    assertThat(caller.delete(path + "/contacts/" + contact).status()).isEqualTo(204);
    assertThat(caller.get(path).json().path("contacts").asInt()).isZero();
    assertThat(caller.put(path, "{'name':'Gold'}").at("/name")).isEqualTo("Gold");
    assertThat(caller.delete(path).status()).isEqualTo(204);
    assertThat(caller.get(path).at("/message")).contains("ERROR_ADDRESSBOOK_NOT_FOUND");
  }

  @Test
  void reserved_and_taken_names_are_refused() {
    assertThat(caller.post("/v2/address-books", "{'name':'test'}").at("/message"))
        .contains("ERROR_ADDRESSBOOK_DUPLICATE");
    assertThat(caller.delete("/v2/address-books/50001").at("/message"))
        .contains("ERROR_ADDRESSBOOK_NOTWRITABLE");
  }

  @Test
  void a_field_is_made_once_in_any_case_and_takes_its_type_only() {
    assertThat(
            caller.post("/v2/data-fields", "{'name':'total_spend','type':'numeric'}").at("/name"))
        .isEqualTo("TOTAL_SPEND");
    assertThat(
            caller.post("/v2/data-fields", "{'name':'TOTAL_SPEND','type':'String'}").at("/message"))
        .isEqualTo("Field already exists. ERROR_NON_UNIQUE_DATAFIELD");

    String ada = "/contacts/v3/email/ada@example.com";
    caller.patch(
        ada, "{'identifiers':{'email':'ada@example.com'},'dataFields':{'TOTAL_SPEND':12.50}}");
    assertThat(caller.get(ada).text()).contains("\"TOTAL_SPEND\":12.50");
    assertThat(caller.patch(ada, "{'dataFields':{'TOTAL_SPEND':'much'}}").status()).isEqualTo(400);
  }

  @Test
  void names_the_platform_refuses_are_refused() {
    assertThat(caller.post("/v2/data-fields", "{'name':'email','type':'String'}").status())
        .isEqualTo(400);
    assertThat(
            caller
                .post("/v2/data-fields", "{'name':'A_NAME_THAT_IS_TOO_LONG','type':'String'}")
                .status())
        .isEqualTo(400);
  }

  @Test
  void deleting_a_field_says_what_depends_on_it() {
    caller.post("/v2/data-fields", "{'name':'SHOE','type':'String'}");

    assertThat(caller.delete("/v2/data-fields/shoe").json().path("result").asBoolean()).isTrue();
    assertThat(caller.delete("/v2/data-fields/LASTSUBSCRIBED").json().path("result").asBoolean())
        .isFalse();
  }

  @Test
  void custom_identifiers_find_contacts() {
    assertThat(caller.post("/configuration/v3/customIdentifiers", "{'name':'erpId'}").status())
        .isEqualTo(201);
    caller.post("/contacts/v3", "{'identifiers':{'email':'ada@example.com','erpId':'C-1'}}");

    assertThat(caller.get("/contacts/v3/erpId/C-1").at("/identifiers/email"))
        .isEqualTo("ada@example.com");
    assertThat(caller.post("/configuration/v3/customIdentifiers", "{'name':'erpId'}").status())
        .isEqualTo(409);
    assertThat(caller.delete("/configuration/v3/customIdentifiers/erpId").at("/errorCode"))
        .isEqualTo("customIdentifiers:inUse");
  }
}
