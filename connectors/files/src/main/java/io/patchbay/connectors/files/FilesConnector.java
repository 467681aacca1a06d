package io.patchbay.connectors.files;

import io.patchbay.api.CatalogChanges;
import io.patchbay.api.Connector;
import io.patchbay.api.Interest;
import io.patchbay.api.ResourceTemplate;
import io.patchbay.api.Tool;
import io.patchbay.connectors.files.edit.Writer;
import io.patchbay.connectors.files.tool.CreateTool;
import io.patchbay.connectors.files.tool.DeleteTool;
import io.patchbay.connectors.files.tool.EditTool;
import io.patchbay.connectors.files.tool.FileTemplate;
import io.patchbay.connectors.files.tool.FindTool;
import io.patchbay.connectors.files.tool.InfoTool;
import io.patchbay.connectors.files.tool.ListTool;
import io.patchbay.connectors.files.tool.MakeFolderTool;
import io.patchbay.connectors.files.tool.MoveTool;
import io.patchbay.connectors.files.tool.OnDisk;
import io.patchbay.connectors.files.tool.ReadTool;
import io.patchbay.connectors.files.tool.SearchTool;
import io.patchbay.connectors.files.tool.WriteTool;
import io.patchbay.connectors.files.tree.DiskThreads;
import io.patchbay.connectors.files.tree.FilesLimits;
import io.patchbay.connectors.files.tree.FilesSettings;
import io.patchbay.connectors.files.tree.RootFolders;
import io.patchbay.connectors.files.tree.TemporaryNames;
import io.patchbay.connectors.files.tree.Tree;
import io.patchbay.connectors.files.watch.FileWatch;
import io.patchbay.connectors.files.watch.RootCheck;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Serves folders of files as resources. The connector's tools list, find, read and search files, and change files in
 * writable roots. Each configuration has its own instance.
 */
@Component(configurationPid = "io.patchbay.connectors.files", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = FilesConnector.Config.class, factory = true)
public final class FilesConnector implements Connector {

    /** The settings of one instance of the connector. */
    @ObjectClassDefinition(
            name = "Files",
            description = "Folders whose files agents may list, find, read and search, and change in writable roots")
    public @interface Config {

        @AttributeDefinition(
                description =
                        "The namespace. The names of the tools begin with the namespace, and the namespace is the host in the URIs of the files")
        String mcp_namespace() default "files";

        @AttributeDefinition(
                description =
                        "The root folders. Write each root as name=path, or as a path alone to name the root after the last folder of the path."
                                + " A relative path is below the data folder, and the server creates the folder if it is missing")
        String[] roots() default {};

        @AttributeDefinition(
                description =
                        "The names of the roots in which files may be changed. The tools that write exist only if this setting"
                                + " names a root. The policy decides which of these tools may run")
        String[] writable() default {};

        @AttributeDefinition(
                description = "The maximum number of bytes of a file in one answer",
                min = "1",
                max = "67108864")
        int maxFileBytes() default 1_048_576;

        @AttributeDefinition(description = "The maximum number of results in one answer", min = "1", max = "10000")
        int maxResults() default 200;

        @AttributeDefinition(
                description = "The maximum number of files and folders in one listing",
                min = "1",
                max = "10000")
        int maxEntries() default 500;

        @AttributeDefinition(
                description = "The maximum size of a file that is written or edited, in bytes",
                min = "1",
                max = "67108864")
        int maxWriteBytes() default 1_048_576;

        @AttributeDefinition(
                description = "The maximum number of files and folders that one call may delete",
                min = "1",
                max = "100000")
        int maxDeletions() default 1_000;

        @AttributeDefinition(
                description =
                        "The maximum number of files and folders that are checked for changes while clients subscribe; 0 for none",
                min = "0",
                max = "1000000")
        int maxWatched() default 10_000;

        @AttributeDefinition(description = "Whether files and folders whose names begin with a dot are included")
        boolean hiddenFiles() default false;

        @AttributeDefinition(
                description =
                        "Whether symbolic links are included if their target is in the same root. Other links are never included")
        boolean followSymlinks() default false;

        @AttributeDefinition(
                description =
                        "Whether files are served on platforms that cannot open them by the handle of their folder. On these"
                                + " platforms, a user who may write below a root can create a link to a file outside of the root for agents to read")
        boolean withoutHandles() default false;
    }

