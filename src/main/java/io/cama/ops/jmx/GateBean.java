package io.cama.ops.jmx;

import io.cama.flow.board.State.WindowLine;
import io.cama.ops.view.LimitView;
import io.cama.ops.view.Views;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;

/** What the calls to a provider pass one by one. */
@ManagedResource(description = "Cama: the gate that calls to a provider pass, as it is now")
public final class GateBean {
    private final Views views;
    private final String provider;

    GateBean(Views views, String provider) {
        this.views = views;
        this.provider = provider;
    }

    private LimitView view() {
        return views.limits().stream()
                .filter(limits -> limits.provider().equals(provider))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no provider " + provider));
    }

    private WindowLine window(String word) {
        return view().windows().stream()
                .filter(window -> window.word().equals(word))
                .findFirst()
                .orElse(new WindowLine(word, 0, 0, false));
    }

    @ManagedAttribute(description = "Calls under way")
    public int getInFlight() {
        return view().inFlight();
    }

    @ManagedAttribute(description = "How many calls may be under way by now")
    public int getAllowed() {
        return view().allowed();
    }

    @ManagedAttribute(description = "Calls that wait for their turn")
    public int getWaiting() {
        return view().waiting();
    }

    @ManagedAttribute(description = "For how many more milliseconds nobody is let through")
    public long getPausedMillis() {
        return view().pausedMillis();
    }

    @ManagedAttribute(description = "What the next call waits for, empty for nothing")
    public String getLimitedBy() {
        return view().limitedBy();
    }

    @ManagedAttribute(description = "Requests a minute that are allowed by now, 0 for no limit")
    public long getRequestsPerMinute() {
        return window("rpm").limit();
    }

    @ManagedAttribute(description = "Requests of the last minute")
    public long getRequestsUsed() {
        return window("rpm").used();
    }

    @ManagedAttribute(description = "Tokens a minute that are allowed by now, 0 for no limit")
    public long getTokensPerMinute() {
        return window("tpm").limit();
    }

    @ManagedAttribute(description = "Tokens of the last minute, those reserved for calls under way included")
    public long getTokensUsed() {
        return window("tpm").used();
    }
}
