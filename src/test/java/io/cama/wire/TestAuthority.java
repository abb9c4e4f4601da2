package io.cama.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

/** An authority whose certificates a caller may trust, made by the JDK's keytool. */
public final class TestAuthority {
    private static final String PASSWORD = "changeit";
    private static final String AUTHORITY = "authority";

    private final Path folder;

    private TestAuthority(Path folder) {
        this.folder = folder;
    }

    /** Makes one with its files in a folder. */
    public static TestAuthority in(Path folder) throws IOException, GeneralSecurityException {
        var authority = new TestAuthority(folder);
        authority.pair(AUTHORITY, AUTHORITY, "bc:critical", "-20d", 40, List.of());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(AUTHORITY, load(authority.file(AUTHORITY)).getCertificate(AUTHORITY));
        save(trusted, authority.trustStore());
        return authority;
    }

    /** A key store, PKCS12, in which only this authority is trusted; its password is {@code changeit}. */
    public Path trustStore() {
        return file("trust");
    }

    /**
     * A certificate that this authority has signed.
     *
     * @param names such as {@code ip:127.0.0.1}
     * @param start such as {@code -10d}
     * @param days valid from then on
     */
    public TestCertificate issue(String name, String names, String start, int days)
            throws IOException, GeneralSecurityException {
        Files.copy(file(AUTHORITY), file(name));
        pair(name, "test", "san=" + names, start, days, List.of("-signer", AUTHORITY));
        KeyStore own = load(file(name));
        own.deleteEntry(AUTHORITY);
        save(own, file(name));
        return TestCertificate.in(file(name));
    }

    private Path file(String name) {
        return folder.resolve(name + ".p12");
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void save(KeyStore store, Path file) throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    private void pair(String store, String alias, String extension, String start, int days, List<String> more)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file(store).toString(),
                "-alias",
                alias,
                "-dname",
                "CN=cama test " + alias,
                "-ext",
                extension,
                "-startdate",
                start,
                "-validity",
                String.valueOf(days)));
        command.addAll(more);
        Process keytool = new ProcessBuilder(command)
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
    }
}
