package io.cama.config.value;

import io.cama.config.ConfigException;
import io.cama.config.Settings;
import io.cama.model.Finding;

/** A key that is on or off. */
public final class Switch {
    private Switch() {}

    /** Whether it is on.
     *
     * @throws ConfigException if it is neither
     */
    public static boolean isOn(Settings settings, String key) {
        String word = settings.text(key);
        if (!word.equals("on") && !word.equals("off")) {
            throw new ConfigException(
                    Finding.error(settings.origin(key).toString(), 0, key + " is \"" + word + "\"", "write on or off"));
        }
        return word.equals("on");
    }
}
