// prepare.mjs URL ERA DIR [TOKEN]: opens sessions (2025 era), reads all pages of tools/list, checks one echo call,
// and writes DIR/sessions, DIR/tokens, DIR/cursors and DIR/info.json for mcp.lua. SESSIONS=n opens n sessions (default 1).
// KEYS=file replaces TOKEN. The file has one token per line. The script opens one session for each key, and the load uses all pairs.
import fs from 'node:fs';
import { client } from './client.mjs';
const [url, era, dir, token] = process.argv.slice(2);
fs.mkdirSync(dir, { recursive: true });
const keys = process.env.KEYS ? fs.readFileSync(process.env.KEYS, 'utf8').split('\n').filter(Boolean) : undefined;
const pairs = keys ? keys.length : era >= '2026' ? 1 : Number(process.env.SESSIONS ?? 1);
const sessions = [], tokens = [];
let c;
for (let i = 0; i < pairs; i++) {
  tokens.push((keys ? keys[i] : token) ?? '-');
  c = await client(url, era, keys ? keys[i] : token);
  sessions.push(c.session ?? '-');
}
// A cursor is valid only for the caller who received it. With several keys, one key reads the list, and the list must fit on one page.
const cursors = ['-'];
let tools = 0, bytes = 0;
for (let cursor; ;) {
  const r = await c.request('tools/list', cursor ? { cursor } : {});
  tools += r.result.tools.length; bytes += r.bytes;
  cursor = r.result.nextCursor;
  if (!cursor) break;
  cursors.push(cursor);
}
const tool = process.env.TOOL ?? 'echo';
const call = await c.request('tools/call', { name: tool, arguments: { message: 'probe' } }, tool);
if (!JSON.stringify(call.result).includes('probe')) throw new Error('echo failed: ' + JSON.stringify(call));
fs.writeFileSync(`${dir}/sessions`, sessions.join('\n') + '\n');
if (keys && cursors.length > 1) throw new Error('with KEYS a list must fit one page');
fs.writeFileSync(`${dir}/tokens`, tokens.join('\n') + '\n');
fs.writeFileSync(`${dir}/cursors`, cursors.join('\n') + '\n');
const info = { url, era, negotiated: c.negotiated, sessions: sessions.filter(s => s !== '-').length, tools,
  pages: cursors.length, list_bytes: bytes, call_type: call.type, call_bytes: call.bytes };
fs.writeFileSync(`${dir}/info.json`, JSON.stringify(info) + '\n');
console.log(JSON.stringify(info));
