package io.cama.ops.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Finding;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job that changes often is as it would be after a start. */
class AgainAndAgainTest {
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

    private Path route() {
        return cama.folder("shift").resolve("shift.camel.yaml");
    }

    @Test
    void aRunAtWorkGoesOnWithTheConcurrencyThatHasChanged() throws Exception {
        CountDownLatch held = cama.hold();
        cama.drop("shift", "words.csv", "a", "b", "c", "d", "e", "f", "g", "h", "i");
        Household.until(() -> cama.calls.size() == 4);

        Household.put(route(), Household.route("shift", 1).replace("concurrency: 4", "concurrency: 7"));
        assertThat(reload()).isEmpty();

        Household.until(() -> cama.calls.size() == 7);
        held.countDown();
        assertThat(cama.rows("shift", "words")).hasSize(9);
    }

    @Test
    void aRouteWithAStartupOrderIsTakenUpEachTime() throws Exception {
        for (int version = 2; version < 6; version++) {
            cama.write("shift", version);
            Household.put(
                    route(),
                    Household.route("shift", version)
                            .replace("    id: shift\n", "    id: shift\n    startupOrder: 10\n"));
            assertThat(reload()).as("version %d", version).isEmpty();
        }
        cama.drop("shift", "words.csv", "a");
        assertThat(cama.rows("shift", "words").get(0).has("one5")).isTrue();
    }

    @Test
    void versionsThatAreGoneLeaveNothingInJmx() throws Exception {
        work(2);
        int before = producers();
        for (int version = 3; version < 8; version++) {
            work(version);
        }
        assertThat(before).isPositive();
        assertThat(producers()).isLessThanOrEqualTo(before);
    }

    private void work(int version) throws Exception {
        cama.write("shift", version);
        assertThat(reload()).isEmpty();
        cama.drop("shift", "words" + version + ".csv", "a");
        assertThat(cama.rows("shift", "words" + version)).hasSize(1);
        Household.until(() -> {
            try (var copies = Files.list(home.resolve("work/jobs/shift"))) {
                return copies.count() == 1;
            }
        });
    }

    private int producers() throws JMException {
        String name = cama.application().context().getManagementName();
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("org.apache.camel:context=" + name + ",type=producers,*"), null)
                .size();
    }
}
