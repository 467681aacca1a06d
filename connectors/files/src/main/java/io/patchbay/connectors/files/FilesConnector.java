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

/** Folders of files as resources, with tools to list, find, read and search them, and to change them where a root is writable. One for each configuration. */
@Component(configurationPid = "io.patchbay.connectors.files", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = FilesConnector.Config.class, factory = true)
public final class FilesConnector implements Connector {

    /** How one instance is configured. */
    @ObjectClassDefinition(
            name = "Files",
            description =
                    "Folders whose files agents may list, find, read and search, and change where that is allowed")
    public @interface Config {

        @AttributeDefinition(
                description = "What the names of the tools begin with, and the host in the URIs of the files")
        String mcp_namespace() default "files";

        @AttributeDefinition(
                description =
                        "The folders: name=path, or a path alone, which is then named after its last folder. A relative path"
                                + " lies in the data folder and is made when it is missing")
        String[] roots() default {};

        @AttributeDefinition(
                description =
                        "The names of those roots in which files may be changed. The tools that write are there when one is named here;"
                                + " which of them run, the policy says")
        String[] writable() default {};

        @AttributeDefinition(description = "How many bytes of a file one answer holds", min = "1", max = "67108864")
        int maxFileBytes() default 1_048_576;

        @AttributeDefinition(description = "How many findings one answer holds", min = "1", max = "10000")
        int maxResults() default 200;

        @AttributeDefinition(description = "How many files and folders one listing holds", min = "1", max = "10000")
        int maxEntries() default 500;

        @AttributeDefinition(
                description = "How many bytes a file may have that is written or edited",
                min = "1",
                max = "67108864")
        int maxWriteBytes() default 1_048_576;

        @AttributeDefinition(description = "How many files and folders one call may delete", min = "1", max = "100000")
        int maxDeletions() default 1_000;

        @AttributeDefinition(
                description =
                        "In how many files and folders changes are looked for while clients subscribe to them; 0 for none",
                min = "0",
                max = "1000000")
        int maxWatched() default 10_000;

        @AttributeDefinition(description = "Whether files and folders whose names begin with a dot are there")
        boolean hiddenFiles() default false;

        @AttributeDefinition(
                description = "Whether symbolic links are there, as far as they lead to something in the same root")
        boolean followSymlinks() default false;

        @AttributeDefinition(
                description =
                        "Whether files are served where the platform cannot open them by the handle of their folder. Then"
                                + " who may write below a root while it is read can lead out of it by a link")
        boolean withoutHandles() default false;
    }

    private final Path data;
    private final DiskThreads disk = new DiskThreads();
    private final List<Tool> readers;
    private volatile Tree tree;
    private List<Tool> writers = List.of();
    private volatile Optional<CatalogChanges> changes = Optional.empty();
    private volatile Optional<FileWatch> watch = Optional.empty();
    private volatile Optional<RootCheck> check = Optional.empty();
    private volatile Optional<Thread> sweep = Optional.empty();
    private volatile RootFolders roots;
    /** Whether the roots that should be made are there, or were. */
    private volatile boolean made;

    @Activate
    public FilesConnector(Config config, BundleContext context) {
        this(config, dataFolder(context));
    }

    FilesConnector(Config config, Path data) {
        this.data = data;
        this.tree = read(config);
        Supplier<Tree> current = () -> tree;
        this.readers = onDisk(
                ListTool.of(current),
                FindTool.of(current),
                ReadTool.of(current),
                SearchTool.of(current),
                InfoTool.of(current));
    }

    @Modified
    void changed(Config config) {
        tree = read(config);
        changes.ifPresent(CatalogChanges::changed);
        check.ifPresent(RootCheck::soon);
        lookSoon();
    }

    @Deactivate
    void close() {
        check.ifPresent(RootCheck::close);
        sweep.ifPresent(Thread::interrupt);
        watch.ifPresent(FileWatch::close);
        disk.close();
    }

    @Override
    public List<Tool> tools() {
        List<Tool> tools = new ArrayList<>(readers);
        if (!tree.settings().writable().isEmpty()) {
            tools.addAll(writers());
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
        this.watch = Optional.of(new FileWatch(() -> tree, changes, disk));
        this.check = Optional.of(new RootCheck(disk, changes, new RootCheck.Look() {
            @Override
            public Tree tree() {
                return tree;
            }

            @Override
            public void prepare() {
                if (!made) {
                    made = roots.prepare();
                }
            }
        }));
    }

    @Override
    public void interest(Interest now) {
        watch.ifPresent(watch -> watch.want(now));
    }

    /** Made when they are first needed. */
    private synchronized List<Tool> writers() {
        if (writers.isEmpty()) {
            Writer writer = new Writer(() -> tree, this::lookSoon, TemporaryNames.of(data));
            Thread sweeping = new Thread(writer::sweep, "files-sweep");
            sweeping.setDaemon(true);
            sweeping.start();
            sweep = Optional.of(sweeping);
            writers = onDisk(
                    CreateTool.of(writer),
                    WriteTool.of(writer),
                    EditTool.of(writer),
                    MakeFolderTool.of(writer),
                    MoveTool.of(writer),
                    DeleteTool.of(writer));
        }
        return writers;
    }

    private List<Tool> onDisk(Tool... tools) {
        return Arrays.stream(tools).map(tool -> OnDisk.tool(tool, disk)).toList();
    }

    private void lookSoon() {
        watch.ifPresent(FileWatch::soon);
    }

    private Tree read(Config config) {
        RootFolders configured = RootFolders.of(data, config.roots());
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
        made = configured.prepare();
        return new Tree(settings);
    }

    private static Path dataFolder(BundleContext context) {
        return Path.of(Optional.ofNullable(context.getProperty("patchbay.data"))
                .orElseThrow(() -> new IllegalStateException("The framework property patchbay.data is missing.")));
    }
}
