package io.cama.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.RunState;
import io.cama.routes.ScriptedEndpoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small file behind huge ones is done in twice its time alone: no more of theirs is asked meanwhile than of its own. */
class FairnessTest {
    private static final int HUGE = 20_000;
    private static final int LARGE = 400;
    private static final int SMALL = 60;
    /** What is under way or handed out when the small one's first item is asked, and when its last is. */
    private static final int UNDER_WAY = 30;

    @TempDir
    private Path folder;

    private static String rows(String name, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> name + n)
                .collect(Collectors.joining("\n", "word\n", "\n"));
    }

    private WatchedHome cama(Map<String, String> settings) throws Exception {
        return new WatchedHome(Files.createDirectory(folder.resolve("home")), settings);
    }

    /** Has huge files of these jobs begun, drops a small one and says what was asked until it was done. */
    private static List<String> askedMeanwhile(WatchedHome cama, int rows, String... jobs) throws Exception {
        cama.behave(call -> {
            // As a model does: what the program needs between two items is little beside it.
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            return WatchedHome.says(call);
        });
        for (int n = 0; n < jobs.length; n++) {
            cama.drop(jobs[n], "huge" + n + ".csv", rows("huge" + n + "-", rows));
        }
        WatchedHome.until(
                () -> cama.calls().stream().anyMatch(call -> call.asked().startsWith("huge0"))
                        && cama.ledger().runs(10).stream()
                                        .filter(run -> run.state() == RunState.RUNNING)
                                        .count()
                                == jobs.length);
        cama.drop("plain", "small.csv", rows("small-", SMALL));
        cama.receipt("plain", "small.csv");
        List<String> asked =
                cama.calls().stream().map(ScriptedEndpoint.Call::asked).toList();
        int first = IntStream.range(0, asked.size())
                .filter(n -> asked.get(n).startsWith("small-"))
                .findFirst()
                .orElseThrow();
        int last = IntStream.range(0, asked.size())
                .filter(n -> asked.get(n).startsWith("small-"))
                .reduce((a, b) -> b)
                .orElseThrow();
        return asked.subList(first, last + 1);
    }

    private static void theSmallOneHadHalf(List<String> asked) {
        assertThat(asked).filteredOn(one -> one.startsWith("small-")).hasSize(SMALL);
        assertThat(asked)
                .filteredOn(one -> one.startsWith("huge"))
                .as("%d of %d were not its own", asked.size() - SMALL, asked.size())
                .hasSizeLessThan(SMALL + UNDER_WAY);
    }

    @Test
    void behindSeveralHugeOnesItHasHalfOfTheJobAllTheSame() throws Exception {
        try (WatchedHome cama = cama(Map.of())) {
            theSmallOneHadHalf(askedMeanwhile(cama, HUGE, "plain", "plain", "plain"));
            assertThat(cama.run("huge0.csv").orElseThrow().state()).isEqualTo(RunState.RUNNING);
        }
    }

    @Test
    void behindHugeOnesOfAnotherJobItHasHalfOfTheEndpointsLimit() throws Exception {
        try (WatchedHome cama = cama(Map.of("cama.provider.scripted.max-concurrency", "1"))) {
            theSmallOneHadHalf(askedMeanwhile(cama, HUGE, "single", "plain"));
        }
    }

    @Test
    void whereHugeOnesHaveEveryPlaceOneOfThemMakesRoomAndGoesOnLater() throws Exception {
        try (WatchedHome cama = cama(Map.of("cama.runs.parallel", "2", "cama.runs.slice", "50ms"))) {
            askedMeanwhile(cama, LARGE, "plain", "plain");
            List<String> large = List.of("huge0.csv", "huge1.csv");
            assertThat(large).noneMatch(name -> cama.run(name).orElseThrow().state() == RunState.DONE);

            for (String name : large) {
                assertThat(cama.receipt("plain", name).at("/counts/ok").asInt()).isEqualTo(LARGE);
            }
            assertThat(cama.calls()).extracting(ScriptedEndpoint.Call::asked).doesNotHaveDuplicates();
        }
    }
}
