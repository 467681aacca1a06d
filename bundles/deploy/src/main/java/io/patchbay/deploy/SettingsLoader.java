package io.patchbay.deploy;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.patchbay.deploy.bundle.Fence;
import io.patchbay.deploy.configadmin.Configurations;
import io.patchbay.deploy.configadmin.Delivery;
import io.patchbay.deploy.configadmin.KeptSecrets;
import io.patchbay.deploy.configadmin.Placeholders;
import io.patchbay.deploy.configadmin.Readers;
import io.patchbay.deploy.file.AcceptedVersions;
import io.patchbay.deploy.settings.ConfigCheck;
import io.patchbay.deploy.settings.ConfigList;
import io.patchbay.deploy.settings.ConfigShow;
import io.patchbay.deploy.settings.FolderRights;
import io.patchbay.deploy.settings.InForce;
import io.patchbay.deploy.settings.LastGood;
import io.patchbay.deploy.settings.SettingsFolder;
import io.patchbay.deploy.settings.SettingsJudge;
import io.patchbay.deploy.settings.SettingsProblems;
import io.patchbay.deploy.settings.SettingsValidator;
import io.patchbay.deploy.settings.SettingsView;
import io.patchbay.deploy.settings.SettingsWatch;
import io.patchbay.spi.admin.Command;
import io.patchbay.spi.deploy.Settings;
import io.patchbay.spi.health.HealthCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.metatype.MetaTypeService;

/**
 * Loads the settings folder, and then registers the service {@link Settings}. Components that need this service start
 * only when all settings are loaded.
 */
@Component(
        service = {},
        immediate = true)
public final class SettingsLoader {

    private static final String INTERPOLATION = "(config.plugin.id=org.apache.felix.configadmin.plugin.interpolation)";

    private final BundleContext context;
    private final SettingsFolder folder;
    private final SettingsWatch watch;
    private final List<ServiceRegistration<?>> registrations = new CopyOnWriteArrayList<>();

    @GuardedBy("this")
    private Optional<ServiceRegistration<Settings>> registration = Optional.empty();

    @GuardedBy("this")
    private SettingsJudge.Unsound unsound = SettingsJudge.Unsound.NONE;

    @Activate
    public SettingsLoader(
            BundleContext context,
            @Reference ConfigurationAdmin admin,
            @Reference(target = INTERPOLATION) ConfigurationPlugin interpolation,
            @Reference MetaTypeService metatypes,
            @Reference ServiceComponentRuntime runtime)
            throws IOException {
        this.context = context;
        Path path = Path.of(context.getProperty("patchbay.config"));
        SettingsProblems problems = new SettingsProblems();
        Delivery delivery = new Delivery(admin);
        KeptSecrets secrets = new KeptSecrets();
        Readers readers = new Readers(() -> Readers.of(context, metatypes, runtime, Fence::isDeployed));
        SettingsValidator validator = new SettingsValidator(new Placeholders(interpolation), readers::metatypes);
        AcceptedVersions accepted =
                AcceptedVersions.opened(Path.of(context.getProperty("patchbay.data"), "accepted", "config"), 1);
        this.folder = new SettingsFolder(
                path,
                new InForce(new Configurations(admin), secrets),
                validator,
                readers,
                delivery,
                new LastGood(accepted, validator, problems),
                problems,
                this::publishUnsound);
        this.watch = new SettingsWatch(
                path, folder, readers, rights(path, problems), () -> Readers.stamp(context), this::registerSettings);
        registrations.add(context.registerService(ConfigurationPlugin.class, secrets, KeptSecrets.registration()));
        registrations.add(context.registerService(ConfigurationListener.class, delivery, null));
        registrations.add(context.registerService(HealthCheck.class, problems, null));
        registrations.add(context.registerService(Runnable.class, folder::checkSecrets, Reload.SERVICE));
        SettingsView view = new SettingsView(folder, readers, problems);
        for (Command command : List.of(new ConfigList(view), new ConfigShow(view), new ConfigCheck(folder))) {
            registrations.add(context.registerService(Command.class, command, null));
        }
        watch.start();
    }

    @Deactivate
    void stop() throws InterruptedException {
        watch.stop();
        registrations.forEach(ServiceRegistration::unregister);
    }

    private FolderRights rights(Path config, SettingsProblems problems) {
        return new FolderRights(
                config,
                Path.of(context.getProperty("patchbay.deploy")),
                Path.of(context.getProperty("patchbay.data")),
                problems);
    }

    /**
     * Registers the service while no lock is held, because components that wait for the service start during the
     * registration.
     */
    private void registerSettings() {
        ServiceRegistration<Settings> service = context.registerService(Settings.class, folder, properties());
        registrations.add(service);
        synchronized (this) {
            registration = Optional.of(service);
            service.setProperties(properties());
        }
    }

    /**
     * Publishes the unsound PIDs as properties of the service. While the properties contain the PID of a guard, the
     * guard does not use the service. The guard would otherwise run without its settings.
     */
    private synchronized void publishUnsound(SettingsJudge.Unsound now) {
        unsound = now;
        registration.ifPresent(service -> service.setProperties(properties()));
    }

    private synchronized Dictionary<String, Object> properties() {
        return new Hashtable<>(Map.of(
                Settings.UNUSABLE,
                unsound.unusable().toArray(String[]::new),
                Settings.INVALID,
                unsound.invalid().toArray(String[]::new)));
    }
}
