/**
 * Handles every request: checks Host and Origin, and routes by path to {@code mcp}, the health pages or a
 * mounted handler. Uses {@code mcp} and {@code request}. Must not serve a path before Host and Origin are checked.
 */
package io.patchbay.http.web;
