package io.cama.ops.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cama.ops.control.By;
import io.cama.ops.control.By.Role;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client is told when the machine fails, and when the server ends. */
class HttpTroubleTest {
    @TempDir
    Path home;

    private ServedHome served;

    @BeforeEach
    void serve() throws Exception {
        served = new ServedHome(home, Map.of());
        served.control().maintenanceOn("files stay in the inbox", By.local(By.Way.CLI));
    }

    @AfterEach
    void end() {
        served.close();
    }

    @Test
    void anAuditLogThatCannotBeReadIsSaidToBeUnreadable() throws Exception {
        Files.delete(home.resolve("work/audit.jsonl"));
        Files.createDirectory(home.resolve("work/audit.jsonl"));

        HttpAnswer answer = served.client(Role.ADMIN).get("/api/v1/audit");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("type").asText()).isEqualTo("urn:cama:problem:trouble");
        assertThat(answer.header("Retry-After")).isPresent();
    }

    @Test
    void anAuditLogThatNoMemoryHoldsCanStillBeRead() throws Exception {
        served.control().maintenanceOn("for another reason", By.local(By.Way.CLI));
        try (RandomAccessFile log =
                new RandomAccessFile(home.resolve("work/audit.jsonl").toFile(), "rw")) {
            log.setLength(4L << 30); // of which nothing is on the disk
        }

        HttpAnswer answer = served.client(Role.ADMIN).get("/api/v1/audit?limit=1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("entries")).hasSize(1);
    }

    @Test
    void whoAsksWhenTheMemoryIsUsedUpIsAnswered() throws Exception {
        Scrape failing = accept -> {
            throw new OutOfMemoryError("as if");
        };
        try (HttpFace other = served.another(Map.of(), failing)) {
            assertThat(served.client(other, Role.VIEWER).get("/observe/metrics").status())
                    .isEqualTo(500);
        }
    }

    @Test
    void anInboxThatCannotBeWrittenToIsSaidToBeSo() throws Exception {
        Path folder = home.resolve("inbox/plain");
        await().until(() -> Files.isDirectory(folder));
        Files.delete(folder);
        Files.writeString(folder, "in the way");

        HttpAnswer answer =
                served.client(Role.OPERATOR).send("POST", "/api/v1/jobs/plain/files?name=words.csv", "word\nplum\n");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("type").asText()).isEqualTo("urn:cama:problem:trouble");
    }

    @Test
    void aFileThatDidNotGetIntoTheInboxIsNotSaidToHaveBeenPutThere() throws Exception {
        try (Socket socket = served.client(Role.OPERATOR).open()) {
            write(
                    socket,
                    "POST /api/v1/jobs/plain/files?name=words.csv HTTP/1.1\r\nHost: localhost\r\n"
                            + "Authorization: Bearer " + served.token(Role.OPERATOR)
                            + "\r\nContent-Length: 10\r\n\r\nword\n");
            await().until(() -> unfinished().size() == 1);
            Files.delete(unfinished().get(0));
            write(socket, "plum\n");

            assertThat(HttpAnswer.of(RawClient.all(socket)).status()).isEqualTo(503);
        }
        assertThat(Files.readString(home.resolve("work/audit.jsonl"))).doesNotContain("inbox.put");
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    private List<Path> unfinished() throws IOException {
        Path folder = home.resolve("inbox/plain");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        }
    }

    @Test
    void whatIsBeingDoneWhenTheServerEndsIsDoneUndisturbedAndAnswered() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch closing = new CountDownLatch(1);
        AtomicBoolean disturbed = new AtomicBoolean();
        HttpFace other = served.another(Map.of(), accept -> {
            begun.countDown();
            try {
                closing.await();
                Thread.onSpinWait();
                disturbed.set(Thread.currentThread().isInterrupted());
            } catch (InterruptedException interrupted) {
                disturbed.set(true);
            }
            return new Scrape.Page("text/plain", "read to its end");
        });
        try (Socket socket = served.client(other, Role.VIEWER).open()) {
            write(
                    socket,
                    "GET /observe/metrics HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                            + served.token(Role.VIEWER) + "\r\n\r\n");
            begun.await();
            Thread closes = new Thread(other::close, "closes");
            closes.start();
            await().until(() ->
                    closes.getState() == Thread.State.TIMED_WAITING || closes.getState() == Thread.State.TERMINATED);
            closing.countDown();

            assertThat(HttpAnswer.of(RawClient.all(socket)).body()).isEqualTo("read to its end");
            closes.join();
        }
        assertThat(disturbed).isFalse();
    }
}
