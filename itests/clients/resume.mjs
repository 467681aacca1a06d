// Breaks every connection of a client in the middle of a call: node resume.mjs <url> <key> <1|2>
import net from 'node:net';
import { answer } from './walk.mjs';

const [url, key, generation] = process.argv.slice(2);
const server = new URL(url);

const { Client, StreamableHTTPClientTransport } = generation === '1'
  ? { ...await import('@modelcontextprotocol/sdk/client/index.js'), ...await import('@modelcontextprotocol/sdk/client/streamableHttp.js') }
  : await import('@modelcontextprotocol/client');

/** Stands before the server and can break what it carries. */
class BreakableLine {
  connections = new Set();
  resumed = 0;

  async listen() {
    this.listener = net.createServer(near => {
      const far = net.connect(Number(server.port), server.hostname);
      const pair = { near, far };
      this.connections.add(pair);
      near.on('data', bytes => { this.resumed += /last-event-id/i.test(bytes.toString('latin1')) ? 1 : 0; });
      near.pipe(far).pipe(near);
      for (const socket of [near, far]) {
        socket.on('error', () => {});
        socket.on('close', () => { near.destroy(); far.destroy(); this.connections.delete(pair); });
      }
    });
    await new Promise(ready => this.listener.listen(0, '127.0.0.1', ready));
    return new URL(`http://127.0.0.1:${this.listener.address().port}${server.pathname}`);
  }

  cut() {
    for (const { near, far } of this.connections) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
  }
}

await answer(async () => {
  const line = new BreakableLine();
  const near = await line.listen();
  const client = new Client({ name: 'resume', version: '1' }, { capabilities: {}, versionNegotiation: { mode: 'legacy' } });
  const transport = new StreamableHTTPClientTransport(near, { requestInit: { headers: { Authorization: `Bearer ${key}` } } });
  await client.connect(transport);
  const call = (params, options) => generation === '1' ? client.callTool(params, undefined, options) : client.callTool(params, options);

  const told = { cuts: 0 };
  const slow = await call({ name: 'test_slow_call', arguments: { seconds: 3 } }, {
    onprogress: () => { told.cuts++; line.cut(); } });
  told.afterACut = slow.content[0].text;
  told.resumedAfterACut = line.resumed;
  line.resumed = 0;
  const polled = await call({ name: 'test_slow_call', arguments: { seconds: 2, release: true } });
  told.polled = polled.content[0].text;
  told.polls = line.resumed;
  await client.close();
  line.listener.close();
  line.cut();
  return told;
});
