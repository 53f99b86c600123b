/** API page: the description of the server to read and to try, for a browser on this very machine (Swagger UI, served from here). */
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { sendDeskError } from './desk-error.ts';
import { placeFault } from './desk-guard.ts';

export const apiPagePath = '/docs';

/** Our own type, as the pages beside it are built with: a machine without a Japanese font shows the words all the same. */
const fonts = `
@import url('../../../fonts.css');
.swagger-ui, .swagger-ui :not(pre, pre *, code, code *, textarea) { font-family: 'BIZ UDPGothic', sans-serif !important; }
.swagger-ui :is(pre, pre *, code, code *, textarea) { font-family: monospace, 'BIZ UDPGothic' !important; }
.swagger-ui .info :is(p, li) { line-height: 1.7; }
`;

/** Its pictures stand inside its style sheet, from where our content security policy loads none: characters stand for them. */
const style = `
.swagger-ui .opblock-control-arrow svg, .swagger-ui .expand-operation svg { display: none; }
.swagger-ui .opblock-control-arrow::after, .swagger-ui .expand-operation::after { content: '▾'; }
.swagger-ui .opblock-control-arrow[aria-expanded='true']::after, .swagger-ui .expand-operation[aria-expanded='true']::after { content: '▴'; }
.swagger-ui select, .swagger-ui .copy-to-clipboard button { background-image: none !important; }
.swagger-ui .curl-command .copy-to-clipboard button, .swagger-ui .copy-to-clipboard button { background: none !important; color: #fff; }
.swagger-ui .opblock-summary .copy-to-clipboard { overflow: hidden; }
.swagger-ui .copy-to-clipboard button::after { content: 'copy'; font-size: 10px; }
`;

/** To be registered as a plugin of its own. */
export const apiPage = async (http: FastifyInstance): Promise<void> => {
  http.addHook('onRequest', (request, reply, done) => {
    const fault = placeFault(request.headers, request.hostname);
    if (fault === undefined) done();
    else sendDeskError(reply, fault);
  });
  await http.register(swaggerUi, {
    routePrefix: apiPagePath,
    uiConfig: {
      // Without the bar of another address to be read.
      layout: 'BaseLayout',
      docExpansion: 'list',
      deepLinking: true,
      displayRequestDuration: true,
      tryItOutEnabled: true,
      defaultModelsExpandDepth: -1,
      validatorUrl: null,
    },
    theme: { title: '歩み API', css: [{ filename: 'ayumi.css', content: fonts + style }] },
  });
};
