package io.cama.flow.letter;

import io.cama.config.Settings;
import io.cama.config.value.EscalationTarget;
import io.cama.flow.endpoint.HttpEdge;
import io.cama.flow.endpoint.WebHooks;
import io.cama.ledger.Ledger;
import org.apache.camel.CamelContext;

/** Makes the escalation that the settings ask for. */
public final class Escalations {
    private final CamelContext context;
    private final Settings settings;
    private final HttpEdge.Limits limits;

    /** @param limits of what is sent over HTTP */
    public Escalations(CamelContext context, Settings settings, HttpEdge.Limits limits) {
        this.context = context;
        this.settings = settings;
        this.limits = limits;
    }

    /** Whether the settings name somebody who is told. */
    public static boolean isWanted(Settings settings) {
        return !settings.text(EscalationTarget.KEY).isBlank();
    }

    /**
     * The escalation over a ledger.
     *
     * @param ways of the jobs
     * @param never whether nobody is told of anything
     */
    public Escalation over(Ledger ledger, Escalation.Ways ways, boolean never) {
        HttpEdge.Maker edge = HttpEdge.plain(
                settings.duration("cama.escalate.timeout"),
                limits,
                context.getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "cama-escalation"));
        return new Escalation(
                ledger,
                ways,
                new Escalation.Wishes(
                        settings.text(EscalationTarget.KEY),
                        settings::resolve,
                        new WebHooks(context, "escalation", edge),
                        settings.home(),
                        never));
    }
}
