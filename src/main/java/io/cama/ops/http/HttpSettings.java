package io.cama.ops.http;

import io.cama.config.ConfigException;
import io.cama.config.Settings;
import io.cama.config.value.KeyReference;
import io.cama.model.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Where the server listens, and how it shows itself; from the settings {@code cama.api.*}. */
final class HttpSettings {
    private final Settings settings;
    private final Map<String, String> environment;

    HttpSettings(Settings settings, Map<String, String> environment) {
        this.settings = settings;
        this.environment = environment;
    }

    /** Whether it is wanted at all. */
    boolean isOn() {
        return switch (settings.text("cama.api.enabled")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong("cama.api.enabled", "is neither true nor false", "write one of the two");
        };
    }

    /**
     * Where to listen.
     *
     * @throws ConfigException if others could reach it there without TLS, or there is no such address
     */
    InetSocketAddress address() {
        String host = settings.text("cama.api.host");
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw wrong("cama.api.host", "\"" + host + "\" is no address of this machine", "write 127.0.0.1");
        }
        if (!address.isLoopbackAddress()
                && settings.text("cama.api.tls.keystore").isEmpty()) {
            throw wrong(
                    "cama.api.host",
                    "others could reach " + host + ", and tokens would go there in the clear",
                    "set cama.api.tls.keystore and cama.api.tls.password, or write 127.0.0.1");
        }
        return new InetSocketAddress(address, settings.number("cama.api.port"));
    }

    /** Names it may be asked for under, beside those of loopback. */
    List<String> hosts() {
        String host = settings.text("cama.api.host");
        String own = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        List<String> all = new java.util.ArrayList<>(settings.list("cama.api.hosts"));
        all.add(own);
        return all;
    }

    /** What it shows itself with, or empty where it speaks in the clear. */
    Optional<SSLContext> tls() throws IOException {
        String file = settings.text("cama.api.tls.keystore");
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Path path = settings.home().resolve(file);
        char[] password = password();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (var in = Files.newInputStream(path)) {
                store.load(in, password);
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return Optional.of(context);
        } catch (IOException | GeneralSecurityException unusable) {
            throw wrong(
                    "cama.api.tls.keystore",
                    path + " cannot be used: " + unusable.getMessage(),
                    "give a PKCS12 file with one key and its certificate, and its password in cama.api.tls.password");
        }
    }

    private char[] password() throws IOException {
        String reference = settings.text("cama.api.tls.password");
        if (reference.isEmpty()) {
            return new char[0];
        }
        KeyReference where = KeyReference.parse(reference, settings.home())
                .orElseThrow(() ->
                        wrong("cama.api.tls.password", "holds the password itself", "write " + KeyReference.FORMS));
        return where.read(environment)
                .orElseThrow(() -> wrong("cama.api.tls.password", "there is no password", where.hint()))
                .toCharArray();
    }

    private static ConfigException wrong(String key, String message, String hint) {
        return new ConfigException(Finding.error(key, 0, message, hint));
    }
}
