package io.cama.ops.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.cama.house.PlantedKey;
import io.cama.model.RunState;
import io.cama.ops.control.By.Role;
import io.cama.ops.http.route.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the API tells and does, held against its document. */
class HttpApiTest {
    private static final String API = "/api/v1";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path home;

    private static ServedHome served;
    private static JsonNode document;
    private static String run;

    private final List<HttpAnswer> answers = new ArrayList<>();

    @BeforeAll
    static void serve() throws Exception {
        served = new ServedHome(home, Map.of());
        document = new YAMLMapper()
                .readTree(Path.of("src/main/resources/cama/openapi.yaml").toFile());
        run = served.process("words.csv", "apple", "nothing", "pear");
        await().until(() ->
                served.client(Role.VIEWER).get("/observe/health/ready").status() == 200);
    }

    @AfterAll
    static void end() {
        served.close();
    }

    @AfterEach
    void noAnswerHoldsASecret() {
        assertThat(answers).isNotEmpty().allSatisfy(answer -> assertThat(answer.head() + answer.body())
                .doesNotContain(PlantedKey.KEY)
                .doesNotContain(served.token(Role.VIEWER))
                .doesNotContain(served.token(Role.OPERATOR))
                .doesNotContain(served.token(Role.ADMIN)));
    }

    private HttpAnswer get(String path) throws IOException {
        return checked("get", path, served.client(Role.ADMIN).get(path));
    }

    private HttpAnswer post(String path, String json) throws IOException {
        return checked("post", path, served.client(Role.ADMIN).post(path, json));
    }

    private HttpAnswer put(String path, String json) throws IOException {
        return checked("put", path, served.client(Role.ADMIN).put(path, json));
    }

    /** Holds an answer against what the document says of its path, method, status and type. */
    private HttpAnswer checked(String method, String path, HttpAnswer answer) throws IOException {
        answers.add(answer);
        String template = served.face()
                .routes()
                .find(method.toUpperCase(Locale.ROOT), path.replaceFirst("\\?.*", ""))
                .route()
                .template();
        JsonNode responses = document.at("/paths").path(template).path(method).path("responses");
        String status = String.valueOf(answer.status());
        JsonNode response =
                responses.has(status) ? responses.path(status) : document.at("/components/responses/Problem");
        String type = answer.header("Content-Type").orElseThrow().replaceFirst(";.*", "");
        JsonNode schema = response.path("content").path(type).path("schema");
        assertThat(schema.isMissingNode())
                .as("%s %s answers %s as %s", method, path, status, type)
                .isFalse();
        if (type.endsWith("json")) {
            assertThat(schema(schema).validate(answer.json()))
                    .as(method + " " + path + ": " + answer.body())
                    .isEmpty();
        }
        return answer;
    }

    private static JsonSchema schema(JsonNode part) throws IOException {
        JsonNode whole = JSON.createObjectNode()
                .<com.fasterxml.jackson.databind.node.ObjectNode>setAll(
                        (com.fasterxml.jackson.databind.node.ObjectNode) part.deepCopy())
                .set("components", document.path("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of("urn:cama:api"), whole);
    }

    @Test
    void theDocumentAndTheTableNameTheSameRoutesAndRoles() throws IOException {
        Set<String> table = new TreeSet<>();
        for (Route route : served.face().routes().all()) {
            table.add(route.method() + " " + route.template() + " "
                    + (route.needed() == null ? "anybody" : route.needed()));
        }
        Set<String> told = new TreeSet<>();
        document.path("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> told.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey() + " "
                        + method.getValue().path("x-cama-role").asText())));

        assertThat(told).isEqualTo(table).hasSizeGreaterThan(35);
        assertThat(get("/openapi.yaml").body()).startsWith("openapi: 3.1.0");
        assertThat(get("/openapi.json").json()).isEqualTo(document);
    }

    @Test
    void everyParameterOfAPathIsInTheDocument() throws IOException {
        document.path("paths").properties().forEach(path -> path.getValue().forEach(operation -> {
            Set<String> named = new TreeSet<>();
            operation.path("parameters").forEach(parameter -> {
                JsonNode known = document.at(parameter.path("$ref").asText().substring(1));
                if (known.path("in").asText().equals("path")) {
                    named.add("{" + known.path("name").asText() + "}");
                }
            });
            Set<String> there = new TreeSet<>();
            java.util.regex.Pattern.compile("\\{[a-z]+}")
                    .matcher(path.getKey())
                    .results()
                    .forEach(one -> there.add(one.group()));
            assertThat(named).as(path.getKey()).isEqualTo(there);
        }));
        assertThat(get("/openapi.yaml").status()).isEqualTo(200);
    }

    @Test
    void everythingThatCanBeLookedAtIsAsTheDocumentSays() throws IOException {
        for (Route route : served.face().routes().all()) {
            String path = route.template()
                    .replace("{run}", run)
                    .replace("{position}", "2")
                    .replace("{job}", "plain")
                    .replace("{id}", run + "-2");
            if (route.method().equals("GET") && !path.endsWith("/events")) {
                assertThat(get(path).status()).as(path).isEqualTo(200);
            }
        }
    }

