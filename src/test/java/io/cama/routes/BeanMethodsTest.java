package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Camel picks a method by its name, and gives up at run time where there are two. */
class BeanMethodsTest extends SharedFlow {
    private static final Pattern STEP = Pattern.compile("ref: (\\w+),?\\s+method: (\\w+)");

    @Test
    void everyStepOfTheRoutesNamesOneMethodOfItsBean() throws IOException {
        Map<String, Long> methods = new TreeMap<>();
        try (Stream<Path> routes = Files.walk(Path.of("routes"))) {
            for (Path file : routes.filter(Files::isRegularFile).toList()) {
                for (Matcher step = STEP.matcher(Files.readString(file)); step.find(); ) {
                    methods.put(step.group(1) + "." + step.group(2), methods(step.group(1), step.group(2)));
                }
            }
        }

        assertThat(methods)
                .hasSizeGreaterThan(40)
                .allSatisfy((step, count) -> assertThat(count).as(step).isEqualTo(1));
    }

    private long methods(String bean, String name) {
        Object found = context.getRegistry().lookupByName(bean);
        assertThat(found).as(bean).isNotNull();
        return Arrays.stream(found.getClass().getMethods())
                .map(Method::getName)
                .filter(name::equals)
                .count();
    }
}
