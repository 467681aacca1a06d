package io.patchbay.protocol.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.protocol.Limits;
import io.patchbay.protocol.task.TaskLimits;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** Each setting changes its own field of the snapshot, in its unit, and no other field. */
public final class ProtocolSettingsTest {

    /**
     * A setting with a value that differs from its default.
     *
     * @param field the path of the field that the setting changes
     * @param expected the value of that field
     */
    private record Change(String setting, Object value, String field, Object expected) {}

    private static final List<Change> CHANGES = List.of(
            new Change("callTimeoutSeconds", 61, "limits.callTimeout", Duration.ofSeconds(61)),
            new Change("inputTimeoutSeconds", 301, "limits.inputTimeout", Duration.ofSeconds(301)),
            new Change("maxCalls", 1001, "limits.maxCalls", 1001),
            new Change("maxCallsPerConnector", 65, "limits.perConnector.calls", 65),
            new Change("maxWaitingPerConnector", 129, "limits.perConnector.waiting", 129),
            new Change("waitMillis", 2001, "limits.perConnector.patience", Duration.ofMillis(2001)),
            new Change("maxStuckCallsPerConnector", 9, "limits.perConnector.stuck", 9),
            new Change("sessionIdleMinutes", 31, "limits.sessionIdle", Duration.ofMinutes(31)),
            new Change("maxSessions", 20_001, "limits.maxSessions", 20_001),
            new Change("maxSessionsPerCaller", 2001, "limits.maxSessionsPerCaller", 2001),
            new Change("replaySeconds", 301, "limits.replay.keep", Duration.ofSeconds(301)),
            new Change("replayEvents", 1001, "limits.replay.events", 1001),
            new Change("replayBytes", 4_000_000, "limits.replay.bytes", 4_000_000),
            new Change("replayTotalBytes", 5_000_000_000L, "limits.replay.totalBytes", 5_000_000_000L),
            new Change("retryMillis", 1001, "limits.replay.retry", Duration.ofMillis(1001)),
            new Change("pollSeconds", 1, "limits.replay.poll", Duration.ofSeconds(1)),
            new Change("taskAfterMillis", 501, "taskLimits.after", Duration.ofMillis(501)),
            new Change("taskMinutes", 61, "taskLimits.maxDuration", Duration.ofMinutes(61)),
            new Change("taskKeptMinutes", 62, "taskLimits.kept", Duration.ofMinutes(62)),
            new Change("taskPollMillis", 1002, "taskLimits.poll", Duration.ofMillis(1002)),
            new Change("maxTasks", 2002, "taskLimits.max", 2002),
            new Change("maxTasksPerCaller", 201, "taskLimits.maxPerCaller", 201),
            new Change("maxRunningTasks", 202, "taskLimits.maxRunning", 202),
            new Change("maxRunningTasksPerConnector", 51, "taskLimits.maxRunningPerConnector", 51),
            new Change("taskResultKilobytes", 257, "taskLimits.maxResult", 257 * 1024),
            new Change("taskMemoryMegabytes", 4096, "taskLimits.maxMemory", 4L * 1024 * 1024 * 1024),
            new Change("pageSize", 1003, "pageSize", 1003),
            new Change("listTtlMillis", 1004L, "limits.listTtl", Duration.ofMillis(1004)),
            new Change("maxBatch", 52, "limits.maxBatch", 52),
            new Change("literalText", new String[] {"files_*"}, "literalText", List.of("files_*")),
            new Change("instructions", "Ask first.", "limits.instructions", "Ask first."));

    @Test
    public void changesOneFieldForEachSetting() throws Exception {
        Map<String, Object> before = fields(ProtocolSettings.of(config(Map.of())));

        for (Change change : CHANGES) {
            ProtocolSettings settings = ProtocolSettings.of(config(Map.of(change.setting(), change.value())));

            Map<String, Object> changed = new LinkedHashMap<>(fields(settings));
            changed.entrySet().removeAll(before.entrySet());
            assertThat(changed)
                    .as("fields that %s changes", change.setting())
                    .isEqualTo(Map.of(change.field(), change.expected()));
        }
    }

    @Test
    public void usesEverySetting() {
        List<String> settings = Arrays.stream(ProtocolSettings.Config.class.getDeclaredMethods())
                .map(Method::getName)
                .toList();

        assertThat(CHANGES).extracting(Change::setting).containsExactlyInAnyOrderElementsOf(settings);
    }

    @Test
    public void setsEveryField() throws Exception {
        Map<String, Object> fields = fields(ProtocolSettings.of(config(Map.of())));

        assertThat(CHANGES).extracting(Change::field).containsExactlyInAnyOrderElementsOf(fields.keySet());
    }

    @Test
    public void hasTheDefaultsOfTheLimits() {
        ProtocolSettings settings = ProtocolSettings.of(config(Map.of()));

        assertThat(settings.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(settings.taskLimits()).isEqualTo(TaskLimits.DEFAULT);
    }

    @Test
    public void readsTextsOfToolsWhoseNamesMatch() {
        ProtocolSettings settings =
                ProtocolSettings.of(config(Map.of("literalText", new String[] {"files_*", "time_now"})));

        assertThat(settings.readsTexts("files_read")).isTrue();
        assertThat(settings.readsTexts("time_now")).isTrue();
        assertThat(settings.readsTexts("time_zone")).isFalse();
    }

    /** Returns a configuration with the defaults, except for the given settings. */
    private static ProtocolSettings.Config config(Map<String, Object> settings) {
        return (ProtocolSettings.Config) Proxy.newProxyInstance(
                ProtocolSettings.Config.class.getClassLoader(),
                new Class<?>[] {ProtocolSettings.Config.class},
                (proxy, method, arguments) -> settings.getOrDefault(method.getName(), method.getDefaultValue()));
    }

    /** Returns the value of each field by its path, through all nested records. */
    private static Map<String, Object> fields(ProtocolSettings settings) throws ReflectiveOperationException {
        Map<String, Object> fields = new LinkedHashMap<>();
        collect("", settings, fields);
        return fields;
    }

    private static void collect(String path, Record value, Map<String, Object> fields)
            throws ReflectiveOperationException {
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            String field = path + component.getName();
            Object found = component.getAccessor().invoke(value);
            if (found instanceof Record nested) {
                collect(field + '.', nested, fields);
            } else {
                fields.put(field, found);
            }
        }
    }
}
