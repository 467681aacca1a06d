package io.patchbay.spi.deploy;

import java.io.IOException;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Writes and removes files in the settings folder. Commands use this service to change a setting in its file and in the
 * running configuration in one step. The server registers this service after it has loaded the whole folder. Therefore
 * components that need this service never start with incomplete settings.
 */
@ProviderType
public interface Settings {

    /**
     * The name of a service property. The property contains each PID whose file is invalid and whose previous settings
     * are not in force. A component that must not run without its settings uses {@code (!(unusable=<pid>))} as the
     * target of its reference. The property does not contain factory instances.
     */
    String UNUSABLE = "unusable";

    /**
     * The name of a service property. The property contains each PID whose file is invalid now, even if the previous
     * settings are in force. A component whose settings can forbid something must not grant new rights while the
     * property contains the component's PID. The property does not contain factory instances.
     */
    String INVALID = "invalid";

    /**
     * Writes the file of a PID ({@code <pid>.cfg.json}) atomically and applies the settings. The method blocks until the settings
     * are in force. Any thread may call this method.
     *
     * @param pid the PID, which consists of the characters {@code [A-Za-z0-9._~-]}; for a factory instance
     *     {@code <factory pid>~<name>}
     * @param comment one line for the top of the file
     * @throws IllegalArgumentException if the PID is invalid
     * @throws IOException if the file cannot be written. In this case, the settings stay unchanged.
     */
    void write(String pid, String comment, Map<String, Object> properties) throws IOException;

    /**
     * Removes the file and the configuration of a PID. The method blocks. Any thread may call this method.
     *
     * @return false if there is no such file
     * @throws IllegalArgumentException if the PID is invalid
     * @throws IOException if the file cannot be removed. In this case, the settings stay unchanged.
     */
    boolean remove(String pid) throws IOException;
}
