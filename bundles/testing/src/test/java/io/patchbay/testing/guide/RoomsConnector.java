package io.patchbay.testing.guide;

import static java.util.Objects.requireNonNull;

import io.patchbay.api.Arguments;
import io.patchbay.api.CallContext;
import io.patchbay.api.CatalogChanges;
import io.patchbay.api.Completion;
import io.patchbay.api.Connector;
import io.patchbay.api.McpNamespace;
import io.patchbay.api.Message;
import io.patchbay.api.Page;
import io.patchbay.api.Prompt;
import io.patchbay.api.PromptArgument;
import io.patchbay.api.PromptDefinition;
import io.patchbay.api.PromptResult;
import io.patchbay.api.ResourceDefinition;
import io.patchbay.api.ResourceResult;
import io.patchbay.api.ResourceTemplate;
import io.patchbay.api.Schema;
import io.patchbay.api.Tasks;
import io.patchbay.api.TemplateDefinition;
import io.patchbay.api.Tool;
import io.patchbay.api.ToolDefinition;
import io.patchbay.api.ToolResult;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The connector that docs/write-a-connector.md shows in parts. {@code GuideTest} holds the page to this file. */
@Component(configurationPid = "org.example.rooms")
@Designate(ocd = RoomsConnector.Config.class)
@McpNamespace("rooms")
public final class RoomsConnector implements Connector {

    @ObjectClassDefinition(name = "Rooms", description = "Where the bookings are, and how long a search may take")
    public @interface Config {

        @AttributeDefinition(description = "The URL of the booking system")
        String url() default "http://127.0.0.1:9000";

        @AttributeDefinition(description = "Seconds until a request to the booking system ends", min = "1", max = "600")
        int timeoutSeconds() default 10;

        @AttributeDefinition(
                required = false,
                description = "The password for the booking system, as $[secret:NAME] or $[env:NAME]")
        String _password() default "";
    }

    /** One immutable snapshot: a call that has begun keeps the settings it began with. */
    private record Settings(URI url, Duration timeout, String password) {

        static Settings of(Config config) {
            return new Settings(
                    URI.create(config.url()), Duration.ofSeconds(config.timeoutSeconds()), config._password());
        }

        @Override
        public String toString() {
            return "Settings[" + url + ", " + timeout + "]"; // Never the password.
        }
    }

    private volatile Settings settings;
    private volatile Optional<CatalogChanges> changes = Optional.empty();

    @Activate
    public RoomsConnector(Config config) {
        settings = Settings.of(config);
    }

    @Modified
    void changed(Config config) {
        settings = Settings.of(config);
        changes.ifPresent(CatalogChanges::changed);
    }

    @Override
    public void opened(CatalogChanges changes) {
        this.changes = Optional.of(changes);
    }

    Duration timeout() {
        return settings.timeout();
    }

    @Override
    public List<Tool> tools() {
        return List.of(new ImportBookings(List.of("2026-11.csv", "2026-12.csv")));
    }

    @Override
    public List<ResourceTemplate> resourceTemplates() {
        return List.of(new RoomTemplate(Map.of("garden", 12, "library", 8)));
    }

    @Override
    public List<Prompt> prompts() {
        return List.of(new Invitation(List.of("garden", "library")));
    }

    static final class RoomTemplate implements ResourceTemplate {

        private final Map<String, Integer> seats;

        RoomTemplate(Map<String, Integer> seats) {
            this.seats = Map.copyOf(seats);
        }

        @Override
        public TemplateDefinition definition() {
            return TemplateDefinition.of("rooms://room/{room}", "room")
                    .withDescription("One room")
                    .withMimeType("text/markdown");
        }

        @Override
        public ResourceResult read(URI uri, Map<String, String> variables, CallContext context) {
            String room = variables.get("room");
            return seats.containsKey(room)
                    ? ResourceResult.text(
                            uri.toString(), "text/markdown", "# " + room + "\n\n" + seats.get(room) + " seats\n")
                    : ResourceResult.notFound();
        }

        @Override
        public Page<ResourceDefinition> list(Optional<String> cursor, CallContext context) {
            List<ResourceDefinition> rooms = seats.keySet().stream()
                    .sorted()
                    .map(room ->
                            ResourceDefinition.of("rooms://room/" + room, room).withMimeType("text/markdown"))
                    .toList();
            return new Page<>(rooms, Optional.empty());
        }

        @Override
        public Completion complete(String variable, String typed, Map<String, String> known, CallContext context) {
            return Completion.of(seats.keySet().stream()
                    .filter(room -> room.startsWith(typed))
                    .sorted()
                    .toList());
        }
    }

    static final class Invitation implements Prompt {

        private final List<String> rooms;

        Invitation(List<String> rooms) {
            this.rooms = List.copyOf(rooms);
        }

        @Override
        public PromptDefinition definition() {
            return PromptDefinition.of(
                    "invitation", "Writes an invitation.", PromptArgument.required("room", "The room's name"));
        }

        @Override
        public PromptResult get(Arguments arguments, CallContext context) {
            return PromptResult.of(
                    Message.user("Write an invitation to a meeting in the room " + arguments.string("room") + "."));
        }

        @Override
        public Completion complete(String argument, String typed, Map<String, String> known, CallContext context) {
            return Completion.of(
                    rooms.stream().filter(room -> room.startsWith(typed)).toList());
        }
    }

    static final class ImportBookings implements Tool {

        private final List<String> files;

        ImportBookings(List<String> files) {
            this.files = List.copyOf(requireNonNull(files, "files"));
        }

        @Override
        public ToolDefinition definition() {
            return ToolDefinition.additive(
                            "import", "Imports the bookings of all months.", Schema.of("{\"type\": \"object\"}"))
                    .withTasks(Tasks.ALLOWED);
        }

        @Override
        public ToolResult call(Arguments arguments, CallContext context) throws Exception {
            context.continueAsTask();
            for (int done = 0; done < files.size(); done++) {
                context.progress(done, files.size(), "Read " + done + " of " + files.size() + " files");
                read(files.get(done));
            }
            return ToolResult.text("Imported " + files.size() + " files.");
        }

        private static void read(String file) throws InterruptedException {
            // Stands for the work. It ends early when the call is cancelled: the thread is interrupted.
            Thread.sleep(file.length());
        }
    }
}
