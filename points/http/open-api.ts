/** OpenAPI: the description of the server's addresses, made from the same schemas by which it judges. */
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { describeOperations, type RefusalsOf } from './described/describe-operations.ts';
import type { JsonObject } from './described/json-schema.ts';
import { nameSchemas } from './described/named-schemas.ts';
import { onlyUsed } from './described/only-used.ts';
import { tidySchemas } from './described/tidy-schemas.ts';
import { deskRefusals } from './desk-error.ts';
import { feedRefusals } from './feed-error.ts';

const description = `
歩数・日ごとの歩数・ポイント・登録を読み書きする、このサーバーのすべての窓口です。**まだ利用者の登録がないため、このコンピューターの中（127.0.0.1）からだけ使えます。**
「Try it out」で試した書きこみは、本物の記録になります。

Every address of this server: steps, day totals, points and the register. **Nobody signs in yet, so it answers on this machine only (127.0.0.1).**
What you change with “Try it out” is really changed.

- Records come in pages: ask again with \`after\` set to the \`next\` of the page before, until it is null.
- A refusal that a clerk can do something about is an answer with status 200 and \`kind: "refused"\`; anything else is an error of 4xx or 5xx: JSON with a word for programs (\`error\`) and a sentence in Japanese and English.
- Changes carry \`actor\` (who) and \`requestId\` (a UUID): the same one again changes nothing and gives the first answer again.
- Messages of the feed are signed as Standard Webhooks (standardwebhooks.com) says.
`;

/** Before any route that is to be described. */
export const describeApi = async (http: FastifyInstance, version: string): Promise<void> => {
  nameSchemas();
  await http.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: '歩み API / Ayumi API',
        description,
        version,
      },
      servers: [{ url: '/', description: 'このサーバー / This server' }],
      tags: [
        { name: 'feed', description: 'ポイントのもとになる知らせ / What the point service is told' },
        { name: 'desk', description: 'ポイントの窓口 / What a clerk asks and enters about points' },
        {
          name: 'register',
          description: '登録の窓口 / The register of people, pedometers, loans, centres and gateways',
        },
        {
          name: 'analysis',
          description:
            '分析（10人に満たないますは答えません） / What analysts ask: counts and sums, of ten people or more',
        },
        {
          name: 'records',
          description: '記録を読む・渡す / Steps, day totals and points, read and handed on in forms that others read',
        },
        { name: 'imports', description: 'ほかの仕組みの歩数を取りこむ / Steps and day totals from other systems' },
        { name: 'jobs', description: '夜の仕事 / What is done every night, and how it went' },
        { name: 'service', description: 'このサーバー / The server itself' },
      ],
      components: {
        securitySchemes: {
          standardWebhooks: {
            type: 'apiKey',
            in: 'header',
            name: 'webhook-signature',
            description: 'v1, and base64 of HMAC-SHA-256 over webhook-id.webhook-timestamp.body',
          },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => {
      // As plain data, which is what is sent.
      const made = JSON.parse(JSON.stringify(jsonSchemaTransformObject(document))) as JsonObject;
      return tidySchemas(describeOperations(onlyUsed(made), refusalsFor));
    },
  });
};

const inDeskWords: RefusalsOf = { schema: 'DeskError', all: deskRefusals };
const inFeedWords: RefusalsOf = { schema: 'FeedError', all: feedRefusals };
/** Without a signature there is little to refuse. */
const ofService: RefusalsOf = {
  schema: 'FeedError',
  all: new Map([...feedRefusals].filter(([status]) => status === 421 || status === 431 || status === 500)),
};

const refusalsFor = (path: string): RefusalsOf => {
  if (path.startsWith('/api/')) return inDeskWords;
  return path.startsWith('/v1/') ? inFeedWords : ofService;
};
