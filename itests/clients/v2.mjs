// The TypeScript client of the second generation: node v2.mjs <url> <key> <legacy|auto|revision> [<command of a stdio bridge>]
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { getDefaultEnvironment, StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { answer, ears, filledIn, folders, sampled, walk } from './walk.mjs';

const [url, key, mode, bridge] = process.argv.slice(2);
const MODERN = '2026-07-28';

/** What makes it speak as it is told: one revision, or whichever it finds. */
function negotiation() {
  if (mode === 'legacy' || mode === 'auto') {
    return { versionNegotiation: { mode } };
  }
  return mode === MODERN ? { versionNegotiation: { mode: { pin: mode } } } : { supportedProtocolVersions: [mode] };
}

await answer(async () => {
  const heard = ears();
  const client = new Client({ name: 'v2', version: '1' }, {
    capabilities: { elicitation: {}, sampling: {}, roots: {} },
    ...negotiation(),
    listChanged: { tools: { onChanged: () => heard.tools.release() }, prompts: { onChanged: () => heard.prompts.release() } }
  });
  client.setRequestHandler('elicitation/create', request => filledIn(request.params));
  client.setRequestHandler('sampling/createMessage', () => sampled);
  client.setRequestHandler('roots/list', () => folders);
  client.setNotificationHandler('notifications/resources/updated', update => heard.resource.release(update.params.uri));
  client.setNotificationHandler('notifications/message', message => { heard.log.push(message.params.data); });
  const transport = bridge
    ? new StdioClientTransport({
      command: bridge, args: ['stdio'], env: { ...getDefaultEnvironment(), PATCHBAY_URL: url, PATCHBAY_KEY: key } })
    : new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { Authorization: `Bearer ${key}` } } });
  await client.connect(transport);
  const revision = client.getNegotiatedProtocolVersion?.() ?? transport.protocolVersion;
  const modern = revision === MODERN;
  const told = await walk({
    client,
    callTool: (call, options) => client.callTool(call, options),
    logging: () => modern ? { _meta: { 'io.modelcontextprotocol/logLevel': 'info' } } : client.setLoggingLevel('info').then(() => ({})),
    subscribe: uri => modern ? client.listen({ resourceSubscriptions: [uri] }) : client.subscribeResource({ uri }),
    ears: heard
  });
  if (!modern) {
    await client.ping();
  }
  told.revision = revision;
  await client.close();
  return told;
});
