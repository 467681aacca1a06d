/** The settings and connectors' folders: what is in them is what runs. */
package io.patchbay.deploy;
