package io.cama.ops.jmx;

import io.cama.config.Settings;
import io.cama.ops.control.Control;
import io.cama.ops.control.LimitChange;
import io.cama.ops.view.LimitView;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.jspecify.annotations.Nullable;

/** A provider as it is configured. */
@ManagedResource(description = "Cama: a provider of models, and how hard it may be asked")
public final class ProviderBean {
    private final Control control;
    private final Settings settings;
    private final String name;

    ProviderBean(Control control, Settings settings, String name) {
        this.control = control;
        this.settings = settings;
        this.name = name;
    }

    private LimitView view() {
        return control.views().limits().stream()
                .filter(limits -> limits.provider().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no provider " + name));
    }

    @ManagedAttribute(description = "The provider's name")
    public String getName() {
        return name;
    }

    @ManagedAttribute(description = "Base URL")
    public String getUrl() {
        return settings.provider(name).url();
    }

    @ManagedAttribute(description = "Whether a key is there, or none is needed")
    public boolean isKeyPresent() {
        return settings.keyProblem(name).isEmpty();
    }

    @ManagedAttribute(description = "Calls in flight that are always allowed")
    public int getMinConcurrency() {
        return view().minConcurrency();
    }

    @ManagedAttribute(description = "The most calls in flight")
    public int getMaxConcurrency() {
        return view().maxConcurrency();
    }

    @ManagedAttribute(description = "Whether limits were set since the start, which hold until the process ends")
    public boolean isLimitsChanged() {
        return view().changed();
    }

    @ManagedOperation(
            description =
                    "Set limits until the process ends: requests a minute, tokens a minute (0 for none), least and most calls in flight; -1 leaves one as it is (rpm, tpm, minConcurrency, maxConcurrency)")
    public String setLimits(long rpm, long tpm, int minConcurrency, int maxConcurrency) {
        return Jmx.text(() -> control.setLimits(
                name, new LimitChange(given(rpm), given(tpm), given(minConcurrency), given(maxConcurrency)), Jmx.by()));
    }

    private static @Nullable Long given(long value) {
        return value == -1 ? null : value;
    }

    private static @Nullable Integer given(int value) {
        return value == -1 ? null : value;
    }
}
