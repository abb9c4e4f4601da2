package io.cama.ops.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change that cannot be taken up does no harm to the job that is at work. */
class RefusedReloadTest {
    @TempDir
    private Path home;

    private Household cama;

    @BeforeEach
    void start() throws Exception {
        cama = new Household(home, Map.of(), "shift");
    }

    @AfterEach
    void stop() {
        cama.close();
    }

    private List<Finding> reload() {
        return cama.application().reload().reload();
    }

    private void assertRefused(String why) {
        assertThat(reload()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(finding.toString()).contains("jobs/shift", why);
        });
    }

    private void assertAnswers(String job, String stem, int version) throws IOException {
        cama.drop(job, stem + ".csv", "a");
        assertThat(cama.rows(job, stem)
                        .get(0)
                        .path("one" + version)
                        .path("said")
                        .asText())
                .isEqualTo("" + version);
    }

    private long copies(String job) throws IOException {
        try (var folders = Files.list(home.resolve("work/jobs").resolve(job))) {
            return folders.count();
        }
    }

    @Test
    void aJobGoesOnWhenTheSecondRouteOfItsNextVersionCannotStart() throws Exception {
        Path clock = cama.folder("shift").resolve("clock.camel.yaml");
        Household.put(clock, from("shift-clock", "timer:tick?period=50", "ticked"));
        assertThat(reload()).isEmpty();
        assertAnswers("shift", "early", 1);
        Household.until(() -> Files.exists(home.resolve("ticks/ticked")));

        cama.write("shift", 2);
        Path bad = cama.folder("shift").resolve("zero.camel.yaml");
        Household.put(
                bad,
                from("shift-zero", "file:" + home + "/nowhere?startingDirectoryMustExist=true&autoCreate=false", "no"));
        assertRefused("nowhere");

        assertAnswers("shift", "late", 1);
        Files.delete(home.resolve("ticks/ticked"));
        Household.until(() -> Files.exists(home.resolve("ticks/ticked")));
        assertThat(cama.application().context().getRoutes())
                .extracting(route -> route.getRouteId())
                .doesNotContain("shift-zero", "shift-zero.v2", "shift.v3")
                .contains("shift-clock.v2");
        Files.delete(bad);
        assertThat(reload()).isEmpty();
        assertAnswers("shift", "mended", 2);
    }

    private String from(String id, String uri, String name) {
        return """
                - route:
                    id: %s
                    from:
                      uri: "%s"
                      steps:
                        - setBody: { constant: tick }
                        - to: "file:%s/ticks?fileName=%s"
                """.formatted(id, uri, home, name);
    }

    @Test
    void aJobGoesOnWhenTheInboxOfItsNextVersionCannotBeMade() throws Exception {
        cama.write("shift", 2);
        Path inbox = home.resolve("inbox/shift");
        Files.delete(inbox);
        Files.writeString(inbox, "a file");
        assertRefused("inbox/shift");

        Files.delete(inbox);
        assertThat(cama.application().context().getRoute("shift.v2")).isNull();
        assertAnswers("shift", "words", 1);
        assertThat(copies("shift")).isEqualTo(1);
    }

    @Test
    void aJobGoesOnWhenTheClassOfAStepCannotBeLoaded() throws Exception {
        Path route = cama.folder("shift").resolve("shift.camel.yaml");
        Household.put(
                route,
                Household.route("shift", 2) + "        - bean: { method: call, beanType: " + Unlinked.class.getName()
                        + " }\n");
        assertRefusedOrThrown();
        assertRefused("a jar is missing");

        assertAnswers("shift", "words", 1);
        assertThat(copies("shift")).isEqualTo(1);
    }

    /** The Error that a class throws when it is first wanted may be of any kind. */
    private void assertRefusedOrThrown() {
        try {
            reload();
        } catch (AssertionError thrown) {
            assertThat(thrown).hasMessage("a jar is missing");
        }
    }

    @Test
    void aJobWhoseFolderIsRenamedGoesOn() throws Exception {
        Files.move(cama.folder("shift"), cama.folder("renamed"));
        assertThat(reload()).isEmpty();
        assertAnswers("shift", "words", 1);
        assertThat(reload()).isEmpty();

        cama.write("renamed", 1);
        Household.put(cama.folder("renamed").resolve("renamed.camel.yaml"), "- route: [");
        Files.move(cama.folder("renamed"), cama.folder("again"));
        assertThat(reload()).isNotEmpty();
        assertAnswers("shift", "more", 1);
    }

    @Test
    void stepsThatNameAKameletDoNotPileUp() throws Exception {
        int before = 0;
        for (int version = 2; version < 6; version++) {
            Household.put(
                    cama.folder("shift").resolve("shift.camel.yaml"),
                    Household.route("shift", version)
                            + "        - kamelet: { name: llm, parameters: { prompt: two, as: also" + version
                            + " } }\n");
            Household.put(cama.folder("shift").resolve("one.prompt"), Household.prompt(version));
            assertThat(reload()).isEmpty();
            assertAnswers("shift", "words" + version, version);
            Household.until(() -> copies("shift") == 1);
            int now = cama.application().context().getRoutesSize();
            assertThat(now).isLessThanOrEqualTo(before == 0 ? now : before);
            before = now;
        }
    }

    @Test
    void aConfigurationOfRoutesWaitsForTheNextStart() throws Exception {
        String configured = "- routeConfiguration:\n    id: shift-rules\n" + Household.route("shift", 2);
        Household.put(cama.folder("shift").resolve("shift.camel.yaml"), configured);

        assertThat(reload()).singleElement().satisfies(finding -> assertThat(finding.toString())
                .contains("routeConfiguration", "next start"));
        assertAnswers("shift", "words", 1);
    }
}
