package io.cama.routes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/** Notes the id of each step an exchange passes, for {@link RouteCoverageCheck}. */
final class VisitedSteps implements InterceptStrategy {
    static final Path FILE = Path.of("target/visited-steps.txt");

    private final Set<String> visited = ConcurrentHashMap.newKeySet();

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                visited.add(definition.getId());
                return super.process(exchange, callback);
            }
        };
    }

    void write() throws IOException {
        Files.createDirectories(FILE.getParent());
        Files.write(FILE, visited, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
