/** Desk page: the files of the built pages for a clerk, for browsers on this machine only. */
import { access } from 'node:fs/promises';
import { join, relative } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { sendDeskError } from './desk-error.ts';
import { placeFault } from './desk-guard.ts';
import { missingDeskPage } from './missing-desk-page.ts';

const page = 'desk.html';
/** Pages of the same server that have an address of their own. */
const furtherPages = { '/analyst': 'analyst.html' } as const;
const noApi = { schema: { hide: true } };
/** The live page is built into the same folder, and shown by another server. */
const otherPage = '/index.html';

/** To be registered as a plugin of its own. `folder`: as `vite build dashboards` writes it. */
export const deskPage =
  (folder: string) =>
  async (http: FastifyInstance): Promise<void> => {
    http.addHook('onRequest', (request, reply, done) => {
      const fault = placeFault(request.headers, request.hostname);
      if (fault === undefined) done();
      else sendDeskError(reply, fault);
    });
    const isBuilt = await access(join(folder, page)).then(
      () => true,
      () => false,
    );
    if (!isBuilt) {
      http.get('/', noApi, (_request, reply) => reply.code(503).type('text/html; charset=utf-8').send(missingDeskPage));
      return;
    }
    await http.register(fastifyStatic, {
      root: folder,
      cacheControl: false,
      index: false,
      allowedPath: (path) => path !== otherPage,
      // Files under assets/ carry a hash of their content in their name.
      setHeaders: (reply, path) => {
        const forEver = relative(folder, path).startsWith('assets');
        reply.header('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
    http.get('/', noApi, (_request, reply) => reply.sendFile(page));
    for (const [address, file] of Object.entries(furtherPages))
      http.get(address, noApi, (_request, reply) => reply.sendFile(file));
  };
