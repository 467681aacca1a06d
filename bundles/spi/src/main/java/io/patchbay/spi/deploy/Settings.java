package io.patchbay.spi.deploy;

import java.io.IOException;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The settings folder, for commands that change a setting: the file and the running configuration change together.
 * Registered only after the whole folder has been loaded, so that a guard that needs it never starts on half its settings.
 */
@ProviderType
public interface Settings {

    /**
     * A property of this service: the PIDs whose file is invalid and for which nothing is in force, not even an earlier version. A
     * part that must not run without its settings takes the service only where its PID is not named: {@code (!(unusable=<pid>))}.
     * Instances of a factory are not named.
     */
    String UNUSABLE = "unusable";

    /**
     * A property of this service: the PIDs whose file is invalid now, whether an earlier version is in force or not. A part whose
     * settings may forbid something grants nothing new while its PID is named. Instances of a factory are not named.
     */
    String INVALID = "invalid";

    /**
     * Writes the file of a PID ({@code <pid>.cfg.json}) atomically and applies it; returns when it is applied. Any thread; blocks.
     *
     * @param pid for a factory instance {@code <factory pid>~<name>}; {@code [A-Za-z0-9._~-]}
     * @param comment one line for the top of the file
     * @throws IllegalArgumentException for what is no PID
     * @throws IOException when the file cannot be written; nothing has changed then
     */
    void write(String pid, String comment, Map<String, Object> properties) throws IOException;

    /** Removes the file of a PID and its configuration; false when there is none. Fails as {@link #write}. */
    boolean remove(String pid) throws IOException;
}
