package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Run;
import io.cama.model.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Advisories on Camel 4.17.0 that were reproduced with it, and why none of them is one on Cama. */
class AdvisoriesTest extends SharedFlow {
    /** A hostile header for each way a component of Camel may take one. */
    private static final List<String> NAMES = List.of(
            "CamelHttpUri",
            "camelhttpuri",
            "CAMELHTTPURI",
            "cAmElHtTpUrI",
            "CamelRestHttpUri",
            "CamelHttpPath",
            "CamelHttpQuery",
            "CamelHttpRawQuery",
            "CamelHttpMethod",
            "CamelHttpHost",
            "CamelHttpPort",
            "CamelBeanMethodName",
            "CamelFileName",
            "CamelJmsDestinationName",
            "Authorization",
            "Host",
            "X-Api-Key");

    private static final Pattern CAMEL =
            Pattern.compile("<artifactId>(camel-[a-z0-9-]+)</artifactId>(?!\\s*<scope>test)(?!\\s*<version>)");

    /** What of Camel the program is built with; one more is a decision, and its advisories are looked through first. */
    private static final Set<String> KNOWN = Set.of(
            "camel-bean",
            "camel-caffeine",
            "camel-cli-connector",
            "camel-console",
            "camel-csv",
            "camel-direct",
            "camel-file",
            "camel-health",
            "camel-http",
            "camel-jackson",
            "camel-kamelet",
            "camel-log",
            "camel-main",
            "camel-management",
            "camel-micrometer",
            "camel-quartz",
            "camel-resilience4j",
            "camel-seda",
            "camel-timer",
            "camel-yaml-dsl");

    private final AtomicBoolean hostile = new AtomicBoolean();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getCamelContextExtension().addInterceptStrategy(new Injection());
        return context;
    }

    /** Just before the headers are cleared for a call, where no step could put any later, hostile ones are put there. */
    private final class Injection implements InterceptStrategy {
        @Override
        public Processor wrapProcessorInInterceptors(
                CamelContext context, NamedNode node, Processor target, Processor next) {
            if (!"call-clean".equals(node.getId())) {
                return target;
            }
            return new DelegateAsyncProcessor(target) {
                @Override
                public boolean process(org.apache.camel.Exchange exchange, org.apache.camel.AsyncCallback callback) {
                    if (hostile.get()) {
                        NAMES.forEach(name -> exchange.getMessage().setHeader(name, evil()));
                    }
                    return super.process(exchange, callback);
                }
            };
        }
    }

    private String evil() {
        return endpoint.url() + "/{{this.home}}/stolen";
    }

    /** CVE-2026-78164: placeholders in CamelHttpUri are expanded, CVE-2025-27636 and -29891: so are case variants. */
    @Test
    void noHeaderChangesWhereACallGoesOrWhatItCarries() throws Exception {
        hostile.set(true);

        Run run = ask("apple");

        assertThat(run.state()).isEqualTo(RunState.DONE);
        assertThat(endpoint.calls()).singleElement().satisfies(call -> {
            assertThat(call.path()).isEqualTo("/v1/chat/completions");
            assertThat(call.headers().toString()).doesNotContain("stolen").doesNotContain(home.toString());
        });
    }

    /** The component itself is as vulnerable as the advisory says, so that the test above proves something. */
    @Test
    void theComponentAloneWouldExpandThePlaceholder() {
        endpoint.script(call -> ScriptedEndpoint.Answer.says("{}"));

        template.requestBodyAndHeader(endpoint.url(), "{}", "CamelHttpUri", evil());

        assertThat(endpoint.calls()).singleElement().satisfies(call -> assertThat(call.path())
                .contains(home.toString())
                .endsWith("stolen"));
    }

    /** CVE-2026-40453 (JMS), -40022, -85316, -84176 (platform-http), and those on components that we do not ship. */
    @Test
    void onlyComponentsThatWereLookedThroughAreBuiltIn() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        Set<String> components = CAMEL.matcher(pom.substring(0, pom.indexOf("<build>")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(components).contains("camel-http").isSubsetOf(KNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.camel.component.platform.http.PlatformHttpComponent",
                "org.apache.camel.component.platform.http.main.ManagementHttpServer",
                "org.apache.camel.component.jms.JmsComponent",
                "org.apache.camel.component.sjms.SjmsComponent",
                "org.apache.camel.component.netty.http.NettyHttpComponent",
                "org.apache.camel.component.exec.ExecComponent",
                "io.vertx.core.Vertx"
            })
    void whatTheAdvisoriesAreAboutIsNotThere(String type) {
        assertThat(getClass().getClassLoader().getResource(type.replace('.', '/') + ".class"))
                .as(type)
                .isNull();
    }

    @Test
    void noRouteOfOursFollowsRedirectsOrListensToTheNet() throws Exception {
        try (var files = Files.list(Path.of("routes"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".yaml")).toList()) {
                assertThat(Files.readString(file))
                        .as(file.toString())
                        .doesNotContain("followRedirects: true", "platform-http:", "uri: jms", "netty");
            }
        }
    }
}
