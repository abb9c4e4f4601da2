package io.cama.pace;

import io.cama.model.Provider;
import io.github.bucket4j.TimeMeter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One {@link Gate} per provider, made when it is first asked for. Safe for use by many threads. */
public final class Gates {
    private final TimeMeter clock;
    private final Map<String, Gate> gates = new ConcurrentHashMap<>();

    /** Gates that measure time by {@code clock}. */
    public Gates(TimeMeter clock) {
        this.clock = clock;
    }

    /** The gate of a provider. Providers of one name share the gate made for the first of them. */
    public Gate of(Provider provider) {
        return gates.computeIfAbsent(provider.name(), name -> new Gate(provider.rpm(), clock));
    }

    /** {@linkplain Gate#wake() Wakes} those who wait at any gate. */
    public void wakeAll() {
        gates.values().forEach(Gate::wake);
    }
}
