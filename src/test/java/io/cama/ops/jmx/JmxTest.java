package io.cama.ops.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.house.PlantedKey;
import io.cama.model.RunState;
import io.cama.ops.audit.AuditLog;
import io.cama.ops.audit.Deed;
import io.cama.ops.audit.Entry;
import io.cama.ops.control.Service;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JmxTest {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();
    private static final String GATE = "io.cama:type=Gate,name=mine";
    private static final String BREAKER = "io.cama:type=Breaker,name=mine_any";

    @TempDir
    private Path home;

    private static Object get(String bean, String attribute) throws JMException {
        return SERVER.getAttribute(new ObjectName(bean), attribute);
    }

    private static Object call(String bean, String operation, Object... arguments) throws JMException {
        String[] types = Arrays.stream(SERVER.getMBeanInfo(new ObjectName(bean)).getOperations())
                .filter(known -> known.getName().equals(operation))
                .findFirst()
                .map(known -> Arrays.stream(known.getSignature())
                        .map(parameter -> parameter.getType())
                        .toArray(String[]::new))
                .orElseThrow();
        return SERVER.invoke(new ObjectName(bean), operation, arguments, types);
    }

    private static Set<String> names() throws JMException {
        return SERVER.queryNames(new ObjectName("io.cama:*"), null).stream()
                .map(ObjectName::getCanonicalName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isThere(String bean) {
        try {
            return SERVER.isRegistered(new ObjectName(bean));
        } catch (JMException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    @Test
    void allThatIsAtWorkHasItsBeanAndCanBeSteeredByIt() throws Exception {
        try (Service service = Service.in(home, "40ms")) {
            service.drop("people", 40);
            String id = service.awaitRows("people", 1).id();
            String run = "io.cama:type=Run,name=" + id;
            Service.until(() -> isThere(run) && isThere(BREAKER) && isThere(GATE) ? run : null);

            assertThat(names())
                    .contains(
                            "io.cama:type=Application",
                            "io.cama:type=Ledger",
                            "io.cama:name=greet,type=Job",
                            "io.cama:name=mine,type=Provider",
                            "io.cama:name=mine,type=Gate",
                            "io.cama:name=mine_any,type=Breaker",
                            "io.cama:name=" + id + ",type=Run")
                    .noneMatch(name -> name.contains("\""));
            assertThat(get(BREAKER, "State")).isEqualTo("closed");
            assertThat((Long) get(BREAKER, "Successes")).isPositive();
            assertThat(get(run, "State")).isEqualTo("RUNNING");

            call(run, "pause", "looking");

            assertThat((String) get(run, "State")).isEqualTo("PAUSED");
            assertThat((String) get(run, "Reason")).contains("(jmx): looking");
            assertThat((String) call(BREAKER, "isolate", "too dear")).contains("is isolated");
            assertThat(get(BREAKER, "State")).isEqualTo("isolated");
            assertThat(get(BREAKER, "Isolation")).isEqualTo("too dear");
            call(BREAKER, "reset");
            assertThat(get(BREAKER, "State")).isEqualTo("closed");
            call("io.cama:type=Provider,name=mine", "setLimits", 30000L, -1L, 2, 8);
            assertThat(get("io.cama:type=Gate,name=mine", "RequestsPerMinute")).isEqualTo(30000L);
            assertThat(get("io.cama:type=Provider,name=mine", "MaxConcurrency")).isEqualTo(8);
            call("io.cama:type=Job,name=greet", "pause", "");
            assertThat((String) get("io.cama:type=Job,name=greet", "Paused")).contains("(jmx)");
            call("io.cama:type=Job,name=greet", "resume");
            call("io.cama:type=Application", "maintenanceOn", "new disk");
            assertThat(get("io.cama:type=Application", "State")).isEqualTo("maintenance");
            call("io.cama:type=Application", "maintenanceOff");
            call(run, "resume");
            service.await("people", RunState.DONE);

            assertThat((String) call("io.cama:type=Application", "verifyAudit")).contains("whole");
            Service.until(() -> isThere(run) ? null : run);
            assertThat(new AuditLog(home).entries())
                    .allSatisfy(entry -> assertThat(entry.deed().way()).isEqualTo("jmx"))
                    .extracting(Entry::deed)
                    .filteredOn(deed -> !deed.outcome().equals(Deed.BEGUN))
                    .extracting(deed -> deed.action())
                    .containsExactly(
                            "run.pause",
                            "breaker.isolate",
                            "breaker.reset",
                            "limits.set",
                            "job.pause",
                            "job.resume",
                            "maintenance.on",
                            "maintenance.off",
                            "run.resume");
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void whatCannotBeDoneIsSaidInAnExceptionThatEveryConsoleKnows() throws Exception {
        try (Service service = Service.in(home, "0ms")) {
            service.drop("people", 2);
            service.await("people", RunState.DONE);

            assertThatThrownBy(() -> call("io.cama:type=Application", "maintenanceOn", " "))
                    .hasRootCauseInstanceOf(IllegalStateException.class)
                    .rootCause()
                    .hasMessageContaining("needs a reason");
            assertThatThrownBy(() -> call("io.cama:type=Provider,name=mine", "setLimits", -7L, -1L, -1, -1))
                    .rootCause()
                    .hasMessageContaining("rpm must be 0");
        }
    }

    @Test
    void everyAttributeAndOperationIsDescribed() throws Exception {
        try (Service service = Service.in(home, "0ms")) {
            service.drop("people", 2);
            service.await("people", RunState.DONE);

            for (ObjectName name : SERVER.queryNames(new ObjectName("io.cama:*"), null)) {
                for (MBeanAttributeInfo attribute : SERVER.getMBeanInfo(name).getAttributes()) {
                    assertThat(attribute.getDescription())
                            .as(name + " " + attribute.getName())
                            .contains(" ");
                }
                for (MBeanOperationInfo operation : operations(name)) {
                    assertThat(operation.getDescription())
                            .as(name + " " + operation.getName())
                            .contains(" ");
                }
            }
        }
    }

    /** Without the getters of attributes, which Camel lists as well. */
    private static List<MBeanOperationInfo> operations(ObjectName name) throws JMException {
        return Arrays.stream(SERVER.getMBeanInfo(name).getOperations())
                .filter(operation -> !operation.getName().matches("(get|is)[A-Z].*"))
                .toList();
    }

    @Test
    void noAttributeOfAnyBeanShowsTheKey() throws Exception {
        try (Service service = Service.in(home, "0ms")) {
            service.drop("people", 4);
            service.await("people", RunState.DONE);
            service.control().pauseJob("greet", "", Service.ADA);
            service.drop("others", 4);
            String waiting = "io.cama:type=Run,name="
                    + service.await("others", RunState.ACCEPTED).id();
            Service.until(
                    () -> names().stream().filter(name -> name.contains("=Run")).count() == 1 && isThere(waiting)
                            ? waiting
                            : null);

            Map<String, String> dump = dump();

            assertThat(dump).hasSizeGreaterThan(200);
            assertThat(dump).anySatisfy((name, value) -> assertThat(name).startsWith("org.apache.camel"));
            assertThat(leaks(dump)).isEmpty();
        }
    }

    @Test
    void aKeyThatABeanShowedWouldBeFound() {
        assertThat(leaks(Map.of("some Attribute", "Bearer " + PlantedKey.KEY))).containsExactly("some Attribute");
    }

    private static Set<String> leaks(Map<String, String> dump) {
        return dump.entrySet().stream()
                .filter(each -> each.getValue().contains(PlantedKey.KEY))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Map<String, String> dump() throws JMException {
        Map<String, String> dump = new LinkedHashMap<>();
        for (ObjectName name : SERVER.queryNames(null, null)) {
            for (MBeanAttributeInfo attribute : SERVER.getMBeanInfo(name).getAttributes()) {
                dump.put(name + " " + attribute.getName(), value(name, attribute));
            }
        }
        return dump;
    }

    private static String value(ObjectName name, MBeanAttributeInfo attribute) {
        try {
            Object value = SERVER.getAttribute(name, attribute.getName());
            return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
        } catch (JMException | RuntimeException unreadable) {
            return String.valueOf(unreadable);
        }
    }

    @Test
    void noPortIsOpenedForIt() throws Exception {
        Assumptions.assumeTrue(Files.exists(Path.of("/proc/self/net/tcp")), "no /proc to look at");
        Set<String> before = listening();
        try (Service service = Service.in(home, "0ms")) {
            Service.until(() -> isThere("io.cama:type=Application") ? service : null);

            assertThat(listening()).isEqualTo(before);
        }
        try (ServerSocket any = new ServerSocket(0)) {
            assertThat(any.isBound()).isTrue();
            assertThat(listening()).hasSize(before.size() + 1);
        }
    }

    /** The sockets of this process on which it takes connections, by their numbers in the kernel. */
    private static Set<String> listening() throws IOException {
        Set<String> all = new TreeSet<>();
        for (String table : new String[] {"tcp", "tcp6"}) {
            try (Stream<String> lines = Files.lines(Path.of("/proc/self/net", table))) {
                lines.map(line -> line.strip().split("\\s+"))
                        .filter(fields -> fields.length > 9 && fields[3].equals("0A"))
                        .forEach(fields -> all.add("socket:[" + fields[9] + "]"));
            }
        }
        Set<String> own = new TreeSet<>();
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            for (Path each : open.toList()) {
                try {
                    own.add(Files.readSymbolicLink(each).toString());
                } catch (IOException closed) {
                    // It was open only to look here.
                }
            }
        }
        all.retainAll(own);
        return all;
    }
}
