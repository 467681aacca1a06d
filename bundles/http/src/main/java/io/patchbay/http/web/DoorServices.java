package io.patchbay.http.web;

import io.patchbay.http.request.BodyMemory;
import io.patchbay.http.server.Connections;

/** What the connections of governed requests share. */
public record DoorServices(Connections connections, BodyMemory bodyMemory) {}
