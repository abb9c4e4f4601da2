package io.cama.house.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.cama.cli.Answer;
import io.cama.cli.Cama;
import io.cama.cli.shell.Shell;
import io.cama.config.Settings;
import io.cama.config.source.ConfigReference;
import io.cama.config.text.DurationText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service, the container and the pod: as careful as they say, and in step with pom, launcher and settings. */
class DeployFilesTest {
    private static final Path DEPLOY = Path.of("src/deploy");
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");
    private static final Pattern VARIABLE = Pattern.compile("\\bCAMA_[A-Z0-9_]+\\b");
    private static final YAMLMapper YAML = new YAMLMapper();

    /** What launcher and probe read themselves. */
    private static final Set<String> OF_THE_SCRIPTS = Set.of("CAMA_OPTS", "CAMA_HOME", "CAMA_PROBE_TIMEOUT");

    @TempDir
    private Path home;

    private static String text(String file) throws IOException {
        return Files.readString(DEPLOY.resolve(file));
    }

    private static JsonNode yaml(String file) throws IOException {
        return YAML.readTree(text(file));
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(DEPLOY)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** The first version in the pom is the program's own. */
    private static String version() throws IOException {
        Matcher version = VERSION.matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    /** How long a stop may take: what calls in flight get, and what hangs. */
    private static Duration stop() {
        String timeout = ConfigReference.packaged()
                .entry("cama.shutdown.timeout")
                .orElseThrow()
                .value();
        return DurationText.parse(timeout).plusSeconds(5);
    }

    private static Map<String, List<String>> unit() throws IOException {
        return text("systemd/cama.service")
                .lines()
                .filter(line -> line.matches("[A-Z]\\w+=.*"))
                .collect(Collectors.groupingBy(
                        line -> line.substring(0, line.indexOf('=')),
                        Collectors.mapping(line -> line.substring(line.indexOf('=') + 1), Collectors.toList())));
    }

    private static void parses(List<String> arguments) {
        Cama.commandLine(new Shell(
                        new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), Map.of(), Map.of()))
                .parseArgs(arguments.toArray(String[]::new));
    }

    private static List<String> words(JsonNode list) {
        List<String> words = new ArrayList<>();
        list.forEach(word -> words.add(word.asText()));
        return words;
    }

    @Test
    void everyYamlFileIsYaml() throws IOException {
        for (Path file : files()) {
            if (file.toString().matches(".*\\.ya?ml")) {
                try (MappingIterator<JsonNode> documents =
                        YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
                    assertThat(documents.readAll()).as("%s", file).isNotEmpty();
                }
            }
        }
    }

    @Test
    void everyVariableStandsForASetting() throws IOException {
        ConfigReference reference = ConfigReference.packaged();
        Set<String> known = reference.keys().stream()
                .map(key -> key.toUpperCase(java.util.Locale.ROOT).replaceAll("[^A-Z0-9]", "_"))
                .collect(Collectors.toSet());
        known.addAll(OF_THE_SCRIPTS);

        for (Path file : files()) {
            assertThat(VARIABLE.matcher(Files.readString(file)).results().map(found -> found.group()))
                    .as("%s", file)
                    .allMatch(known::contains);
        }
    }

    @Test
    void theServiceRunsWithoutPrivilegesAndStopsCleanly() throws IOException {
        Map<String, List<String>> unit = unit();

        assertThat(unit)
                .containsEntry("Type", List.of("exec"))
                .containsEntry("User", List.of("cama"))
                .containsEntry("SuccessExitStatus", List.of("143"))
                .containsEntry("KillMode", List.of("mixed"))
                .containsEntry("NoNewPrivileges", List.of("true"))
                .containsEntry("ProtectSystem", List.of("strict"))
                .containsEntry("ProtectHome", List.of("true"))
                .containsEntry("PrivateTmp", List.of("true"))
                .containsEntry("CapabilityBoundingSet", List.of(""))
                .doesNotContainKey("MemoryDenyWriteExecute");
        assertThat(Duration.ofSeconds(Long.parseLong(unit.get("TimeoutStopSec").get(0))))
                .isGreaterThan(stop());
        assertThat(unit.get("ExecStart").get(0))
                .isEqualTo("/opt/cama/bin/cama -C /var/lib/"
                        + unit.get("StateDirectory").get(0) + " run");
        parses(List.of("-C", "/var/lib/cama", "run"));
    }

    @Test
    void whatIsScrapedIsThePortThatIsSet() throws IOException {
        String target = yaml("prometheus/prometheus.yml")
                .at("/scrape_configs/0/static_configs/0/targets/0")
                .asText();
        String port = target.substring(target.indexOf(':') + 1);

        assertThat(target).startsWith("127.0.0.1:");
        assertThat(unit().get("Environment")).contains("CAMA_API_PORT=" + port);
        assertThat(yaml("container/compose.yaml")
                        .at("/services/cama/environment/CAMA_API_PORT")
                        .asText())
                .isEqualTo(port);
        assertThat(text("kubernetes/statefulset.yaml")).contains("{ name: CAMA_API_PORT, value: \"" + port + "\" }");
        assertThat(Files.readString(Path.of("src/docs/deployment.md"))).contains("`CAMA_API_PORT=" + port + "`");
        assertThat(Settings.load(home, List.of(), Map.of("CAMA_API_PORT", port), Map.of())
                        .number("cama.api.port"))
                .isEqualTo(Integer.parseInt(port));
    }

    @Test
    void theServiceGetsItsKeyAsAFile() throws IOException {
        String name = unit().get("LoadCredential").get(0).split(":", 2)[0];

        assertThat(unit().get("Environment")).contains("CAMA_PROVIDER_OPENROUTER_KEY=file:%d/" + name);
        assertThat(Settings.load(
                                home,
                                List.of(),
                                Map.of("CAMA_PROVIDER_OPENROUTER_KEY", "file:/run/x/" + name),
                                Map.of())
                        .findings())
                .isEmpty();
    }

    @Test
    void theImageIsThisVersionAndRunsAsNobody() throws IOException {
        List<String> lines = text("container/Dockerfile").lines().toList();

        assertThat(lines)
                .contains("ARG VERSION=" + version(), "USER 10001:10001", "ENTRYPOINT [\"/opt/cama/bin/cama\"]")
                .contains("ADD target/cama-${VERSION}.tar.gz /opt/")
                .noneMatch(line -> line.startsWith("USER") && line.matches("USER (root|0).*"))
                .noneMatch(line -> !line.startsWith("#") && line.matches(".*\\b(curl|wget|:latest)\\b.*"))
                .anyMatch(line ->
                        line.startsWith("HEALTHCHECK") && line.endsWith("[\"/opt/cama/bin/cama-probe\", \"live\"]"));
        assertThat(text("container/Dockerfile.dockerignore")).contains("!target/cama-*.tar.gz");
        assertThat(text("release/vex.json")).contains("pkg:maven/io.cama/cama@" + version());
    }

    @Test
    void theContainerMayWriteItsHomeAndNothingElse() throws IOException {
        JsonNode service = yaml("container/compose.yaml").at("/services/cama");

        assertThat(service.path("user").asText()).isEqualTo("10001:10001");
        assertThat(service.path("read_only").asBoolean()).isTrue();
        assertThat(words(service.path("cap_drop"))).containsExactly("ALL");
        assertThat(words(service.path("tmpfs"))).singleElement().asString().startsWith("/tmp:exec,");
        assertThat(words(service.path("volumes"))).containsExactly("./home:/var/lib/cama");
        assertThat(service.has("ports")).isFalse();
        assertThat(service.at("/environment/CAMA_PROVIDER_OPENROUTER_KEY").asText())
                .isEqualTo("file:/run/secrets/" + service.at("/secrets/0").asText());
        assertThat(DurationText.parse(service.path("stop_grace_period").asText()))
                .isGreaterThan(stop());
        Path build = DEPLOY.resolve("container")
                .resolve(service.at("/build/context").asText())
                .normalize();
        assertThat(build.resolve(service.at("/build/dockerfile").asText())).exists();
    }

    @Test
    void onePodHoldsOneHomeAndHasTimeToStop() throws IOException {
        JsonNode set = yaml("kubernetes/statefulset.yaml").path("spec");
        JsonNode pod = set.at("/template/spec");

        assertThat(set.path("replicas").asInt()).isEqualTo(1);
        assertThat(set.path("serviceName").asText())
                .isEqualTo(yaml("kubernetes/service.yaml").at("/metadata/name").asText());
        assertThat(set.at("/selector/matchLabels")).isEqualTo(set.at("/template/metadata/labels"));
        assertThat(Duration.ofSeconds(pod.path("terminationGracePeriodSeconds").asLong()))
                .isGreaterThan(stop());
        assertThat(set.at("/volumeClaimTemplates/0/metadata/name").asText()).isEqualTo("home");
        assertThat(pod.at("/containers/0/image").asText()).isEqualTo("cama:" + version());
        parses(words(pod.at("/containers/0/args")));
        assertThat(yaml("kubernetes/networkpolicy.yaml").at("/spec/ingress")).isEmpty();
        for (String resource : words(yaml("kubernetes/kustomization.yaml").path("resources"))) {
            assertThat(DEPLOY.resolve("kubernetes").resolve(resource)).exists();
        }
    }

    @Test
    void thePodHasNoPrivilegesAndItsKeyIsAFile() throws IOException {
        JsonNode pod = yaml("kubernetes/statefulset.yaml").at("/spec/template/spec");
        JsonNode container = pod.at("/containers/0");

        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(10001);
        assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(words(container.at("/securityContext/capabilities/drop"))).containsExactly("ALL");
        assertThat(container.findValues("secretKeyRef")).isEmpty();
        List<String> volumes = new ArrayList<>(pod.path("volumes").findValuesAsText("name"));
        volumes.add("home");
        assertThat(volumes).containsAll(container.path("volumeMounts").findValuesAsText("name"));
        assertThat(pod.path("volumes").findValuesAsText("secretName")).containsExactly("cama-keys");
        assertThat(text("kubernetes/cama.properties")).contains(".key = file:/etc/cama/keys/openrouter");
    }

    @Test
    void thePodIsAskedByTheProbeFromInside() throws IOException {
        JsonNode container = yaml("kubernetes/statefulset.yaml").at("/spec/template/spec/containers/0");

        assertThat(words(container.at("/livenessProbe/exec/command")))
                .containsExactly("/opt/cama/bin/cama-probe", "live");
        assertThat(words(container.at("/readinessProbe/exec/command")))
                .containsExactly("/opt/cama/bin/cama-probe", "ready");
        assertThat(container.path("env").findValuesAsText("name")).contains("CAMA_HOME");
        assertThat(container.has("ports")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"config/sample.properties", "config/production.properties", "kubernetes/cama.properties"})
    void settingsToBeginWithAreAccepted(String file) throws IOException {
        Answer answer = Answer.of(home, "--config", DEPLOY.resolve(file).toString(), "validate", "--json");

        assertThat(answer.exit()).as(answer.out()).isZero();
        assertThat(YAML.readTree(answer.out())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"sample,     200MB,  1800s, 4, 5,  8,  300s", "production, 1000MB, 3600s, 6, 10, 16, 120s"})
    void sampleAndProductionSayWhatIsAskedOfThem(
            String name, String memory, String ttl, int attempts, int failures, int calls, String timeout) {
        Settings settings =
                Settings.load(home, List.of(DEPLOY.resolve("config/" + name + ".properties")), Map.of(), Map.of());

        assertThat(settings.text("cama.memory.max")).isEqualTo(memory);
        assertThat(settings.text("cama.memory.ttl")).isEqualTo(ttl);
        assertThat(settings.number("cama.retry.attempts")).isEqualTo(attempts);
        assertThat(settings.number("cama.breaker.in-a-row")).isEqualTo(failures);
        assertThat(settings.number("cama.provider.openrouter.max-concurrency")).isEqualTo(calls);
        assertThat(settings.text("cama.provider.openrouter.timeout")).isEqualTo(timeout);
    }

    @Test
    void theDefaultsAreAMemoryOfAHundredMegabytesForAnHourAndABreakerThatIsOn() {
        Settings defaults = Settings.load(home, List.of(), Map.of(), Map.of());

        assertThat(defaults.text("cama.memory.max")).isEqualTo("100MB");
        assertThat(defaults.text("cama.memory.ttl")).isEqualTo("3600s");
        assertThat(defaults.text("cama.memory.policy")).isEqualTo("lru");
        assertThat(defaults.text("cama.breaker.preset")).isEqualTo("default");
    }
}
