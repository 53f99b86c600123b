/** Kiosk pages: the files of the built pages that a centre's screen and its volunteers need. */
import { access } from 'node:fs/promises';
import { join, relative } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { pageHeaders } from '../../runtime/page-headers.ts';
import { missingKioskPage } from './missing-kiosk-page.ts';

export const kioskPage = 'kiosk.html';
const volunteerPage = 'volunteer.html';
const addresses = { '/': kioskPage, '/volunteer': volunteerPage } as const;
const ownPages: ReadonlySet<string> = new Set(Object.values(addresses));
/** It keeps the pages for when the gateway is not reached; it governs all addresses, and is asked for anew. */
const serviceWorker = 'sw.js';

/** To scan a card or a sticker; nothing else that a browser asks a person for. */
const cameraPolicy = (pageHeaders['permissions-policy'] ?? '').replace('camera=()', 'camera=(self)');

/**
 * To be registered as a plugin of its own. `folder`: as `vite build dashboards` writes it. Whoever may not look at the
 * kiosk is shown where to enter the PIN.
 */
export const kioskPages =
  (folder: string, mayLook: (request: FastifyRequest) => boolean) =>
  async (http: FastifyInstance): Promise<void> => {
    await http.register(fastifyStatic, {
      root: folder,
      cacheControl: false,
      index: false,
      // The pages of the cloud are built into the same folder.
      allowedPath: (path) => !/\.html$/i.test(path) || ownPages.has(path.replace(/^\//, '')),
      // Files under assets/ carry a hash of their content in their name.
      setHeaders: (reply, path) => {
        const name = relative(folder, path);
        reply.header('cache-control', name.startsWith('assets') ? 'public, max-age=31536000, immutable' : 'no-cache');
        if (name === volunteerPage) reply.header('permissions-policy', cameraPolicy);
        if (name === serviceWorker) reply.header('service-worker-allowed', '/');
      },
    });
    for (const [address, page] of Object.entries(addresses)) await addPage(http, folder, address, page);
    http.addHook('preHandler', async (request, reply) => {
      const isKiosk = ['/', `/${kioskPage}`].includes(request.url.split('?')[0] ?? '');
      if (isKiosk && !mayLook(request)) await reply.header('cache-control', 'no-store').redirect('/volunteer');
    });
  };

const addPage = async (http: FastifyInstance, folder: string, address: string, page: string): Promise<void> => {
  const isBuilt = await isPageBuilt(folder, page);
  http.get(address, (_request, reply) =>
    isBuilt ? reply.sendFile(page) : reply.code(503).type('text/html; charset=utf-8').send(missingKioskPage),
  );
};

export const isPageBuilt = (folder: string, page: string): Promise<boolean> =>
  access(join(folder, page)).then(
    () => true,
    () => false,
  );
