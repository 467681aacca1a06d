// The TypeScript client of the first generation: node v1.mjs <url> <key> <revision> [<command of a stdio bridge>]
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { getDefaultEnvironment, StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { answer, asking } from './walk.mjs';
import { CAPABILITIES, handled, walked } from './first.mjs';

const [url, key, revision, bridge] = process.argv.slice(2);

await answer(async () => {
  const client = new Client({ name: 'v1', version: '1' }, { capabilities: CAPABILITIES });
  const ears = handled(client);
  const transport = bridge
    ? new StdioClientTransport({
      command: bridge, args: ['stdio'], env: { ...getDefaultEnvironment(), PATCHBAY_URL: url, PATCHBAY_KEY: key } })
    : new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers: { Authorization: `Bearer ${key}` } } });
  await client.connect(asking(transport, revision));
  const told = await walked(client, ears);
  told.revision = transport.protocolVersion;
  await transport.terminateSession?.();
  await client.close();
  return told;
});