    private final Path dataFolder;
    private final DiskThreads disk = new DiskThreads();
    private final List<Tool> readTools;
    private volatile Tree tree;
    private List<Tool> writeTools = List.of();
    private volatile Optional<CatalogChanges> changes = Optional.empty();
    private volatile Optional<FileWatch> fileWatch = Optional.empty();
    private volatile Optional<RootCheck> rootCheck = Optional.empty();
    private volatile Optional<Thread> sweepThread = Optional.empty();
    private volatile RootFolders roots;
    /** True if all roots in the data folder existed after the last attempt to create them. */
    private volatile boolean rootsCreated;

    @Activate
    public FilesConnector(Config config, BundleContext context) {
        this(config, dataFolder(context));
    }

    FilesConnector(Config config, Path dataFolder) {
        this.dataFolder = dataFolder;
        this.tree = load(config);
        Supplier<Tree> current = () -> tree;
        this.readTools = onDisk(
                ListTool.of(current),
                FindTool.of(current),
                ReadTool.of(current),
                SearchTool.of(current),
                InfoTool.of(current));
    }

    @Modified
    void changed(Config config) {
        tree = load(config);
        changes.ifPresent(CatalogChanges::changed);
        rootCheck.ifPresent(RootCheck::requestCheck);
        requestFileCheck();
    }

    @Deactivate
    void close() {
        rootCheck.ifPresent(RootCheck::close);
        sweepThread.ifPresent(Thread::interrupt);
        fileWatch.ifPresent(FileWatch::close);
        disk.close();
    }

    @Override
    public List<Tool> tools() {
        List<Tool> tools = new ArrayList<>(readTools);
        if (!tree.settings().writable().isEmpty()) {
            tools.addAll(writeTools());
        }
        return tools;
    }

    @Override
    public List<ResourceTemplate> resourceTemplates() {
        return List.of(OnDisk.template(new FileTemplate(tree.settings().namespace(), () -> tree), disk));
    }

    @Override
    public void opened(CatalogChanges changes) {
        this.changes = Optional.of(changes);
        this.fileWatch = Optional.of(new FileWatch(() -> tree, changes, disk));
        this.rootCheck = Optional.of(new RootCheck(disk, changes, new RootCheck.Roots() {
            @Override
            public Tree tree() {
                return tree;
            }

            @Override
            public void createMissingRoots() {
                if (!rootsCreated) {
                    rootsCreated = roots.createMissing();
                }
            }
        }));
    }

    @Override
    public void interest(Interest interest) {
        fileWatch.ifPresent(watch -> watch.follow(interest));
    }

    /** Returns the tools that write. Creates these tools on the first call. */
    private synchronized List<Tool> writeTools() {
        if (writeTools.isEmpty()) {
            Writer writer = new Writer(() -> tree, this::requestFileCheck, TemporaryNames.of(dataFolder));
            Thread thread = new Thread(writer::sweepLeftovers, "files-sweep");
            thread.setDaemon(true);
            thread.start();
            sweepThread = Optional.of(thread);
            writeTools = onDisk(
                    CreateTool.of(writer),
                    WriteTool.of(writer),
                    EditTool.of(writer),
                    MakeFolderTool.of(writer),
                    MoveTool.of(writer),
                    DeleteTool.of(writer));
        }
        return writeTools;
    }

    private List<Tool> onDisk(Tool... tools) {
        return Arrays.stream(tools).map(tool -> OnDisk.tool(tool, disk)).toList();
    }

    private void requestFileCheck() {
        fileWatch.ifPresent(FileWatch::requestCheck);
    }

    private Tree load(Config config) {
        RootFolders configured = RootFolders.of(dataFolder, config.roots());
        FilesSettings settings = new FilesSettings(
                config.mcp_namespace(),
                configured.byName(),
                Set.of(config.writable()),
                new FilesLimits(
                        config.maxFileBytes(),
                        config.maxResults(),
                        config.maxEntries(),
                        config.maxWriteBytes(),
                        config.maxDeletions(),
                        config.maxWatched()),
                config.hiddenFiles(),
                config.followSymlinks(),
                config.withoutHandles());
        roots = configured;
        rootsCreated = configured.createMissing();
        return new Tree(settings);
    }

    private static Path dataFolder(BundleContext context) {
        return Path.of(Optional.ofNullable(context.getProperty("patchbay.data"))
                .orElseThrow(() -> new IllegalStateException("The framework property patchbay.data is missing.")));
    }
}
