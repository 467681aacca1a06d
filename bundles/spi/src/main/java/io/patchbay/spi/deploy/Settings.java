package io.patchbay.spi.deploy;

import java.io.IOException;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The settings folder. Commands use it to change a setting in its file and in the running configuration together. The service is
 * registered after the whole folder has been loaded, so that components that need it never start with incomplete settings.
 */
@ProviderType
public interface Settings {

    /**
     * A property of this service: the PIDs whose file is invalid and that have no earlier version in force. A component that must not
     * run without its settings uses {@code (!(unusable=<pid>))} as the target of its reference. Does not contain factory instances.
     */
    String UNUSABLE = "unusable";

    /**
     * A property of this service: the PIDs whose file is invalid now, with or without an earlier version in force. A component whose
     * settings can forbid something must not grant anything new while its PID is listed. Does not contain factory instances.
     */
    String INVALID = "invalid";

    /**
     * Writes the file of a PID ({@code <pid>.cfg.json}) atomically and applies it. Returns once the settings are in force. May be
     * called on any thread; blocks.
     *
     * @param pid of the characters {@code [A-Za-z0-9._~-]}; for a factory instance {@code <factory pid>~<name>}
     * @param comment one line for the top of the file
     * @throws IllegalArgumentException if the PID is invalid
     * @throws IOException if the file cannot be written; nothing has changed then
     */
    void write(String pid, String comment, Map<String, Object> properties) throws IOException;

    /**
     * Removes the file of a PID and its configuration. May be called on any thread; blocks.
     *
     * @return false if there is no such file
     * @throws IllegalArgumentException if the PID is invalid
     * @throws IOException if the file cannot be removed; nothing has changed then
     */
    boolean remove(String pid) throws IOException;
}
