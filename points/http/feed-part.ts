/** Feed part: the addresses at which the feed arrives: day totals, visits to centres, enrolments. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  feedBytesMax,
  feedErrorSchema,
  feedRoutes,
  webhookHeaders,
  type TakenAnswer,
  type TotalsAnswer,
} from '../../contract/feed-message.ts';
import { FeedGate, type FeedGateOptions } from './feed-gate.ts';
import type { FeedTarget } from './feed-target.ts';

export interface FeedPartOptions extends FeedGateOptions {
  readonly target: FeedTarget;
}

/** To be registered as a plugin of its own, after @fastify/rate-limit. */
const stillToCome = 'is still to come';
/** Where it is latest, and a day for a sender's clock. */
const aheadMs = (14 + 24) * 3_600_000;
const lastDateAnywhere = (nowMs: number): string => new Date(nowMs + aheadMs).toISOString().slice(0, 10);

export const feedPart =
  ({ target, ...options }: FeedPartOptions) =>
  (http: FastifyInstance): Promise<void> => {
    const gate = new FeedGate(http, options);
    const { enrolments } = feedRoutes;
    const isLived = (date: string): boolean => date <= lastDateAnywhere(options.clock.wallMs());
    const totals = {
      ...feedRoutes.totals,
      body: feedRoutes.totals.body.superRefine(({ totals: all }, context) => {
        all.forEach(({ date, syncedOn }, i) => {
          if (!isLived(date)) context.addIssue({ code: 'custom', path: ['totals', i, 'date'], message: stillToCome });
          if (!isLived(syncedOn))
            context.addIssue({ code: 'custom', path: ['totals', i, 'syncedOn'], message: stillToCome });
        });
      }),
    };
    const visits = {
      ...feedRoutes.visits,
      body: feedRoutes.visits.body.superRefine(({ visits: all }, context) => {
        all.forEach(({ date }, i) => {
          if (!isLived(date)) context.addIssue({ code: 'custom', path: ['visits', i, 'date'], message: stillToCome });
        });
      }),
    };
    const takeTotals = (message: z.output<typeof totals.body>): TotalsAnswer => {
      const { fresh, repeated, conflicting } = target.accept(message.totals);
      const ignored = conflicting.map(({ participant, date, revision }) => ({ participant, date, revision }));
      return { fresh, repeated, ignored };
    };
    const takeVisits = (message: z.output<typeof visits.body>): TakenAnswer => {
      target.acceptVisits(message.visits);
      return { taken: message.visits.length };
    };
    const takeEnrolments = (message: z.output<typeof enrolments.body>): TakenAnswer => {
      target.enrol(message.enrolments);
      return { taken: message.enrolments.length };
    };
    http.post(
      totals.path,
      described('totals', '日ごとの歩数を知らせる / Revisions of day totals, in whatever order'),
      (request, reply) => gate.admit(request, reply, { ...totals, take: takeTotals }),
    );
    http.post(
      visits.path,
      described('visits', '来所を知らせる / Visits to centres; the last word on each counts'),
      (request, reply) => gate.admit(request, reply, { ...visits, take: takeVisits }),
    );
    http.post(
      enrolments.path,
      described('enrolments', '参加者を知らせる / Who takes part, and since when'),
      (request, reply) => gate.admit(request, reply, { ...enrolments, take: takeEnrolments }),
    );
    return Promise.resolve();
  };

const headersSchema = z.looseObject({
  [webhookHeaders.id]: z.string().meta({ description: 'Names the message; the same when it is sent again.' }),
  [webhookHeaders.timestamp]: z.string().meta({ description: 'Unix seconds of this attempt.' }),
  [webhookHeaders.signature]: z.string().meta({ description: 'v1, and base64 of HMAC-SHA-256 over id.timestamp.body' }),
});

const described = (name: keyof typeof feedRoutes, summary: string) => ({
  bodyLimit: feedBytesMax,
  schema: {
    operationId: name,
    summary,
    tags: ['feed'],
    security: [{ standardWebhooks: [] }],
    headers: headersSchema,
    body: feedRoutes[name].body,
    response: { 200: feedRoutes[name].answer, '4xx': feedErrorSchema, '5xx': feedErrorSchema },
  },
});
