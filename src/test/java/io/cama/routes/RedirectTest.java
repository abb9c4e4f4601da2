package io.cama.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.model.Reason;
import io.cama.model.Run;
import io.cama.wire.Behaviours;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No redirect is followed, wherever it leads: the key goes to no address that nobody configured. */
class RedirectTest extends WireTestSupport {
    private final Stage other = Stage.open();

    @Override
    List<String> providers() {
        return List.of("moved");
    }

    @AfterAll
    void closeOther() throws Exception {
        other.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"301 Moved Permanently", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"})
    void anotherHostGetsNoRequestAndTheRunPauses(String status) throws Exception {
        other.play(answers());

        Run run = ask("moved", Behaviours.redirect(status, other.url() + "/v1/chat/completions"));

        assertPaused(run, Reason.REDIRECT);
        assertThat(run.reason()).contains(other.url());
        assertThat(stage("moved").requests()).hasSize(1);
        assertThat(other.connections()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v2/chat/completions", "/v1/chat/completions", "?again", "", "ht!tp://%%"})
    void theSameHostGetsNoSecondRequest(String target) throws Exception {
        Run run = ask("moved", Behaviours.redirect("307 Temporary Redirect", target), answers());

        assertPaused(run, Reason.REDIRECT);
        assertThat(stage("moved").requests()).hasSize(1);
    }
}
