/** OpenAPI: the description of the server's addresses, made from the same schemas by which it judges. */
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';

/** Before any route that is to be described. */
export const describeApi = async (http: FastifyInstance, version: string): Promise<void> => {
  await http.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Ayumi points',
        description:
          'Where day totals become points. Messages of the feed are signed as Standard Webhooks (standardwebhooks.com) says. ' +
          'The desk is answered on the machine itself only.',
        version,
      },
      tags: [
        { name: 'feed', description: 'What the point service is told' },
        { name: 'desk', description: 'What a clerk asks and enters' },
        { name: 'register', description: 'The register of people, pedometers, loans, centres and gateways' },
        { name: 'analysis', description: 'What analysts ask: counts and sums, of ten people or more' },
        { name: 'records', description: 'Steps, day totals and points, handed on in forms that others read' },
        { name: 'imports', description: 'Steps and day totals from other systems' },
        { name: 'jobs', description: 'What is done every night, and how it went' },
        { name: 'service', description: 'The server itself' },
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
  });
};
