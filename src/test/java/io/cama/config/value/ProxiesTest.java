package io.cama.config.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    private static final List<String> LOOPBACK = List.of("loopback");

    @Test
    void theEnvironmentNamesAProxyForEachScheme() {
        var proxies =
                new Proxies("", LOOPBACK, Map.of("HTTPS_PROXY", "http://secure:1", "HTTP_PROXY", "http://plain:2"));

        assertThat(proxies.of("https://api.example/v1")).contains(URI.create("http://secure:1"));
        assertThat(proxies.of("http://api.example/v1")).contains(URI.create("http://plain:2"));
    }

    @Test
    void smallLettersAreStrongerAndAllIsTheWeakest() {
        Map<String, String> environment =
                Map.of("HTTPS_PROXY", "http://big:1", "https_proxy", "http://small:2", "ALL_PROXY", "all:3");

        assertThat(new Proxies("", LOOPBACK, environment).of("https://a.example"))
                .contains(URI.create("http://small:2"));
        assertThat(new Proxies("", LOOPBACK, environment).of("http://a.example"))
                .contains(URI.create("http://all:3"));
    }

    @Test
    void whatIsConfiguredIsStrongerThanTheEnvironmentAndItsExceptions() {
        var proxies = new Proxies("http://ours:1", LOOPBACK, Map.of("HTTPS_PROXY", "http://theirs:1", "NO_PROXY", "*"));

        assertThat(proxies.of("https://api.example")).contains(URI.create("http://ours:1"));
    }

    @Test
    void withoutAnyProxyAllIsDirect() {
        assertThat(new Proxies("", LOOPBACK, Map.of("HTTPS_PROXY", " ")).of("https://api.example"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:11434", "http://127.0.0.1:8000/v1", "http://[::1]:8080", "http://a.localhost"})
    void thisMachineIsDirectUnlessThatIsTakenBack(String url) {
        assertThat(new Proxies("http://ours:1", LOOPBACK, Map.of()).of(url)).isEmpty();
        assertThat(new Proxies("http://ours:1", List.of(), Map.of()).of(url)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example/v1, api.example, true",
        "https://api.example/v1, API.Example, true",
        "https://api.example/v1, example, true",
        "https://api.example/v1, .example, true",
        "https://api.example/v1, *.example, true",
        "https://api.example/v1, *, true",
        "https://api.example/v1, api.example:443, true",
        "https://api.example/v1, api.example:8443, false",
        "http://api.example:8080/v1, api.example:8080, true",
        "http://api.example/v1, api.example:80, true",
        "https://api.example/v1, pi.example, false",
        "https://api.example/v1, api.example.org, false",
        "https://10.1.2.3/v1, 10.1.2.3, true",
        "https://[fe80::1]/v1, fe80::1, true",
        "https://api.example/v1, ., false"
    })
    void aHostIsDirectWhenItIsNamed(String url, String entry, boolean direct) {
        assertThat(new Proxies("", List.of(), Map.of("ALL_PROXY", "http://p:1", "NO_PROXY", "other, " + entry)).of(url))
                .isEqualTo(direct ? java.util.Optional.empty() : java.util.Optional.of(URI.create("http://p:1")));
    }

    @Test
    void aProxyWithoutAPortIsAskedAtEightyAndKeepsItsUser() {
        assertThat(new Proxies("", LOOPBACK, Map.of("ALL_PROXY", "http://me:secret@proxy.example")).of("https://a.b"))
                .contains(URI.create("http://me:secret@proxy.example:80"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://me:secret@proxy:1080",
                "https://me:secret@proxy",
                "http://me:secret@ proxy",
                "builtin://"
            })
    void whatIsNoHttpProxyIsRefusedWithoutRepeatingIt(String proxy) {
        var proxies = new Proxies("", LOOPBACK, Map.of("ALL_PROXY", proxy));

        assertThatThrownBy(() -> proxies.of("https://api.example"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cama.http.proxy")
                .hasMessageNotContaining("secret");
    }
}
