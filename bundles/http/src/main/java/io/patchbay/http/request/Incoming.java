package io.patchbay.http.request;

import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * One HTTP request with its response and sender.
 *
 * @param callback completes the request
 */
public record Incoming(Request request, Response response, Callback callback, Sender sender) {}