    @Test
    void inMaintenanceReadinessFallsAndTheAnswersAreStillAsTheDocumentSays() throws IOException {
        put(API + "/maintenance", "{\"on\":true,\"reason\":\"new disk\"}");
        try {
            HttpAnswer ready = get("/observe/health/ready");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.body()).contains("cama-intake", "new disk");
            HttpAnswer health = get("/observe/health");
            assertThat(health.json().path("readiness").path("status").asText()).isEqualTo("DOWN");
        } finally {
            put(API + "/maintenance", "{\"on\":false}");
        }
    }

    /** A comma that ends a text in braces begins another member, which is null. */
    @Test
    void noTextOfTheDocumentIsCutOffAtAComma() throws IOException {
        List<String> cut = new ArrayList<>();
        cutOff("", document, cut);

        assertThat(cut).isEmpty();
        assertThat(get("/openapi.json")
                        .json()
                        .path("tags")
                        .path(0)
                        .path("description")
                        .asText())
                .isEqualTo("Health, meters, events");
    }

    private static void cutOff(String where, JsonNode node, List<String> cut) {
        node.properties().forEach(member -> {
            if (member.getValue().isNull()) {
                cut.add(where + "/" + member.getKey());
            }
            cutOff(where + "/" + member.getKey(), member.getValue(), cut);
        });
        if (node.isArray()) {
            node.forEach(one -> cutOff(where, one, cut));
        }
    }

    @Test
    void aRunItsItemsAndItsDeadLetterAreTold() throws IOException {
        JsonNode told = get(API + "/runs/" + run).json();
        assertThat(told.path("state").asText()).isEqualTo("DONE");
        assertThat(told.path("rows").asInt()).isEqualTo(3);
        assertThat(told.path("dead").asInt()).isEqualTo(1);
        assertThat(get(API + "/runs/" + run.substring(0, 8)).json()).isEqualTo(told);

        JsonNode first = get(API + "/runs/" + run + "/items?limit=2").json();
        assertThat(first.path("items")).hasSize(2);
        assertThat(first.path("next").asLong()).isEqualTo(2);
        JsonNode second = get(API + "/runs/" + run + "/items?limit=2&after=2").json();
        assertThat(second.path("items")).hasSize(1);
        assertThat(second.path("next").isNull()).isTrue();
        assertThat(get(API + "/runs/" + run + "/items?state=dead").json().path("items"))
                .hasSize(1);

        JsonNode letters = get(API + "/dead-letters?run=" + run).json().path("deadLetters");
        assertThat(letters).hasSize(1);
        assertThat(letters.path(0).path("item").path("word").asText()).isEqualTo("nothing");
        JsonNode letter = get(API + "/dead-letters/"
                        + letters.path(0).path("id").asText())
                .json();
        assertThat(letter.path("calls").path(0).path("reply").asText()).contains("no JSON");
        assertThat(get(API + "/dead-letters?reason=refused").json().path("deadLetters"))
                .isEmpty();
        assertThat(get(API + "/dead-letters?words=nothing%20JSON").json().path("deadLetters"))
                .isNotEmpty();
    }

    @Test
    void whatMakesNoSenseIsSaidToMakeNone() throws IOException {
        assertThat(get(API + "/runs?limit=0").status()).isEqualTo(400);
        assertThat(get(API + "/runs?limit=x").status()).isEqualTo(400);
        assertThat(get(API + "/runs?state=lost").status()).isEqualTo(400);
        assertThat(get(API + "/runs?colour=red").status()).isEqualTo(400);
        assertThat(get(API + "/runs/none").status()).isEqualTo(404);
        assertThat(get(API + "/runs/" + run + "/items/99").status()).isEqualTo(404);
        assertThat(get(API + "/runs/" + run + "/items/0").status()).isEqualTo(404);
        assertThat(get(API + "/dead-letters/" + run + "-1").status()).isEqualTo(404);
        assertThat(get(API + "/jobs/none").status()).isEqualTo(404);
        assertThat(get(API + "/spend?since=soon").status()).isEqualTo(400);
        assertThat(post(API + "/runs/" + run + "/pause", "[]").status()).isEqualTo(400);
        assertThat(post(API + "/runs/" + run + "/pause", "{\"why\":1}").status())
                .isEqualTo(400);
        assertThat(post(API + "/runs/" + run + "/pause", "{\"reason\":1}").status())
                .isEqualTo(400);
        assertThat(post(API + "/cache/clear", "{}").status()).isEqualTo(400);
        assertThat(put(API + "/limits/scripted", "{}").status()).isEqualTo(400);
        assertThat(put(API + "/limits/scripted", "{\"rpm\":1.5}").status()).isEqualTo(400);
        assertThat(put(API + "/limits/none", "{\"rpm\":1}").status()).isEqualTo(404);
        assertThat(put(API + "/log-levels/io.cama", "{\"level\":\"loud\"}").status())
                .isEqualTo(400);
        assertThat(post(API + "/dead-letters/retry", "{\"run\":\"none\"}").status())
                .isEqualTo(404);
    }

    @Test
    void aLimitBeyondItsRangeIsRefusedAndChangesNothing() throws IOException {
        String before = get(API + "/limits").body();

        HttpAnswer refused = put(API + "/limits/scripted", "{\"rpm\":4000000000000,\"tpm\":100}");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("detail").asText()).contains("rpm must be 0 (no limit) to 1000000");
        assertThat(get(API + "/limits").body()).isEqualTo(before);
    }

    @Test
    void whatIsDoneHoldsAndStandsInTheAuditLogWithTheRole() throws IOException {
        JsonNode paused =
                post(API + "/jobs/plain/pause", "{\"reason\":\"a look\"}").json();
        assertThat(paused.path("changed").asBoolean()).isTrue();
        assertThat(get(API + "/jobs/plain").json().path("paused").asText()).contains("a look");
        assertThat(post(API + "/jobs/plain/resume", "{}").status()).isEqualTo(200);
        assertThat(get(API + "/jobs/plain").json().path("paused").isNull()).isTrue();

        assertThat(put(API + "/limits/scripted", "{\"rpm\":6000,\"maxConcurrency\":7}")
                        .status())
                .isEqualTo(200);
        assertThat(get(API + "/limits").body()).contains("\"maxConcurrency\":7");
        String breaker = get(API + "/breakers")
                .json()
                .path("breakers")
                .path(0)
                .path("name")
                .asText();
        assertThat(post(API + "/breakers/" + breaker + "/isolate", "{}").status())
                .isEqualTo(400);
        assertThat(post(API + "/breakers/" + breaker + "/isolate", "{\"reason\":\"a test\"}")
                        .status())
                .isEqualTo(200);
        assertThat(get(API + "/breakers")
                        .json()
                        .path("breakers")
                        .path(0)
                        .path("state")
                        .asText())
                .isEqualTo("isolated");
        assertThat(post(API + "/breakers/" + breaker + "/close", "{}").status()).isEqualTo(200);
        assertThat(post(API + "/breakers/" + breaker + "/reset", "{}").status()).isEqualTo(200);
        assertThat(put(API + "/maintenance", "{\"on\":true,\"reason\":\"new disk\"}")
                        .status())
                .isEqualTo(200);
        assertThat(get(API + "/status").json().path("state").asText()).isEqualTo("maintenance");
        assertThat(put(API + "/maintenance", "{\"on\":false}").status()).isEqualTo(200);
        assertThat(put(API + "/log-levels/io.cama.nobody", "{\"level\":\"warn\"}")
                        .status())
                .isEqualTo(200);
        HttpAnswer reloaded = post(API + "/reload", "{}");
        assertThat(reloaded.json().path("sound").asBoolean())
                .as(reloaded.body())
                .isTrue();
        assertThat(post(API + "/runs/" + run + "/pause", "{}").status()).isEqualTo(409);
        served.client(Role.VIEWER).post(API + "/drain", "{}");

        JsonNode entries = get(API + "/audit?limit=500").json().path("entries");
        assertThat(entries.findValuesAsText("action"))
                .contains(
                        "job.pause",
                        "job.resume",
                        "limits.set",
                        "breaker.isolate",
                        "breaker.reset",
                        "maintenance.on",
                        "reload");
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.path("way").asText()).isEqualTo("api");
            assertThat(entry.path("who").asText()).contains("token ", " from 127.0.0.1");
        });
        assertThat(entries)
                .as("what a role does not allow is written down as well")
                .filteredOn(entry -> entry.path("role").asText().equals("viewer"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.path("action").asText()).isEqualTo("drain");
                    assertThat(entry.path("object").asText()).isEqualTo("POST /api/v1/drain");
                    assertThat(entry.path("outcome").asText()).startsWith("refused: ");
                });
        assertThat(get(API + "/audit/verdict").json().path("whole").asBoolean()).isTrue();
    }

    @Test
    void aDeadLetterIsAskedAgainAndAnotherGivenUp() throws Exception {
        String again = served.process("again.csv", "no first", "no second");
        assertThat(post(API + "/dead-letters/drop", "{\"run\":\"" + again + "\",\"positions\":[2]}")
                        .status())
                .isEqualTo(200);
        await().until(() ->
                served.application().ledger().run(again).orElseThrow().state() == RunState.DONE);

        JsonNode done = post(API + "/dead-letters/retry", "{\"run\":\"" + again + "\",\"reason\":\"invalid_json\"}")
                .json();

        assertThat(done.path("changed").asBoolean()).isTrue();
        await().until(() ->
                served.application().ledger().run(again).orElseThrow().state() == RunState.DONE);
        assertThat(get(API + "/runs/" + again).json().path("skipped").asInt()).isEqualTo(1);
    }

    @Test
    void clearingTheCacheTakesAWordForAll() throws IOException {
        assertThat(post(API + "/cache/clear", "{\"all\":false}").status()).isEqualTo(400);
        assertThat(post(API + "/cache/clear", "{\"all\":true}").status()).isEqualTo(200);
        assertThat(post(API + "/cache/clear", "{\"before\":\"then\"}").status()).isEqualTo(400);
    }
}
