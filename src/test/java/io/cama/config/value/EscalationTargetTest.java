package io.cama.config.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EscalationTargetTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "none",
                "https://hooks.example.com/a?b=c",
                "http://127.0.0.1:8080/hook",
                "http://localhost/hook",
                "file:letters",
                "direct:told",
                "seda:told",
                "{{env:HOOK}}"
            })
    void somebodyOnThisMachineOrBehindTlsCanBeTold(String target) {
        assertThat(EscalationTarget.problem(target)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.example.com/s3cret",
                "HTTP://169.254.169.254/s3cret",
                "https://user:s3cret@example.com/",
                "https:///s3cret",
                "https://a b/s3cret",
                "s3cret",
                "exec:s3cret",
                "log:s3cret",
                "smtp://mail.example.com/s3cret"
            })
    void whatCouldBeReadOnTheWayOrNamesNobodyIsRefusedWithoutRepeatingIt(String target) {
        assertThat(EscalationTarget.problem(target)).isPresent();
        assertThat(EscalationTarget.problem(target).orElseThrow()).doesNotContain("s3cret");
    }

    @Test
    void aTargetIsShownWithoutWhatCouldBeASecret() {
        assertThat(EscalationTarget.shown("https://hooks.example.com/T0/s3cret?k=v"))
                .isEqualTo("https://hooks.example.com");
        assertThat(EscalationTarget.shown("direct:told?token=s3cret")).isEqualTo("direct:told");
        assertThat(EscalationTarget.shown("file:letters")).isEqualTo("file:letters");
    }
}
