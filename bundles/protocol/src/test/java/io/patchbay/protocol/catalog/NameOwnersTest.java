package io.patchbay.protocol.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.protocol.FakePrompt;
import io.patchbay.protocol.FakeResource;
import io.patchbay.protocol.FakeTemplate;
import io.patchbay.protocol.FakeTool;
import io.patchbay.protocol.TestingCatalog;
import io.patchbay.protocol.Waiting;
import io.patchbay.spi.deploy.Publication;
import io.patchbay.spi.deploy.RefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Which owner keeps a name that two owners want. */
public class NameOwnersTest {

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path file;
    private TestingCatalog testing;

    @Before
    public void open() {
        file = folder.getRoot().toPath().resolve("data/names.json");
        testing = new TestingCatalog(file);
    }

    @Test
    public void theIncumbentKeepsItsNameAndTheNewcomerTheRest() {
        testing.publish("first.jar", "n", FakeTool.named("t"));
        ToolEntry incumbent = testing.tool("n_t");

        Publication publication = testing.publish("second.jar", "n", FakeTool.named("t"), FakeTool.named("u"));

        assertThat(testing.tool("n_t")).isSameAs(incumbent);
        assertThat(publication.names()).containsExactly("n_u");
        assertThat(publication.refused()).singleElement().asString().contains("n_t", "second.jar", "first.jar");
    }

    @Test
    public void anUpdateThatWantsAnothersNameLeavesTheVersionBefore() {
        testing.publish("first.jar", "n", FakeTool.named("t"));
        testing.publish("second.jar", "n", FakeTool.named("u"));

        assertThatThrownBy(() -> update("second.jar", FakeTool.named("u"), FakeTool.named("t")))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(RefusedException.Reason.NAMES))
                .hasMessageContaining("the name belongs to first.jar");

