/**
 * Handles every request: checks Host and Origin, and routes by path to {@code mcp} or to the routes of the server's parts, which all
 * take the path of {@link io.patchbay.http.web.RoutePath}. Uses {@code mcp} and {@code request}. Must not serve a path before Host and
 * Origin are checked, and must not call a handler from anywhere else.
 */
package io.patchbay.http.web;
