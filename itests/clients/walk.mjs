// What each official client does here; the answers go out as one line of JSON for the test to judge.

const VALUES = { username: 'alice', email: 'alice@example.com', name: 'Alice', color: 'blue' };

/** Fills in any of the fixture's forms. */
export function filledIn(params) {
  const fields = Object.keys(params.requestedSchema.properties);
  return { action: 'accept', content: Object.fromEntries(fields.map(field => [field, VALUES[field]])) };
}

/** What the client's model always says. */
export const sampled = { role: 'assistant', content: { type: 'text', text: 'Hello' }, model: 'none', stopReason: 'endTurn' };

const texts = result => result.content.filter(block => block.type === 'text').map(block => block.text);

/** Waits for a change that the server tells of its own accord; a sound client hears of it without asking. */
export function latch(milliseconds = 10_000) {
  let release;
  const heard = new Promise((resolve, reject) => {
    release = resolve;
    setTimeout(() => reject(new Error('no change heard of')), milliseconds).unref();
  });
  heard.catch(() => {});
  return { release, heard };
}

/** Where the client's folders are. */
export const folders = { roots: [{ uri: 'file:///home/alice', name: 'home' }] };

/** What a client hears of, without asking or while it waits. */
export function ears() {
  return { tools: latch(), prompts: latch(), resource: latch(), log: [] };
}

/** Has a client that always asks for its newest revision ask for this one. */
export function asking(transport, revision) {
  const send = transport.send.bind(transport);
  transport.send = (message, options) => send(message.method === 'initialize'
    ? { ...message, params: { ...message.params, protocolVersion: revision } }
    : message, options);
  return transport;
}

/** Gives up a call as soon as it is heard of. */
async function cancelled(callTool) {
  const giveUp = new AbortController();
  return callTool({ name: 'test_slow_call', arguments: { seconds: 60 } }, { signal: giveUp.signal, onprogress: () => giveUp.abort('enough') })
    .then(() => 'answered', () => 'cancelled');
}

/**
 * @param callTool the generations differ in where options go
 * @param logging asks for log messages, beforehand or with what it gives for the call itself: here, too, the eras differ
 * @param subscribe asks for updates of a resource, likewise
 * @param ears what the client's handlers tell
 */
export async function walk({ client, callTool, logging, subscribe, ears }) {
  const told = {};
  told.server = client.getServerVersion();
  told.capabilities = Object.keys(client.getServerCapabilities()).sort();

  const tools = await client.listTools();
  told.tools = tools.tools.map(tool => tool.name);
  told.text = texts(await callTool({ name: 'test_simple_text', arguments: {} }));
  told.time = texts(await callTool({ name: 'clock_current_time', arguments: { zone: 'Europe/Berlin' } }));
  told.structured = (await callTool({ name: 'structured_sum', arguments: { a: 2, b: 3 } })).structuredContent ?? null;
  told.image = (await callTool({ name: 'test_image_content', arguments: {} })).content.map(block => [block.type, block.mimeType]);
  told.failed = (await callTool({ name: 'test_error_handling', arguments: {} })).isError;
  told.invalid = (await callTool({ name: 'greet', arguments: { name: 5 } })).isError;
  told.unknown = await callTool({ name: 'no_such_tool', arguments: {} }).then(() => 'answered', error => error.code);
  told.header = texts(await callTool({ name: 'test_custom_header', arguments: { region: 'Zürich' } }));

  told.progress = [];
  await callTool({ name: 'test_tool_with_progress', arguments: {} }, { onprogress: update => told.progress.push(update.progress) });
  await callTool({ name: 'test_tool_with_logging', arguments: {}, ...await logging() });
  told.log = ears.log;
  told.cancelled = await cancelled(callTool);
  told.elicitation = texts(await callTool({ name: 'test_elicitation', arguments: { message: 'Who are you?' } }));
  told.sampling = texts(await callTool({ name: 'test_sampling', arguments: { prompt: 'Say hello' } }));
  told.roots = texts(await callTool({ name: 'test_input_required_result_list_roots', arguments: {} }));
  told.rounds = texts(await callTool({ name: 'test_input_required_result_multi_round', arguments: {} }));

  told.resources = (await client.listResources()).resources.map(resource => resource.uri);
  told.resource = (await client.readResource({ uri: 'test://static-text' })).contents[0].text;
  told.blob = (await client.readResource({ uri: 'test://static-binary' })).contents[0].mimeType;
  told.templates = (await client.listResourceTemplates()).resourceTemplates.map(template => template.uriTemplate);
  told.document = JSON.parse((await client.readResource({ uri: 'test://template/42/data' })).contents[0].text).id;
  told.noResource = await client.readResource({ uri: 'test://nothing' }).then(() => 'answered', error => error.code);

  told.prompts = (await client.listPrompts()).prompts.map(prompt => prompt.name);
  told.prompt = (await client.getPrompt({ name: 'test_prompt_with_arguments', arguments: { arg1: 'a', arg2: 'b' } })).messages[0].content.text;
  told.completion = (await client.complete({
    ref: { type: 'ref/prompt', name: 'test_prompt_with_arguments' }, argument: { name: 'arg1', value: 'par' } })).completion.values;

  await subscribe('test://watched-resource');
  await callTool({ name: 'test_trigger_resource_change', arguments: {} });
  told.updated = await ears.resource.heard.then(uri => uri, () => 'nothing');
  for (const list of ['tool', 'prompt']) {
    await callTool({ name: `test_trigger_${list}_change`, arguments: {} });
    told[`${list}sChanged`] = await ears[`${list}s`].heard.then(() => true, () => false);
    await callTool({ name: `test_trigger_${list}_change`, arguments: {} });
  }
  return told;
}

export async function answer(step) {
  try {
    process.stdout.write(JSON.stringify(await step()) + '\n');
  } catch (error) {
    process.stderr.write((error?.stack ?? String(error)) + '\n');
    process.exit(1); // whatever is open still
  }
}