        assertThat(testing.tools()).containsExactly("n_t", "n_u");
        testing.catalog.retire("first.jar");
        update("second.jar", FakeTool.named("u"), FakeTool.named("t"));
        assertThat(testing.catalog.names("second.jar")).containsExactlyInAnyOrder("n_t", "n_u");
    }

    @Test
    public void anUpdateMayGoWithoutTheNameThatTheVersionBeforeDidNotGetEither() {
        testing.publish("first.jar", "n", FakeTool.named("t"));
        testing.publish("second.jar", "n", FakeTool.named("u"), FakeTool.named("t"));

        Publication publication = update("second.jar", FakeTool.named("u"), FakeTool.named("t"), FakeTool.named("new"));

        assertThat(publication.names()).containsExactlyInAnyOrder("n_u", "n_new");
        assertThat(publication.refused()).singleElement().asString().contains("first.jar");
    }

    @Test
    public void keepsNamesAgainOnceTheDiskTakesThem() throws IOException {
        Path inTheWay = folder.newFile("file").toPath();
        TestingCatalog started = new TestingCatalog(inTheWay.resolve("names.json"));
        started.publish("x.jar", "n", FakeTool.named("t"));
        assertThat(started.catalog.problems())
                .first()
                .satisfies(line -> assertThat(line)
                        .startsWith("Cannot ")
                        .endsWith("; the server retries automatically")
                        .doesNotContain("Exception"));

        Files.delete(inTheWay);

        Waiting.until("the names are kept", () -> started.catalog.problems().isEmpty());
        assertThat(inTheWay.resolve("names.json")).content().contains("x.jar");
    }

    @Test
    public void namesThatCannotBeReadAreNotForgotten() throws IOException {
        testing.publish("first.jar", "n", FakeTool.named("t"));
        Path kept = file.resolveSibling("kept");
        Files.move(file, kept);
        Files.createDirectory(file); // reading it is an I/O error, also for root
        TestingCatalog started = new TestingCatalog(file);
        assertThat(started.catalog.problems()).isNotEmpty();

        started.publish("second.jar", "n", FakeTool.named("u"));
        Files.delete(file);
        Files.move(kept, file);

        Waiting.until("the names are read", () -> started.catalog.problems().isEmpty());
        assertThat(new Names(file, owner -> true).owners())
                .containsEntry("tool n_t", "first.jar")
                .containsEntry("tool n_u", "second.jar");
    }

    private Publication update(String owner, Object... services) {
        return testing.catalog.publish(owner, testing.registrations("n", services), Optional.empty(), true);
    }

    @Test
    public void oneNameMayBeAToolAndAPromptAtOnce() {
        testing.publish("first.jar", "n", FakeTool.named("t"));

        assertThat(testing.publish("second.jar", "n", FakePrompt.named("t")).refused())
                .isEmpty();
    }

    @Test
    public void namesThatOnlyLookAlikeOnTheWireConflictToo() {
        testing.publish("first.jar", "n", FakeTool.named("t"));

        assertThatThrownBy(() -> testing.publish("second.jar", "", FakeTool.named("n_t")))
                .hasMessageContaining("first.jar");
    }

    @Test
    public void resourcesConflictByTheirUriAndNotByTheirName() {
        testing.publish("first.jar", "n", FakeResource.at("a://one"), FakeTemplate.of("a://{x}"));

        Publication publication = testing.publish(
                "second.jar", "n", FakeResource.at("a://one"), FakeResource.at("a://two"), FakeTemplate.of("a://{x}"));

        assertThat(publication.refused()).hasSize(2);
        assertThat(testing.catalog.snapshot().resources())
                .extracting(ResourceEntry::uri)
                .containsExactly("a://one", "a://two");
    }

    @Test
    public void ofTwoInOneOwnerTheOneThatServesStays() {
        FakeTool serving = FakeTool.named("t");
        var registrations = testing.registrations("n", serving);
        testing.catalog.publish("x.jar", registrations, Optional.empty());
        ToolEntry entry = testing.tool("n_t");

        Publication publication = testing.catalog.republish(
                "x.jar", List.of(registrations.get(0), new Registration(FakeTool.named("t"), "n", 100, 99)));

        assertThat(testing.tool("n_t")).isSameAs(entry);
        assertThat(entry.lease().retired()).isFalse();
        assertThat(publication.refused()).singleElement().asString().contains("twice");
    }

    @Test
    public void theOwnerIsRememberedOverARestart() {
        testing.publish("first.jar", "n", FakeTool.named("t"));
        TestingCatalog restarted = new TestingCatalog(file);

        assertThatThrownBy(() -> restarted.publish("second.jar", "n", FakeTool.named("t")))
                .hasMessageContaining("first.jar");
        restarted.publish("first.jar", "n", FakeTool.named("t"));

        assertThat(restarted.tool("n_t").owner()).isEqualTo("first.jar");
    }

    @Test
    public void theNewcomerGetsTheNameOnceTheOwnerIsRetired() {
        testing.publish("first.jar", "n", FakeTool.named("t"));
        testing.publish("second.jar", "n", FakeTool.named("t"), FakeTool.named("u"));

        testing.catalog.retire("first.jar");

        assertThat(testing.tool("n_t").owner()).isEqualTo("second.jar");
        assertThat(testing.tool("n_t").lease().acquire()).isTrue();
        assertThat(testing.catalog.refused().get("second.jar")).isEmpty();
    }

    @Test
    public void aLoadWritesItsNamesOnceAtItsEnd() {
        testing.catalog.pauseSavingNames();
        testing.publish("first.jar", "n", FakeTool.named("t"));
        testing.publish("second.jar", "n", FakeTool.named("u"));
        assertThat(file).doesNotExist();

        testing.catalog.resumeSavingNames();

        assertThat(new Names(file, owner -> true).owners())
                .containsEntry("tool n_t", "first.jar")
                .containsEntry("tool n_u", "second.jar");
        testing.publish("third.jar", "n", FakeTool.named("v"));
        assertThat(file).content().contains("third.jar");
    }

    @Test
    public void aLoadThatIsCutShortForgetsNoNameFromBefore() {
        testing.publish("second.jar", "n", FakeTool.named("t"));
        TestingCatalog killed = new TestingCatalog(file);
        killed.catalog.pauseSavingNames();
        killed.publish("first.jar", "n", FakeTool.named("u"));

        TestingCatalog restarted = new TestingCatalog(file);

        assertThatThrownBy(() -> restarted.publish("first.jar", "n", FakeTool.named("t")))
                .hasMessageContaining("second.jar");
        restarted.publish("second.jar", "n", FakeTool.named("t"), FakeTool.named("u"));
        assertThat(restarted.tools()).containsExactly("n_t", "n_u");
    }

    @Test
    public void namesThatALoadCannotWriteAreWrittenLater() throws IOException {
        Path inTheWay = folder.newFile("file").toPath();
        TestingCatalog started = new TestingCatalog(inTheWay.resolve("names.json"));
        started.catalog.pauseSavingNames();
        started.publish("x.jar", "n", FakeTool.named("t"));
        started.catalog.resumeSavingNames();
        assertThat(started.catalog.problems()).isNotEmpty();

        Files.delete(inTheWay);

        Waiting.until("the names are kept", () -> started.catalog.problems().isEmpty());
        assertThat(inTheWay.resolve("names.json")).content().contains("x.jar");
    }

    @Test
    public void retiringAnOwnerThatNeverCameFreesWhatIsRememberedForIt() {
        testing.publish("first.jar", "n", FakeTool.named("t"));
        TestingCatalog restarted = new TestingCatalog(file);

        restarted.catalog.retire("first.jar");

        assertThat(restarted.publish("second.jar", "n", FakeTool.named("t")).refused())
                .isEmpty();
    }

    @Test
    public void ownersThatCannotComeAnyMoreAreForgotten() {
        testing.publish("first.jar", "n", FakeTool.named("t"));
        testing.publish("second.jar", "n", FakeTool.named("u"));

        assertThat(new Names(file, owner -> owner.equals("second.jar")).owners())
                .containsOnlyKeys("tool n_u");
    }

    @Test
    public void aRefusedPublicationLeavesNoClaim() {
        assertThatThrownBy(() -> testing.publish("bad.jar", "n", FakeTool.named("no good")))
                .isInstanceOf(IllegalStateException.class);
        testing.publish("first.jar", "n", FakeTool.named("t"));
        assertThatThrownBy(() -> testing.publish("second.jar", "n", FakeTool.named("t")))
                .isInstanceOf(IllegalStateException.class);

        testing.catalog.retire("first.jar");

        assertThat(testing.tools()).isEmpty();
        assertThat(new Names(file, owner -> true).owners()).isEmpty();
    }

    @Test
    public void anUnreadableFileIsSetAsideAndNothingStops() throws IOException {
        for (String bad : new String[] {"", "[]", "{\"tool x\":null}", "{\"tool x\":[]}", "\u0000"}) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, bad);

            TestingCatalog started = new TestingCatalog(file);
            started.publish("x.jar", "n", FakeTool.named("t"));

            assertThat(started.tools()).containsExactly("n_t");
            assertThat(file.resolveSibling("names.json.unreadable")).hasContent(bad);
            assertThat(file).content().contains("x.jar");
        }
    }

    @Test
    public void saysSoWhenItCannotRemember() throws IOException {
        Path inTheWay = folder.newFile("file").toPath();
        TestingCatalog started = new TestingCatalog(inTheWay.resolve("names.json"));

        started.publish("x.jar", "n", FakeTool.named("t"));

        assertThat(started.tools()).containsExactly("n_t");
        assertThat(started.catalog.problems()).hasSize(1);
    }
}
