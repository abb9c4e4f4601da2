package io.cama.ops.reload;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of what Camel keeps until it ends, such as beans and templates, all versions of a job have the same. */
class KeptByCamelTest {
    private static final String BEAN =
            "- beans:\n    - name: %s\n      type: java.util.Date\n" + "      properties: { time: \"%d\" }\n";
    private static final String TEMPLATE = """
            # A comment of no account.
            - routeTemplate:
                id: note-it
                parameters: [ { name: what } ]
                from:
                  uri: "direct:{{what}}"
                  steps:
                    - setBody: { constant: noted%d }
            - templatedRoute:
                routeTemplateRef: note-it
                routeId: made
                parameters: [ { name: what, value: made } ]
            """;

    @TempDir
    private Path home;

    private Household cama;

    @BeforeEach
    void start() throws Exception {
        for (String job : List.of("shift", "noted")) {
            Path folder = home.resolve("jobs").resolve(job);
            Household.put(folder.resolve("one.prompt"), Household.prompt(1));
            Household.put(folder.resolve("two.prompt"), Household.prompt(1));
        }
        Household.put(home.resolve("jobs/shift/shift.camel.yaml"), withBean("shift", 1, "tag", 1));
        Household.put(home.resolve("jobs/noted/noted.camel.yaml"), TEMPLATE.formatted(1) + Household.route("noted", 1));
        cama = new Household(home, Map.of(), "plain");
    }

    @AfterEach
    void stop() {
        cama.close();
    }

    private static String withBean(String job, int version, String bean, int value) {
        return Household.route(job, version) + BEAN.formatted(bean, value);
    }

    private CamelContext context() {
        return cama.application().context();
    }

    private Object bean(String name) {
        return context().getRegistry().lookupByName(name);
    }

    private List<Finding> change(String job, String text) throws IOException {
        Household.put(cama.folder(job).resolve(job + ".camel.yaml"), text);
        return cama.application().reload().reload();
    }

    private void assertLater(List<Finding> findings, String job) {
        assertThat(findings).singleElement().satisfies(finding -> assertThat(finding.toString())
                .contains("jobs/" + job, "next start"));
    }

    private void assertAnswers(String job, int version) throws IOException {
        cama.drop(job, "words" + version + ".csv", "a");
        assertThat(cama.rows(job, "words" + version).get(0).has("one" + version))
                .isTrue();
    }

    @Test
    void aChangedBeanWaitsForTheNextStart() throws Exception {
        Object before = bean("tag");
        assertThat(before).hasFieldOrPropertyWithValue("time", 1L);

        assertLater(change("shift", withBean("shift", 2, "tag", 2)), "shift");

        assertThat(bean("tag")).isSameAs(before);
        assertAnswers("shift", 1);
    }

    @Test
    void routesChangeBesideBeansThatStayTheSameObjects() throws Exception {
        Object before = bean("tag");

        assertThat(change("shift", withBean("shift", 2, "tag", 1))).isEmpty();

        assertThat(bean("tag")).isSameAs(before);
        assertAnswers("shift", 2);
    }

    @Test
    void aBeanOfANewJobWaitsForTheNextStart() throws Exception {
        cama.write("fresh", 1);
        assertLater(change("fresh", withBean("fresh", 1, "tag", 3)), "fresh");

        assertThat(bean("tag")).hasFieldOrPropertyWithValue("time", 1L);
        assertThat(change("fresh", Household.route("fresh", 1))).isEmpty();
        assertAnswers("fresh", 1);
    }

    @Test
    void aDataFormatThatComesWaitsForTheNextStart() throws Exception {
        assertLater(
                change(
                        "plain",
                        Household.route("plain", 2)
                                + "- dataFormats:\n    - csv: { id: semicolons, delimiter: \";\" }\n"),
                "plain");
        assertAnswers("plain", 1);
    }

    @Test
    void aChangedTemplateWaitsForTheNextStart() throws Exception {
        assertLater(change("noted", TEMPLATE.formatted(2) + Household.route("noted", 2)), "noted");

        assertThat(made()).isEqualTo("noted1");
        assertAnswers("noted", 1);
    }

    @Test
    void routesChangeBesideATemplateThatStays() throws Exception {
        Route before = context().getRoute("made");
        for (int version = 2; version < 4; version++) {
            assertThat(change("noted", TEMPLATE.formatted(1) + Household.route("noted", version)))
                    .isEmpty();
            assertAnswers("noted", version);
        }

        assertThat(context().getRoute("made")).isSameAs(before);
        assertThat(made()).isEqualTo("noted1");
    }

    private String made() {
        return context().createProducerTemplate().requestBody("direct:made", "x", String.class);
    }
}
