package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cama.cli.GreetingJob;
import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.flow.Flow;
import io.cama.flow.Keys;
import io.cama.flow.Parts;
import io.cama.flow.intake.Submission;
import io.cama.ledger.Ledger;
import io.cama.ledger.sqlite.SqliteLedger;
import io.cama.ledger.sqlite.store.GroupCommit;
import io.cama.model.ItemRef;
import io.cama.model.Job;
import io.cama.model.Run;
import io.cama.model.RunState;
import io.cama.model.Terms;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an application must bring to use our kamelets, with nothing of ours but the jar.
 *
 * <p>To load them: nothing but the bean {@code item} and a route {@code direct:ask}. To have them work on files:
 * {@link Flow}, which binds that bean and the others; our settings as properties, with {@code this.home} and
 * {@code this.watch}; and the routes at {@code classpath:cama/routes}.
 */
class KameletsFromTheJarTest {
    @TempDir
    private Path home;

    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    private static RouteBuilder job() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("kamelet:job?name=words&key=word&outputs=json,tsv")
                        .routeId("words")
                        .to("kamelet:llm?prompt=say")
                        .to("kamelet:llm?prompt=more");
            }
        };
    }

    /** Stands in for the bean of {@link Flow}: an item is a map with its reference. */
    public static final class Items {
        public void close(Exchange exchange) {}

        public void open(Exchange exchange) {
            ItemRef ref = exchange.getMessage().getBody(ItemRef.class);
            exchange.getMessage().setBody(new TreeMap<>(Map.of("run", ref.run(), "position", ref.position())));
        }

        public void keep(Exchange exchange) {
            exchange.getMessage().setBody("kept " + exchange.getMessage().getBody());
        }

        public void leave(Exchange exchange) {
            exchange.getMessage().setBody("left");
        }

        public void bury(Exchange exchange) {
            exchange.getMessage().setBody("buried");
        }
    }

    @Test
    void bothLoadIntoABareContextThatBringsABeanAndARoute() throws Exception {
        context.getRegistry().bind("item", new Items());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").process(asked -> {
                    @SuppressWarnings("unchecked")
                    Map<String, Object> item = asked.getMessage().getBody(Map.class);
                    item.put(asked.getProperty(Keys.PROMPT, "", String.class).replace("/", ""), "asked");
                });
            }
        });
        context.addRoutes(job());
        context.start();

        String end = context.createProducerTemplate()
                .requestBody("direct:job-words", "{\"run\":\"r\",\"position\":7,\"attempt\":1}", String.class);

        assertThat(end).isEqualTo("kept {more=asked, position=7, run=r, say=asked}");
        assertThat(context.getComponent("kamelet", KameletComponent.class).getLocation())
                .isEqualTo("classpath:kamelets");
    }

    @Test
    void aJobInJavaGoesThroughAContextOfOnesOwn() throws Exception {
        Path folder = Files.createDirectories(home.resolve("jobs/words"));
        Files.writeString(folder.resolve("say.prompt"), "---\nmodel: scripted/any\n---\nSay {{word}}.");
        Files.writeString(folder.resolve("more.prompt"), "---\nmodel: scripted/any\n---\nMore on {{say}}");
        Path file = Files.writeString(home.resolve("words.csv"), "word\napple\npear\n");
        try (ScriptedEndpoint endpoint =
                        new ScriptedEndpoint(call -> ScriptedEndpoint.Answer.says(call.asked() + "!"));
                Ledger ledger = SqliteLedger.open(
                        home.resolve("ledger.db"), Clock.systemUTC(), new GroupCommit(256, Duration.ZERO))) {
            Settings settings = Settings.load(
                    home,
                    List.of(),
                    Map.of(),
                    Map.of(
                            "cama.provider.scripted.url", endpoint.url(),
                            "cama.provider.scripted.rpm", "0",
                            "cama.runs.poll", "10ms"));
            Properties properties = new Properties();
            properties.putAll(settings.all());
            properties.put("this.home", home.toString());
            properties.put("this.watch", "false");
            context.getPropertiesComponent().setInitialProperties(properties);
            try (Flow flow = new Flow(
                    context,
                    settings,
                    new JobFolders(settings, List.of()),
                    Parts.of(settings, ledger, Clock.systemUTC()))) {
                PluginHelper.getRoutesLoader(context)
                        .loadRoutes(PluginHelper.getPackageScanResourceResolver(context)
                                .findResources("classpath:cama/routes/*.camel.yaml"));
                context.addRoutes(job());
                context.start();

                assertThat(flow.jobs().all())
                        .containsExactly(Map.entry(
                                "words", new Job("words", List.of("word"), List.of("json", "tsv"), 5, folder)));
                Run run = context.createProducerTemplate()
                        .requestBody(
                                "direct:run-accept",
                                new Submission(
                                        flow.home().copy(file, "words"),
                                        "words.csv",
                                        "words",
                                        home.resolve("out"),
                                        0,
                                        null,
                                        Terms.USUAL,
                                        false),
                                Run.class);
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> ledger.run(run.id()).orElseThrow().state(), RunState.DONE::equals);
                flow.stop();
                context.stop();
            }
        }
        assertThat(home.resolve("out/words.tsv"))
                .content()
                .contains("Say apple.!\tMore on Say apple.!!", "Say pear.!\tMore on Say pear.!!");
    }

    @Test
    void theProgramRunsFromTheJarWithoutAnyOfItsFolders() throws Exception {
        Path prompt = GreetingJob.in(home).resolve("hello.prompt");
        Files.writeString(prompt, Files.readString(prompt).replace("openai/gpt-4.1-mini", "demo/any"));
        Path classes = Path.of(
                Flow.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        String others = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.endsWith(".jar") && !path.contains("surefirebooter"))
                .collect(Collectors.joining(File.pathSeparator));

        Process cama = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        jar(classes) + File.pathSeparator + others,
                        "io.cama.cli.Cama",
                        "process",
                        "people.csv",
                        "--job",
                        "greet")
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("said.txt").toFile())
                .start();

        assertThat(cama.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(home.resolve("said.txt")).content().contains("2 rows = 2 ok");
        assertThat(cama.exitValue()).isZero();
        assertThat(home.resolve("outbox/greet/people.json")).content().contains("Ada", "greeting");
    }

    private Path jar(Path classes) throws IOException {
        Path jar = home.resolve("elsewhere.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.toList()) {
                String name = classes.relativize(file).toString().replace(File.separatorChar, '/');
                if (!name.isEmpty()) {
                    entries.putNextEntry(new JarEntry(Files.isDirectory(file) ? name + "/" : name));
                    if (Files.isRegularFile(file)) {
                        Files.copy(file, entries);
                    }
                }
            }
        }
        return jar;
    }
}
