/**
 * JSON-RPC and MCP, without HTTP: {@link io.patchbay.protocol.Dispatcher} takes one {@link io.patchbay.protocol.Exchange} and
 * answers it, through the one governed path of a call. Only what {@code http} and the tests of connectors need is public; the
 * rest is here, in one place, by theme:
 *
 * <ul>
 *   <li><b>What came in</b>: {@code JsonReader}, {@code RpcMessage}, {@code Classifier} (the era), {@code Batches}, {@code Route},
 *       {@code ModernLadder}, {@code RequestMeta}; {@code McpDispatcher} sends each on its way.
 *   <li><b>The path</b>: {@code CallPath} (read this first), {@code Access} (with {@code Gap}), {@code Method} and {@code Prepared}, {@code CallRunner},
 *       {@code Round}, {@code Settlement}, {@code Answering}, {@code Lingering}, {@code Batch}.
 *   <li><b>The methods</b>: {@code ToolsCall}, {@code PromptsGet}, {@code ResourcesRead}, {@code Lists}, {@code ResourcesList},
 *       {@code Completing}; modern: {@code Discover}, {@code Listen}; legacy: {@code Initialize}, {@code LegacyMethods}.
 *   <li><b>Asking the client's side</b>: {@code ModernInput} (sealed state), {@code LegacyInput} (requests of ours), {@code Answers}.
 *   <li><b>Tasks</b>: {@code TaskKeeper} runs what may become one, {@code Task} is one, {@code TaskBoard} finds them;
 *       {@code TaskMethods}, {@code TaskQuestions}, {@code TaskFormat}, {@code MemoryTaskStore}.
 *   <li><b>Sessions and streams</b>: {@code Session}, {@code Sessions}, {@code SessionStreams} with {@code LastingStream} (what survives a
 *       connection), {@code LegacyListen}, {@code Subscriptions}, {@code Differences}, {@code Audience}, {@code StreamTrail}.
 *   <li><b>The catalog</b>: {@code Catalog}, {@code CatalogSnapshot}, {@code Entry}, {@code Lease}, {@code Views} (per caller),
 *       {@code Pages}, {@code Sealer} (cursors), {@code ServiceCatalog} (OSGi services into it), {@code OpenConnectors}.
 *   <li><b>What goes out</b>: {@code Revision} and the {@code Feature}s it has, {@code Messages}, {@code WireFormat} with
 *       {@code ModernFormat} and {@code LegacyFormat}, {@code ContentFormat}, {@code RequestFormat}, {@code Encodings} (a definition
 *       as each revision has it).
 *   <li><b>Schemas</b>: {@code SchemaValidator}, {@code HeaderParameter}, {@code UriTemplate}.
 * </ul>
 *
 * {@code Protocol} puts it together; {@code DispatcherComponent} is its life in OSGi, {@link io.patchbay.protocol.Standalone} its
 * life without.
 */
@Export
@Version("1.2.0")
package io.patchbay.protocol;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
