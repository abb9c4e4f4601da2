package io.cama.ops.reload;

import io.cama.config.ConfigException;
import io.cama.config.Settings;
import io.cama.config.source.ConfigReference;
import io.cama.config.source.Origin;
import io.cama.model.Finding;
import io.cama.model.Provider;
import io.cama.ops.check.SettingsCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings in use, and the change of those that say they take effect at once. Where one of all of them is wrong none
 * is changed.
 */
final class ConfigSwap {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigSwap.class);
    private static final String AT_ONCE = "at once";
    private static final String PROVIDER = "cama.provider.";

    private final Settings start;
    private final Consumer<Provider> limits;
    private final ConfigReference reference = ConfigReference.packaged();
    private final Map<String, String> inUse;

    /** @param limits is given each provider whose limits are others */
    ConfigSwap(Settings start, Consumer<Provider> limits) {
        this.start = start;
        this.limits = limits;
        this.inUse = start.all();
    }

    /**
     * Takes up what has changed and can be taken up.
     *
     * @return what is wrong, and what needs a new start
     */
    List<Finding> look() {
        Settings now = start.again();
        List<Finding> wrong = new ArrayList<>(now.findings());
        if (noError(wrong)) {
            wrong.addAll(SettingsCheck.of(now));
        }
        wrong.removeIf(finding -> finding.severity() != Finding.Severity.ERROR);
        return wrong.isEmpty() ? swap(now) : wrong;
    }

    private static boolean noError(List<Finding> findings) {
        return findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    }

    private List<Finding> swap(Settings now) {
        Map<String, String> values = now.all();
        Set<String> changed = new TreeSet<>(inUse.keySet());
        changed.addAll(values.keySet());
        changed.removeIf(key -> Objects.equals(inUse.get(key), values.get(key)));
        Set<String> live = changed.stream().filter(this::isLive).collect(Collectors.toCollection(TreeSet::new));
        live.stream().map(ConfigSwap::provider).distinct().forEach(name -> apply(now, name));
        live.forEach(key -> {
            if (values.containsKey(key)) {
                inUse.put(key, values.get(key));
            } else {
                inUse.remove(key);
            }
        });
        if (!live.isEmpty()) {
            LOG.info("Taken up: {}", String.join(", ", live));
        }
        changed.removeAll(live);
        return changed.stream().map(key -> later(key, now)).toList();
    }

    private boolean isLive(String key) {
        return key.startsWith(PROVIDER)
                && reference
                        .entry(key)
                        .filter(entry -> entry.effect().startsWith(AT_ONCE))
                        .isPresent();
    }

    private static String provider(String key) {
        String rest = key.substring(PROVIDER.length());
        return rest.substring(0, rest.indexOf('.'));
    }

    private void apply(Settings now, String name) {
        if (now.providers().contains(name)) {
            limits.accept(now.provider(name));
        }
    }

    private static Finding later(String key, Settings now) {
        String where = key;
        int line = 0;
        try {
            Origin origin = now.origin(key);
            where = origin.where();
            line = origin.line();
        } catch (ConfigException removed) {
            where = key;
        }
        return Finding.warning(where, line, key + " has changed, and takes effect on the next start", "start again");
    }
}
