package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.config.JobFolders;
import io.cama.config.Settings;
import io.cama.flow.deploy.DeploySteps;
import io.cama.flow.event.Events;
import io.cama.flow.review.ReviewSteps;
import io.cama.flow.run.Jobs;
import io.cama.model.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job's parameters are read from its file by commands without Camel, and from Camel's model by the routes. */
class JobReadersTest {
    @TempDir
    private Path home;

    private final CamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
    }

    /** The jobs as Camel reads them, after all of the route files have been started. */
    private Map<String, Job> started(Settings settings, JobFolders folders) throws Exception {
        Properties properties = new Properties();
        properties.putAll(settings.all());
        context.getPropertiesComponent().setInitialProperties(properties);
        context.getRegistry().bind("item", new KameletsFromTheJarTest.Items());
        Events nobody = new Events(null, List.of(), 1, null, null);
        context.getRegistry().bind("review", new ReviewSteps(nobody, 1, true));
        context.getRegistry().bind("deploy", new DeploySteps(null, null, nobody, true));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask").stop();
                from("direct:deploy-files").stop();
            }
        });
        for (Job job : folders.jobs()) {
            for (Path file : folders.routeFiles(job)) {
                PluginHelper.getRoutesLoader(context)
                        .loadRoutes(ResourceHelper.resolveResource(context, "file:" + file));
            }
        }
        context.start();
        return new Jobs(context, folders, 0).all();
    }

    private Settings settings(Map<String, String> sets) {
        return Settings.load(home, List.of(), Map.of(), sets);
    }

    private static Map<String, Job> byName(JobFolders folders) {
        return folders.jobs().stream().collect(Collectors.toMap(Job::name, Function.identity()));
    }

    @Test
    void bothReadTheSameOfEverySampleAndTestJob() throws Exception {
        List<String> dirs = new ArrayList<>();
        for (String dir : List.of("samples", "src/test/resources/jobs")) {
            dirs.add(Path.of(dir).toAbsolutePath().toString());
        }
        Settings settings = settings(Map.of("cama.jobs.dirs", String.join(",", dirs)));
        JobFolders folders = new JobFolders(settings, List.of());

        assertThat(folders.findings()).isEmpty();
        assertThat(started(settings, folders)).isEqualTo(byName(folders));
        assertThat(byName(folders))
                .hasSize(folders(dirs))
                .containsKeys("korean-flashcards", "customer-reviews", "wild");
    }

    private static int folders(List<String> dirs) throws IOException {
        int count = 0;
        for (String dir : dirs) {
            try (Stream<Path> children = Files.list(Path.of(dir))) {
                count += (int) children.filter(Files::isDirectory).count();
            }
        }
        return count;
    }

    @Test
    void bothReadTheSameHoweverTheParametersAreWritten() throws Exception {
        job("defaults", "{ uri: \"kamelet:job\", parameters: { name: defaults } }");
        job("in-uri", "{ uri: \"kamelet:job?name=in-uri&key=a,b&outputs=tsv&concurrency=7\" }");
        job("slashes", "{ uri: \"kamelet://job?name=slashes&concurrency=1024\" }");
        job("with-id", "{ uri: \"kamelet:job/my-own-id\", parameters: { name: with-id, key: id } }");
        job("quoted", "{ uri: \"kamelet:job\", parameters: { name: quoted, key: term, concurrency: \"3\" } }");
        job(
                "spaces",
                "{ uri: \"kamelet:job\", parameters: { name: spaces, key: \" a , b,, c\", outputs: \"json, tsv\" } }");
        job("escaped", "{ uri: \"kamelet:job?name=escaped&key=first%20name%2Clast+name\" }");
        job("단어", "{ uri: \"kamelet:job\", parameters: { name: 단어, key: \"뜻,품사\" } }");
        job("a.b_c", "{ uri: \"kamelet:job\", parameters: { name: a.b_c } }");
        job(
                "placed",
                "{ uri: \"kamelet:job\", parameters: { name: placed, key: \"{{mine.key:term}}\", outputs: \"{{cama.demo.log}}\", concurrency: \"{{cama.runs.parallel}}\" } }");
        job("nothing", "{ uri: \"kamelet:job\", parameters: { name: nothing, key: \"\", outputs: \"\" } }");
        Settings settings = settings(Map.of("cama.demo.log", "json,csv", "cama.runs.parallel", "9"));
        JobFolders folders = new JobFolders(settings, List.of());

        assertThat(folders.findings()).isEmpty();
        assertThat(started(settings, folders)).isEqualTo(byName(folders));
        assertThat(byName(folders)).hasSize(11);
        assertThat(folders.require("defaults"))
                .isEqualTo(new Job("defaults", List.of(), List.of("json"), 5, home.resolve("jobs/defaults")));
        assertThat(folders.require("placed"))
                .isEqualTo(new Job("placed", List.of("term"), List.of("json", "csv"), 9, home.resolve("jobs/placed")));
    }

    private void job(String name, String from) throws IOException {
        Path folder = Files.createDirectories(home.resolve("jobs").resolve(name));
        Files.writeString(folder.resolve("route.camel.yaml"), """
                - route:
                    id: route-of-%s
                    from: %s
                """.formatted(
                        name, from.replaceFirst("}$", ", steps: [ { log: \"x\" } ] }")));
    }
}
