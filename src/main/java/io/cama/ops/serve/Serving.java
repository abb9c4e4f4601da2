package io.cama.ops.serve;

import io.cama.config.Settings;
import io.cama.ops.Application;
import io.cama.ops.control.Control;
import io.cama.ops.control.Reload;
import io.cama.ops.control.live.LiveControl;
import io.cama.ops.control.wish.WishDoor;
import io.cama.ops.http.HttpFace;
import io.cama.ops.http.HttpFace.Behind;
import io.cama.ops.http.stream.Recent;
import io.cama.ops.jmx.Jmx;
import io.cama.ops.seen.Observation;
import io.cama.ops.stock.CamaConsole;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import org.apache.camel.spi.ManagementAgent;
import org.jspecify.annotations.Nullable;

/**
 * An application that can be seen and steered: by commands of other processes, by JMX, and over HTTP.
 *
 * @param control what all the ways share
 * @param jmx or null where it is switched off
 * @param face or null where it is switched off
 */
public record Serving(
        Control control, @Nullable Jmx jmx, @Nullable HttpFace face) implements AutoCloseable {
    /**
     * Opens all ways to an application that is up.
     *
     * @param environment where the settings' references to variables are looked up
     * @throws io.cama.config.ConfigException if it cannot listen as it is to
     */
    public static Serving start(Application application, Settings settings, Map<String, String> environment)
            throws IOException {
        Serving steered = start(application, settings, application.reload());
        Observation seen = application.context().hasService(Observation.class);
        if (seen == null) {
            return steered;
        }
        Recent recent = new Recent(settings.number("cama.api.recent"), InstantSource.system());
        HttpFace.listen(application.context(), recent);
        try {
            Behind behind = new Behind(steered.control, seen.checks(), seen.scrape(), recent);
            HttpFace face = HttpFace.start(settings, environment, behind).orElse(null);
            return new Serving(steered.control, steered.jmx, face);
        } catch (IOException | RuntimeException e) {
            steered.close();
            throw e;
        }
    }

    /**
     * Without HTTP.
     *
     * @param reload takes up what has changed in jobs and configuration
     */
    public static Serving start(Application application, Settings settings, Reload reload) {
        Control control = new LiveControl(application, settings, InstantSource.system(), reload);
        application.flow().door().onWish(new WishDoor(() -> control));
        CamaConsole.open(application.context(), control.views());
        ManagementAgent agent = application.context().getManagementStrategy().getManagementAgent();
        Jmx jmx = agent == null ? null : Jmx.start(application.context(), agent, control, settings);
        return new Serving(control, jmx, null);
    }

    /** Where it can be reached over HTTP, in words. */
    public String where() {
        return face == null ? "off" : String.valueOf(face.uri());
    }

    @Override
    public void close() {
        if (face != null) {
            face.close();
        }
        if (jmx != null) {
            jmx.close();
        }
        control.finish();
    }
}
