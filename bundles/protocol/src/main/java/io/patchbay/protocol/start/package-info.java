/**
 * Connects the parts of the protocol, with OSGi in the server and without OSGi in tests of connectors. This is the only
 * package of the protocol that imports {@code org.osgi}. The package uses all other packages. The package must not contain
 * logic, because the connected parts are tested without this package.
 */
package io.patchbay.protocol.start;
