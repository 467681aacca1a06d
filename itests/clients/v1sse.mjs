// The TypeScript client of the first generation over HTTP+SSE: node v1sse.mjs <url of /sse> <key> <revision>
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { SSEClientTransport } from '@modelcontextprotocol/sdk/client/sse.js';
import { answer, asking } from './walk.mjs';
import { CAPABILITIES, handled, walked } from './first.mjs';

const [url, key, wanted] = process.argv.slice(2);

await answer(async () => {
  const client = new Client({ name: 'v1sse', version: '1' }, { capabilities: CAPABILITIES });
  const ears = handled(client);
  const transport = new SSEClientTransport(new URL(url), { requestInit: { headers: { Authorization: `Bearer ${key}` } } });
  let revision = 'unknown';
  const setProtocolVersion = transport.setProtocolVersion?.bind(transport);
  transport.setProtocolVersion = version => {
    revision = version;
    setProtocolVersion?.(version);
  };
  await client.connect(asking(transport, wanted));
  const told = await walked(client, ears);
  told.revision = revision;
  await client.close();
  return told;
});
