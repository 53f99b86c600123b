/** API route: how a clerk's question is described, and from that what whoever answers it is given and has to say. */
import type { z } from 'zod';
import type { Said } from './desk-terms.ts';
import type { ParticipantId, PlainDateText } from './ids.ts';

export interface ApiRoute {
  readonly method: 'GET' | 'POST';
  /** Parameters are written `:id`, `:participant` and `:date`. */
  readonly path: `/api/${string}`;
  /** What it is for, in the description of the API. */
  readonly said?: Said;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answer?: z.ZodType;
  /** In place of `answer`: the media type of the file that is answered. */
  readonly file?: string;
  /** Of a body longer than usual. */
  readonly bytesMax?: number;
}
export type ApiRoutes = Readonly<Record<string, ApiRoute>>;

/** What stands in the path, checked; only what the path names may be looked at. */
export interface ApiPath {
  /** A participant. */
  readonly participant: ParticipantId;
  readonly date: PlainDateText;
  readonly id: string;
}

/** Made while it is sent. */
export interface ApiFile {
  readonly name: string;
  /** Where the route alone does not say it. */
  readonly mediaType?: string;
  readonly chunks: Iterable<string>;
}

type Parsed<Route, Part extends string> =
  Route extends Readonly<Record<Part, infer Schema extends z.ZodType>> ? z.output<Schema> : undefined;

export interface ApiAsked<Route> {
  readonly path: ApiPath;
  readonly query: Parsed<Route, 'query'>;
  readonly body: Parsed<Route, 'body'>;
}

export type ApiAnswer<Route> = Route extends { readonly answer: infer Answer extends z.ZodType }
  ? Readonly<z.infer<Answer>>
  : ApiFile;

/** One function for each question; what cannot be answered at all throws a DeskFault. */
export type ApiAnswers<Routes extends ApiRoutes> = {
  readonly [Name in keyof Routes]: (asked: ApiAsked<Routes[Name]>) => ApiAnswer<Routes[Name]>;
};

/** Made while it is sent, by somebody who has to be waited for. */
export interface ApiFileLater {
  readonly name: string;
  /** Where the route alone does not say it. */
  readonly mediaType?: string;
  readonly chunks: AsyncIterable<string | Uint8Array>;
}

/** The same where somebody has to be asked first, such as another thread. */
export type ApiAnswersLater<Routes extends ApiRoutes> = {
  readonly [Name in keyof Routes]: (asked: ApiAsked<Routes[Name]>) => Later<ApiAnswer<Routes[Name]>>;
};
type Later<Answer> = Answer | Promise<Answer> | (Answer extends ApiFile ? ApiFileLater | Promise<ApiFileLater> : never);
