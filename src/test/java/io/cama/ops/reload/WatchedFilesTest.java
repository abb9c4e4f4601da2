package io.cama.ops.reload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.model.Finding;
import io.cama.ops.audit.AuditLog;
import io.cama.ops.audit.Entry;
import io.cama.ops.control.By;
import io.cama.ops.control.Control;
import io.cama.ops.control.Done;
import io.cama.ops.control.LimitChange;
import io.cama.ops.control.live.LiveControl;
import io.cama.ops.view.LimitView;
import io.cama.pace.GateStats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens by itself when files change. */
class WatchedFilesTest {
    @TempDir
    private Path home;

    private final Lines lines = new Lines();
    private Household cama;
    private Path further;

    /** What the reloader logs. */
    private static final class Lines extends AbstractAppender {
        private final List<String> seen = new CopyOnWriteArrayList<>();

        Lines() {
            super("lines", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            seen.add(event.getMessage().getFormattedMessage());
        }

        long count(String text) {
            return seen.stream().filter(line -> line.contains(text)).count();
        }
    }

    private static Logger logger() {
        return (Logger) LogManager.getLogger(Reloader.class);
    }

    @BeforeEach
    void start() throws Exception {
        lines.start();
        Configurator.setLevel(Reloader.class.getName(), Level.INFO);
        logger().addAppender(lines);
        further = Files.writeString(home.resolve("further.properties"), "cama.provider.spare.rph = 5\n");
        cama = new Household(
                home,
                List.of(further),
                Map.of("cama.reload.settle", "100ms", "cama.provider.spare.url", "http://127.0.0.1:1/v1"),
                "shift");
    }

    @AfterEach
    void stop() {
        cama.close();
        logger().removeAppender(lines);
        lines.stop();
        Configurator.setLevel(Reloader.class.getName(), Level.OFF);
    }

    @Test
    void aChangeIsTakenUpOnceTheFilesAreLeftAlone() throws Exception {
        Household.put(cama.folder("shift").resolve("one.prompt"), Household.prompt(4));

        Household.until(() -> {
            String name = "words" + System.nanoTime();
            cama.drop("shift", name + ".csv", name);
            JsonNode row = cama.rows("shift", name).get(0);
            return row.path("one1").path("said").asText().equals("4");
        });
    }

    @Test
    void aFileOfSettingsGivenOnTheCommandLineIsWatchedToo() throws Exception {
        Household.put(further, "cama.provider.spare.rph = 7\n");

        Household.until(
                () -> cama.application().flow().gates().stats().get("spare"),
                gate -> gate != null && gate.windows().stream().anyMatch(window -> window.limit() == 7));
    }

    @Test
    void aChangeThatIsSeenStandsInTheAuditLogOnceWhetherTakenUpOrRefused() throws Exception {
        new LiveControl(
                cama.application(),
                cama.settings,
                InstantSource.system(),
                cama.application().reload());
        AuditLog log = new AuditLog(home);
        Household.put(cama.folder("shift").resolve("one.prompt"), Household.prompt(4));
        Household.until(() -> log.entries().size() == 2);
        Household.put(cama.folder("shift").resolve("shift.camel.yaml"), "- route: [");
        Household.until(() -> log.entries().size() == 4);

        assertThat(log.entries()).extracting(Entry::deed).allSatisfy(deed -> {
            assertThat(deed.way()).isEqualTo("watch");
            assertThat(deed.action()).isEqualTo("reload");
            assertThat(deed.who()).isEqualTo("changed files");
        });
        assertThat(log.entries().get(1).deed().after()).isEqualTo("taken up");
        assertThat(log.entries().get(3).deed().after()).contains("refused");
        assertThat(log.verify().isWhole()).isTrue();
    }

    @Test
    void afterAnErrorThatNobodyExpectedChangesAreSeenAsBefore() throws Exception {
        Path route = cama.folder("shift").resolve("shift.camel.yaml");
        Household.put(
                route,
                Household.route("shift", 2) + "        - bean: { method: call, beanType: "
                        + Unlinked.Too.class.getName() + " }\n");
        Household.until(() -> lines.count("was not taken up") + lines.count("Not taken up") == 1);
        Household.put(route, Household.route("shift", 3));

        Household.until(() -> {
            String name = "words" + System.nanoTime();
            cama.drop("shift", name + ".csv", name);
            return cama.rows("shift", name).get(0).has("one3");
        });
    }

    @Test
    void whyAFileIsNotTakenUpIsSaidOnce() throws Exception {
        Path route = cama.folder("shift").resolve("shift.camel.yaml");
        Household.put(route, "- route: [");
        Household.until(() -> lines.count("jobs/shift/shift.camel.yaml") == 1);
        Household.put(home.resolve("config/cama.properties"), "cama.retry.attempts = 2\n");
        Household.until(() -> lines.count("cama.retry.attempts has changed") == 1);

        for (int i = 0; i < 3; i++) {
            assertThat(cama.application().reload().reload())
                    .anySatisfy(finding -> assertThat(finding.message()).contains("this is no YAML"));
        }
        assertThat(lines.count("this is no YAML")).isEqualTo(1);
        assertThat(lines.count("Not taken up")).isEqualTo(1);
    }

    @Test
    void whatIsPutRightIsSaid() throws Exception {
        Path route = cama.folder("shift").resolve("shift.camel.yaml");
        Household.put(route, "- route: [");
        Household.until(() -> lines.count("Not taken up") == 1);
        Household.put(route, Household.route("shift", 1));

        Household.until(() -> lines.count("Put right: jobs/shift/shift.camel.yaml is no longer refused") == 1);
    }

