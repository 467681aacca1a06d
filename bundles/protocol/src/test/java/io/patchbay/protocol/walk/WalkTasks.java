package io.patchbay.protocol.walk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.protocol.Answered;
import io.patchbay.protocol.ModernClient;
import io.patchbay.protocol.TestExchange;
import io.patchbay.protocol.Waiting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tasks: each belongs to its caller and has the state of the model. */
final class WalkTasks {

    private static final int MAX_TASKS = 10;

    private final WalkWorld world;
    private final List<Job> jobs = new ArrayList<>();

    WalkTasks(WalkWorld world) {
        this.world = world;
    }

    /** One task. */
    private static final class Job {

        final WalkPerson person;
        final String mark;
        final String id;
        String status = "working";
        String said;

        Job(WalkPerson person, String mark, String id) {
            this.person = person;
            this.mark = mark;
            this.id = id;
            this.said = WalkConnector.said(person, mark);
        }

        boolean of(WalkPerson other) {
            return other.owner().equals(person.owner());
        }

        boolean open() {
            return status.equals("working") || status.equals("input_required");
        }
    }

    private ModernClient client(WalkPerson person) {
        return world.server.modern(person.identity()).takingTasks().id(world.id());
    }

    void create() {
        if (jobs.stream().filter(Job::open).count() >= MAX_TASKS) {
            return;
        }
        WalkPerson person = world.person();
        String mark = world.mark(person.key());
        TestExchange call = client(person).start("tools/call", "{'name':'c_job','arguments':{'mark':'" + mark + "'}}");
        JsonNode task = world.answer(person.key(), call).result();
        assertThat(task.path("resultType").textValue()).isEqualTo("task");
        assertThat(jobs)
                .extracting(job -> job.id)
                .doesNotContain(task.path("taskId").textValue());
        jobs.add(new Job(person, mark, task.path("taskId").textValue()));
    }

    /** Reads a task, of the same caller or of another one. */
    void touch() {
        if (jobs.isEmpty()) {
            return;
        }
        Job job = world.pick(jobs);
        WalkPerson person = world.person();
        String method = world.pick(List.of("tasks/get", "tasks/get", "tasks/update", "tasks/cancel"));
        String params = "{'taskId':'" + job.id + "'"
                + (method.equals("tasks/update")
                        ? ",'inputResponses':{'who':{'action':'accept','content':{'name':'me'}}}}"
                        : "}");
        Answered answered = world.answer(person.key(), client(person).start(method, params));
        if (!job.of(person)) {
            assertThat(answered.summary()).isEqualTo("200 -32602");
            assertThat(answered.message()).isEqualTo("Unknown task: " + job.id);
            return;
        }
        switch (method) {
            case "tasks/get" -> stands(job, answered.result());
            case "tasks/update" -> updated(job, answered);
            default -> cancelled(job, answered);
        }
    }

    private void updated(Job job, Answered answered) {
        assertThat(answered.summary()).isEqualTo("200 ok");
        if (job.status.equals("input_required")) {
            job.said += " me";
            await(job, "completed");
        }
    }

    private void cancelled(Job job, Answered answered) {
        assertThat(answered.summary()).isEqualTo("200 ok");
        if (job.open()) {
            await(job, "cancelled");
        }
    }

    /** Lets a tool continue: to its end, or to a question. */
    void go() {
        jobs.stream().filter(job -> job.status.equals("working")).findFirst().ifPresent(job -> {
            boolean asks = world.oneIn(2);
            world.connector.gate(job.mark).word.complete(asks ? "ask" : "go");
            await(job, asks ? "input_required" : "completed");
        });
    }

    private void await(Job job, String status) {
        job.status = status;
        Waiting.until(
                job.id + " is " + status,
                () -> client(job.person)
                        .task(job.id)
                        .result()
                        .path("status")
                        .asText()
                        .equals(status));
        stands(job, client(job.person).task(job.id).result());
    }

    private static void stands(Job job, JsonNode task) {
        assertThat(task.path("taskId").textValue()).isEqualTo(job.id);
        assertThat(task.path("status").textValue()).isEqualTo(job.status);
        if (job.status.equals("completed")) {
            assertThat(task.path("result").findValue("text").textValue()).isEqualTo(job.said);
        }
    }

    /** Returns the ids of some tasks, with their owners. */
    Map<String, String> some() {
        Map<String, String> some = new LinkedHashMap<>();
        jobs.stream().filter(job -> world.oneIn(4)).forEach(job -> some.put(job.id, job.person.owner()));
        return some;
    }

    void cancelAll() {
        jobs.stream()
                .filter(Job::open)
                .forEach(job -> cancelled(job, client(job.person).cancel(job.id)));
    }
}
