/** Session cookie: how a volunteer's browser shows that somebody has signed in on it. */
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayId } from '../../contract/ids.ts';
import { idleHoursMax } from './sign-in.ts';

export class SessionCookie {
  readonly #name: string;
  readonly #options: CookieSerializeOptions;

  /** Named for the gateway: browsers do not tell ports of a machine apart. */
  constructor(gateway: GatewayId, isTls: boolean) {
    // A browser takes this prefix only from the very server, over TLS.
    this.#name = `${isTls ? '__Host-' : ''}ayumi-${gateway}`;
    this.#options = { httpOnly: true, sameSite: 'strict', path: '/', secure: isTls };
  }

  tokenOf({ cookies }: FastifyRequest): string | undefined {
    return cookies[this.#name];
  }

  give(reply: FastifyReply, token: string): void {
    reply.setCookie(this.#name, token, { ...this.#options, maxAge: idleHoursMax * 3600 });
  }

  takeBack(reply: FastifyReply): void {
    reply.clearCookie(this.#name, this.#options);
  }
}
