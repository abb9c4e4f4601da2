package io.cama.ops.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.ErrorHandlerFactory;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job's files say, and their reload, is nothing to the other jobs. */
class JobsApartTest {
    private static final String THRICE = """
            - errorHandler:
                defaultErrorHandler:
                  redeliveryPolicy: { maximumRedeliveries: "2", redeliveryDelay: "1" }
            """;
    private static final String CALL = "        - to: { id: %s-sub, uri: direct, parameters: { name: compile } }\n";
    private static final String SUB = """
            - route:
                id: sub
                from:
                  uri: direct
                  parameters: { name: compile }
                  steps:
                    - log: { id: sub-log, message: compiled }
            """;

    @TempDir
    private Path home;

    private Household cama;

    /** A step that fails, and knows how often it was tried. */
    public static final class Failing {
        private final AtomicInteger tries = new AtomicInteger();

        /** Fails. */
        public void call() {
            tries.incrementAndGet();
            throw new IllegalStateException("never works");
        }
    }

    @BeforeEach
    void start() throws Exception {
        Path strict = home.resolve("jobs/strict");
        Household.put(strict.resolve("one.prompt"), Household.prompt(1));
        Household.put(strict.resolve("two.prompt"), Household.prompt(1));
        Household.put(strict.resolve("strict.camel.yaml"), THRICE + Household.route("strict", 1));
        cama = new Household(home, Map.of(), "shift", "other");
    }

    @AfterEach
    void stop() {
        cama.close();
    }

    private List<Finding> change(String job, String text) throws IOException {
        Household.put(cama.folder(job).resolve(job + ".camel.yaml"), text);
        return cama.application().reload().reload();
    }

    private void assertLater(List<Finding> findings, String job) {
        assertThat(findings).singleElement().satisfies(finding -> assertThat(finding.toString())
                .contains("jobs/" + job, "address", "next start"));
    }

    private void untilOldVersionIsGone(String job) {
        Household.until(() -> {
            try (var copies = Files.list(home.resolve("work/jobs").resolve(job))) {
                return copies.count() == 1;
            }
        });
    }

    @Test
    void theAddressThatAnotherJobNamesStaysHoweverItIsWritten() throws Exception {
        assertThat(change("shift", Household.route("shift", 2) + CALL.formatted("shift") + SUB))
                .isEmpty();
        untilOldVersionIsGone("shift");
        String names = Household.route("other", 2) + CALL.formatted("other");
        assertLater(change("other", names), "other");
        cama.drop("other", "before.csv", "a");
        assertThat(cama.rows("other", "before")).hasSize(1);

        change("shift", Household.route("shift", 3) + CALL.formatted("shift") + SUB);
        assertThat(cama.application().context().getRoute("sub"))
                .as("the address as it is written")
                .isNotNull();
        assertThat(change("other", names)).isEmpty();
        assertLater(change("shift", Household.route("shift", 4) + CALL.formatted("shift") + SUB), "shift");

        cama.drop("other", "words.csv", "a");
        assertThat(cama.rows("other", "words")).hasSize(1);
        cama.drop("shift", "words.csv", "a");
        assertThat(cama.rows("shift", "words")).hasSize(1);
    }

    @Test
    void anAddressThatCannotBeRenamedIsSeenBesideOneThatIsWrittenInParts() throws Exception {
        String polled = "        - poll: { id: shift-poll, uri: \"seda:compile\", timeout: \"1\" }\n";
        assertLater(change("shift", Household.route("shift", 2) + polled + SUB), "shift");
    }

    @Test
    void anotherJobThatComputesAnAddressHoldsUpThoseThatItMayMean() throws Exception {
        String computed = Household.route("other", 2)
                + "        - toD: { id: other-sub, uri: \"direct:comp${header.rest}\", ignoreInvalidEndpoint: true }\n";
        assertThat(change("other", computed)).isEmpty();

        assertLater(change("shift", Household.route("shift", 2) + SUB), "shift");
        assertThat(change("shift", Household.route("shift", 2) + SUB.replace("name: compile", "name: more")))
                .isEmpty();
    }

    private Failing failing() {
        Failing failing = new Failing();
        cama.application().context().getRegistry().bind("failing", failing);
        return failing;
    }

    private static String fails(String job, int version) {
        return Household.route(job, version) + "        - bean: { id: " + job
                + "-fails, ref: failing, method: call }\n";
    }

    private int tries(String job) throws IOException {
        Failing failing = failing();
        assertThat(change(job, fails(job, 2))).isEmpty();
        cama.drop(job, "fails.csv", "a");
        assertThat(cama.rows(job, "fails")).isEmpty();
        return failing.tries.get();
    }

    @Test
    void theErrorHandlerOfAJobIsForItsRoutesAlone() throws Exception {
        Failing failing = failing();
        assertThat(change("shift", THRICE + fails("shift", 2))).isEmpty();
        cama.drop("shift", "words.csv", "a");
        assertThat(cama.rows("shift", "words")).isEmpty();

        assertThat(failing.tries).hasValue(3);
        assertThat(tries("other")).isEqualTo(1);
    }

    @Test
    void theErrorHandlerOfAJobIsForItsRoutesAloneFromTheStart() throws Exception {
        ModelCamelContext context = (ModelCamelContext) cama.application().context();

        assertThat(context.getRouteDefinition("strict").getErrorHandlerFactory())
                .isExactlyInstanceOf(DefaultErrorHandlerDefinition.class);
        assertThat(context.getRouteDefinition("other").getErrorHandlerFactory())
                .isNotExactlyInstanceOf(DefaultErrorHandlerDefinition.class);
        assertThat(tries("other")).isEqualTo(1);
    }

    @Test
    void theErrorHandlerOfARefusedJobIsNobodys() throws Exception {
        ErrorHandlerFactory before = handler();
        assertThat(change("shift", THRICE + fails("shift", 2) + "        - to: { id: away, uri: \"nowhere:x\" }\n"))
                .isNotEmpty();

        assertThat(handler()).isSameAs(before);
    }

    private ErrorHandlerFactory handler() {
        return cama.application().context().getCamelContextExtension().getErrorHandlerFactory();
    }
}
