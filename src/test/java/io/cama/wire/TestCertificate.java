package io.cama.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate that no one but itself has signed, made by the JDK's keytool when a test needs it. */
public final class TestCertificate {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path file;

    private TestCertificate(Path file) {
        this.file = file;
    }

    /** For 127.0.0.1 and localhost, valid now. */
    public static TestCertificate selfSigned(Path folder) throws IOException {
        return make(folder.resolve("self.p12"), "ip:127.0.0.1,dns:localhost", "-1d", 10);
    }

    /** For 127.0.0.1 and localhost, not valid any more. */
    public static TestCertificate expired(Path folder) throws IOException {
        return make(folder.resolve("expired.p12"), "ip:127.0.0.1,dns:localhost", "-10d", 5);
    }

    /** For another host, valid now. */
    public static TestCertificate forHost(Path folder, String host) throws IOException {
        return make(folder.resolve("host.p12"), "dns:" + host, "-1d", 10);
    }

    /** The one in a key store that was made elsewhere, under the alias {@code test}. */
    static TestCertificate in(Path file) {
        return new TestCertificate(file);
    }

    private static TestCertificate make(Path file, String names, String start, int days) throws IOException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "test",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD),
                        "-dname",
                        "CN=cama test",
                        "-ext",
                        "san=" + names,
                        "-startdate",
                        start,
                        "-validity",
                        String.valueOf(days))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool ended with " + keytool.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return new TestCertificate(file);
    }

    /** The key store, PKCS12; its password is {@code changeit}. */
    public Path file() {
        return file;
    }

    /** The certificate. */
    public X509Certificate certificate() throws IOException, GeneralSecurityException {
        return (X509Certificate) store().getCertificate("test");
    }

    /** What a server shows itself with. */
    public SSLContext server() throws IOException, GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(), PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** A caller's that trusts this certificate. What is trusted itself is not looked at for its dates. */
    public SSLContext trusting() throws IOException, GeneralSecurityException {
        KeyStore own = store();
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, PASSWORD);
        trusted.setCertificateEntry("test", own.getCertificate("test"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private KeyStore store() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }
}
