package io.cama.ops.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierVersionTest {
    private static final String SUB = "- route:\n    id: sub\n    from:\n      uri: \"direct:compile\"\n      steps:\n"
            + "        - log: { id: sub-log, message: compiled }\n";
    private static final String CALL = "        - to: { id: caller-sub, uri: direct, parameters: { name: compile } }\n";

    @TempDir
    private Path home;

    @Test
    void anAddressStaysAsLongAsARunOfAnotherJobNeedsIt() throws Exception {
        Path caller = home.resolve("jobs/caller");
        Household.put(caller.resolve("one.prompt"), Household.prompt(1));
        Household.put(caller.resolve("two.prompt"), Household.prompt(1));
        Household.put(caller.resolve("caller.camel.yaml"), Household.route("caller", 1) + CALL);
        Path owner = home.resolve("jobs/owner");
        Household.put(owner.resolve("one.prompt"), Household.prompt(2));
        Household.put(owner.resolve("two.prompt"), Household.prompt(2));
        Household.put(owner.resolve("owner.camel.yaml"), Household.route("owner", 2) + SUB);
        try (Household cama = new Household(home, Map.of(), "plain")) {
            CountDownLatch held = cama.hold();
            cama.drop("caller", "words.csv", "a");
            Household.until(() -> !cama.calls.isEmpty());
            assertThat(change(cama, "caller", Household.route("caller", 2))).isEmpty();

            String changed = Household.route("owner", 3) + SUB;
            assertThat(change(cama, "owner", changed)).singleElement().satisfies(finding -> assertThat(
                            finding.toString())
                    .contains("jobs/owner", "jobs/caller", "address"));

            held.countDown();
            assertThat(cama.rows("caller", "words")).hasSize(1);
            Household.until(() -> {
                try (var copies = Files.list(home.resolve("work/jobs/caller"))) {
                    return copies.count() == 1;
                }
            });
            assertThat(change(cama, "owner", changed)).isEmpty();
        }
    }

    private static List<Finding> change(Household cama, String job, String text) throws IOException {
        Household.put(cama.folder(job).resolve(job + ".camel.yaml"), text);
        return cama.application().reload().reload();
    }
}