    @Test
    void limitsChangeAtOnceAndOtherSettingsWaitForTheNextStart() throws Exception {
        Household.put(
                home.resolve("config/cama.properties"),
                "cama.provider.spare.rpm = 7\ncama.provider.spare.max-concurrency = 3\ncama.retry.attempts = 2\n");

        List<Finding> findings = cama.application().reload().reload();

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.toString())
                    .startsWith("config/cama.properties:3: warning: cama.retry.attempts has changed");
            assertThat(finding.toString()).contains("next start");
        });
        GateStats gate = cama.application().flow().gates().stats().get("spare");
        assertThat(gate.concurrency().max()).isEqualTo(3);
        assertThat(gate.windows())
                .anySatisfy(window -> assertThat(window.limit()).isEqualTo(7));
    }

    @Test
    void aLimitThatIsSetByHandLeavesThoseThatWereReloadedAsTheyAre() throws Exception {
        Control control = new LiveControl(
                cama.application(),
                cama.settings,
                InstantSource.system(),
                cama.application().reload());
        Household.put(
                home.resolve("config/cama.properties"),
                "cama.provider.spare.rpm = 7\ncama.provider.spare.max-concurrency = 3\n");
        cama.application().reload().reload();
        assertThat(spare(control).changed()).isFalse();

        By ada = new By("ada", By.Way.API, By.Role.ADMIN);
        Done set = control.setLimits("spare", new LimitChange(null, 5000L, null, null), ada);

        assertThat(set.before()).isEqualTo("rpm 7, tpm 0, concurrency 1 to 3");
        assertThat(set.after()).isEqualTo("rpm 7, tpm 5000, concurrency 1 to 3");
        assertThat(spare(control).changed()).isTrue();
        Household.put(home.resolve("config/cama.properties"), "cama.provider.spare.rpm = 8\n");
        cama.application().reload().reload();
        assertThat(spare(control).changed())
                .as("what is reloaded holds in its turn")
                .isFalse();
    }

    private static LimitView spare(Control control) {
        return control.views().limits().stream()
                .filter(limits -> limits.provider().equals("spare"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void ofSettingsOfWhichOneIsWrongNoneIsTakenUp() throws Exception {
        Household.put(
                home.resolve("config/cama.properties"), "cama.provider.spare.rpm = 7\ncama.retry.attempts = many\n");

        assertThat(cama.application().reload().reload())
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR));
        assertThat(cama.application().flow().gates().stats()).doesNotContainKey("spare");
    }

    @Test
    void twoVersionsOfARouteOfTheJobsOwnDoNotMix() throws Exception {
        Household.put(cama.folder("shift").resolve("shift.camel.yaml"), withOwnRoute(1));
        assertThat(cama.application().reload().reload()).isEmpty();
        var held = cama.hold();
        cama.drop("shift", "early.csv", "a", "b");
        Household.until(() -> !cama.calls.isEmpty());
        Household.put(cama.folder("shift").resolve("shift.camel.yaml"), withOwnRoute(2));
        Household.put(cama.folder("shift").resolve("one.prompt"), Household.prompt(2));
        assertThat(cama.application().reload().reload()).isEmpty();
        cama.drop("shift", "late.csv", "c");

        assertThat(own("late")).containsExactly("2");
        held.countDown();
        assertThat(own("early")).containsExactly("1", "1");
    }

    private List<String> own(String stem) throws Exception {
        List<String> own = new ArrayList<>();
        cama.rows("shift", stem).forEach(row -> own.add(row.path("own").asText()));
        return own;
    }

    private static String withOwnRoute(int version) {
        return """
                - route:
                    id: shift
                    from:
                      uri: kamelet:job
                      parameters: { name: shift, outputs: json, concurrency: 4 }
                      steps:
                        - to: { id: shift-one, uri: "kamelet:llm", parameters: { prompt: one } }
                        - to: direct:mark
                - route:
                    id: shift-mark
                    from:
                      uri: direct
                      parameters: { name: mark }
                      steps:
                        - setBody:
                            simple: '{"own":"%d"}'
                        - unmarshal: { json: { library: Jackson } }
                """.formatted(version);
    }

    @Test
    void ofARouteThatTakesFromOutsideOnlyTheNewVersionRuns() throws Exception {
        Household.put(cama.folder("shift").resolve("tick.camel.yaml"), ticking("one"));
        assertThat(cama.application().reload().reload()).isEmpty();
        Household.until(() -> Files.exists(home.resolve("ticks/one")));
        Household.put(cama.folder("shift").resolve("tick.camel.yaml"), ticking("two"));
        assertThat(cama.application().reload().reload()).isEmpty();
        Household.until(() -> Files.exists(home.resolve("ticks/two")));

        Files.deleteIfExists(home.resolve("ticks/one"));
        Files.deleteIfExists(home.resolve("ticks/two"));
        Household.until(() -> Files.exists(home.resolve("ticks/two")));
        assertThat(home.resolve("ticks/one")).doesNotExist();
    }

    private String ticking(String name) {
        return """
                - route:
                    id: shift-tick
                    from:
                      uri: timer:tick?period=50
                      steps:
                        - setBody: { constant: tick }
                        - to: "file:%s/ticks?fileName=%s"
                """.formatted(home, name);
    }
}
