/**
 * Handles every request. The package checks Host and Origin, and routes by path to {@code mcp}, the health pages or a mounted handler.
 * The package uses {@code mcp} and {@code request}. The package must not serve a path before Host and Origin are checked.
 */
package io.patchbay.http.web;
