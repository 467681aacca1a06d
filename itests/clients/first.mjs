// What the client of the first generation does over every transport.
import {
  CreateMessageRequestSchema, ElicitRequestSchema, ListRootsRequestSchema, LoggingMessageNotificationSchema,
  PromptListChangedNotificationSchema, ResourceUpdatedNotificationSchema, ToolListChangedNotificationSchema
} from '@modelcontextprotocol/sdk/types.js';
import { ears, filledIn, folders, sampled, walk } from './walk.mjs';

export const CAPABILITIES = { elicitation: {}, sampling: {}, roots: {} };

/** Has it answer whatever it is asked, and remember what it is told. */
export function handled(client) {
  const heard = ears();
  client.setRequestHandler(ElicitRequestSchema, request => filledIn(request.params));
  client.setRequestHandler(CreateMessageRequestSchema, () => sampled);
  client.setRequestHandler(ListRootsRequestSchema, () => folders);
  client.setNotificationHandler(ToolListChangedNotificationSchema, () => heard.tools.release());
  client.setNotificationHandler(PromptListChangedNotificationSchema, () => heard.prompts.release());
  client.setNotificationHandler(ResourceUpdatedNotificationSchema, update => heard.resource.release(update.params.uri));
  client.setNotificationHandler(LoggingMessageNotificationSchema, message => { heard.log.push(message.params.data); });
  return heard;
}

export async function walked(client, heard) {
  const told = await walk({
    client,
    callTool: (call, options) => client.callTool(call, undefined, options),
    logging: () => client.setLoggingLevel('info').then(() => ({})),
    subscribe: uri => client.subscribeResource({ uri }),
    ears: heard
  });
  await client.ping();
  return told;
}
