package io.cama.ops.embed;

import java.util.Map;
import org.apache.camel.Ordered;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;

/** What the placeholders of our routes stand for; asked before the application's own sources, for our keys only. */
final class OurProperties implements PropertiesSource, Ordered {
    private final Map<String, String> values;

    OurProperties(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    @Override
    public String getName() {
        return "cama";
    }

    @Override
    public @Nullable String getProperty(String name) {
        return values.get(name);
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST;
    }
}
