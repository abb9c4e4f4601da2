package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.flow.Flow;
import io.cama.flow.Parts;
import io.cama.flow.intake.Submission;
import io.cama.house.PlantedKey;
import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.cli.connector.DefaultCliConnectorFactory;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.spi.CliConnectorFactory;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.junit.jupiter.api.AfterEach;

/** The product's own routes on Camel's test kit, with test jobs, a scripted endpoint and a real ledger. */
abstract class FlowTestSupport extends CamelMainTestSupport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    // Without initialisers: Camel's constructor asks for the properties before ours would run.
    Path home;
    ScriptedEndpoint endpoint;
    Ledger ledger;
    Flow flow;
    private VisitedSteps visited;

    private void prepare() {
        try {
            home = Files.createTempDirectory("cama-flow");
            endpoint = new ScriptedEndpoint(
                    call -> ScriptedEndpoint.Answer.says("{\"said\":\"about " + call.asked() + "\"}"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a test sets beside what all of them need. */
    Map<String, String> settings() {
        return Map.of();
    }

    /** The environment of the process. */
    Map<String, String> environment() {
        return Map.of();
    }

    /** The ledger as the flow gets it. */
    Ledger ledger(Ledger real) {
        return real;
    }

    /** The folder of the jobs that are loaded. */
    String jobs() {
        return "src/test/resources/jobs";
    }

    /** What is said about the runs beside their file and job. */
    Terms terms() {
        return Terms.USUAL;
    }

    /** The model that answers in place of those the prompts name, or null. */
    String model() {
        return null;
    }

    private Settings loaded() {
        Map<String, String> sets = new HashMap<>(Map.of(
                "cama.jobs.dirs", Path.of(jobs()).toAbsolutePath().toString(),
                "cama.provider.scripted.url", endpoint.url(),
                "cama.provider.scripted.rpm", "0",
                "cama.provider.scripted.key", "{{env:" + PlantedKey.VARIABLE + "}}",
                "cama.ledger.compress-over", "0B",
                "cama.retry.initial-delay", "1ms",
                "cama.retry.max-delay", "4ms",
                "cama.runs.poll", "10ms",
                "cama.inbox.poll", "100ms",
                "cama.inbox.min-age", "0ms"));
        sets.put("cama.disk.reserve", "0B");
        sets.put("cama.ledger.ballast", "0B");
        sets.putAll(settings());
        Map<String, String> environment = new HashMap<>(PlantedKey.environment());
        environment.putAll(environment());
        return Settings.load(home, List.of(), environment, sets);
    }

    @Override
    protected void configure(MainConfigurationProperties main) {
        main.withRoutesIncludePattern("file:routes/*.camel.yaml,file:" + jobs() + "/*/*.camel.yaml");
        main.setBasePackageScanEnabled(false);
    }

    @Override
    public void configureContext(CamelContextConfiguration configuration) {
        super.configureContext(configuration);
        if (endpoint == null) {
            prepare();
        }
        Properties properties = new Properties();
        properties.putAll(loaded().all());
        properties.put("this.home", home.toString());
        properties.put("this.watch", "true");
        properties.put("camel.component.seda.default-poll-timeout", "10");
        properties.put("camel.component.kamelet.location", "file:routes/kamelets");
        configuration.withUseOverridePropertiesWithPropertiesComponent(properties);
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        // Else Camel's command line looks into it on a thread of its own, and binds beans while routes are made.
        DefaultCliConnectorFactory closed = new DefaultCliConnectorFactory();
        closed.setEnabled(false);
        context.getCamelContextExtension().addContextPlugin(CliConnectorFactory.class, closed);
        visited = new VisitedSteps();
        context.getCamelContextExtension().addInterceptStrategy(visited);
        Settings settings = loaded();
        ledger = ledger(SqliteLedger.open(
                home.resolve("work/ledger.db"), Clock.systemUTC(), new GroupCommit(256, Duration.ZERO), 0));
        flow = new Flow(
                context, settings, new JobFolders(settings, List.of()), Parts.of(settings, ledger, Clock.systemUTC()));
        return context;
    }

    @AfterEach
    void closeAll() throws IOException {
        visited.write();
        flow.stop();
        context.stop();
        flow.close();
        ledger.close();
        endpoint.close();
        assertThat(PlantedKey.traces(home)).isEmpty();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Gives a job a file with these lines and waits until its run stands still. */
    Run process(String job, String name, String... lines) throws IOException {
        return settled(submit(job, name, 0, lines));
    }

    Run submit(String job, String name, long limit, String... lines) throws IOException {
        Path file = home.resolve(name);
        Files.writeString(file, String.join("\n", lines) + "\n");
        return submit(job, file, limit);
    }

    Run submit(String job, Path file, long limit) throws IOException {
        return template.requestBody(
                "direct:run-accept",
                new Submission(
                        flow.home().copy(file, job),
                        file.getFileName().toString(),
                        job,
                        home.resolve("outbox").resolve(job),
                        limit,
                        model(),
                        terms(),
                        false),
                Run.class);
    }

    Run settled(Run run) {
        await().atMost(PATIENCE)
                .until(
                        () -> ledger.run(run.id()).orElseThrow().state(),
                        state -> state == RunState.DONE || state == RunState.PAUSED);
        return ledger.run(run.id()).orElseThrow();
    }

    List<JsonNode> lines(Run run, String ending) throws IOException {
        Path file = Path.of(run.outbox()).resolve(run.input().replaceFirst("\\.[^.]*$", "") + ending);
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(FlowTestSupport::json).toList();
        }
    }

    JsonNode receipt(Run run) throws IOException {
        Path file = Path.of(run.outbox()).resolve(run.input().replaceFirst("\\.[^.]*$", "") + ".run.json");
        assertThat(file).exists();
        return json(Files.readString(file));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
