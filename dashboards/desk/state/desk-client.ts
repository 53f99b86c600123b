/** Desk client: asks the point service and the register, and tells an answer, a fault in words, and a lost line apart. */
import type { DeskAnswer, DeskBody, DeskRouteName } from '../../../contract/desk.ts';
import { deskPaths } from '../../../contract/desk-paths.ts';
import type { DeskError } from '../../../contract/desk-terms.ts';
import type { ImportsAnswer, ImportsBody, ImportsRouteName } from '../../../contract/imports.ts';
import { importsPaths } from '../../../contract/imports-paths.ts';
import type { JobsAnswer, JobsBody, JobsRouteName } from '../../../contract/jobs.ts';
import { jobsPaths } from '../../../contract/jobs-paths.ts';
import type { RecordAnswer, RecordBody, RecordRouteName } from '../../../contract/records.ts';
import { recordsPaths } from '../../../contract/records-paths.ts';
import type { RegisterTable } from '../../../contract/register-import.ts';
import { registerPaths } from '../../../contract/register-paths.ts';
import type { RegisterAnswer, RegisterBody, RegisterRouteName } from '../../../contract/register.ts';

/** The register's questions say whose they are; a file is no answer for a page. */
type AskedOfRegister = `register/${Exclude<RegisterRouteName, 'exportTable'>}`;
type AskedOfJobs = `jobs/${JobsRouteName}`;
type AskedOfImports = `imports/${ImportsRouteName}`;
type AskedOfRecords = `records/${Exclude<RecordRouteName, 'exportFile'>}`;
export type RouteName = DeskRouteName | AskedOfRegister | AskedOfJobs | AskedOfImports | AskedOfRecords;
type RegisterName<Name> = Name extends `register/${infer Own extends RegisterRouteName}` ? Own : never;
type JobsName<Name> = Name extends `jobs/${infer Own extends JobsRouteName}` ? Own : never;
type ImportsName<Name> = Name extends `imports/${infer Own extends ImportsRouteName}` ? Own : never;
type RecordName<Name> = Name extends `records/${infer Own extends RecordRouteName}` ? Own : never;

export type AnswerOf<Name extends RouteName> = Name extends DeskRouteName
  ? DeskAnswer<Name>
  : Name extends AskedOfJobs
    ? JobsAnswer<JobsName<Name>>
    : Name extends AskedOfImports
      ? ImportsAnswer<ImportsName<Name>>
      : Name extends AskedOfRecords
        ? RecordAnswer<RecordName<Name>>
        : RegisterAnswer<RegisterName<Name>>;
export type BodyOf<Name extends RouteName> = Name extends DeskRouteName
  ? DeskBody<Name>
  : Name extends AskedOfJobs
    ? JobsBody<JobsName<Name>>
    : Name extends AskedOfImports
      ? ImportsBody<ImportsName<Name>>
      : Name extends AskedOfRecords
        ? RecordBody<RecordName<Name>>
        : RegisterBody<RegisterName<Name>>;

export interface Question<Name extends RouteName> {
  /** What stands for `:id` and the like. */
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: BodyOf<Name>;
}

export type Asked<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'fault'; readonly fault: DeskError }
  /** Nobody knows whether a change arrived; sending it again with the same requestId does no harm. */
  | { readonly kind: 'lost' };

/** A server that says nothing for so long will not. */
const answerWaitMs = 15_000;
/** A large table is read line by line, records are counted one by one. */
const tableWaitMs = 120_000;
const tableNames: readonly RouteName[] = [
  'register/previewImport',
  'register/importTable',
  'imports/apply',
  'records/previewExport',
  'records/lookUp',
];

export const ask = async <Name extends RouteName>(
  name: Name,
  question: Question<Name> = {},
): Promise<Asked<AnswerOf<Name>>> => {
  try {
    const response = await fetch(addressOf(pathOf(name), question), {
      ...(question.body === undefined ? {} : posting(question.body)),
      signal: AbortSignal.timeout(tableNames.includes(name) ? tableWaitMs : answerWaitMs),
    });
    const told: unknown = await response.json();
    // The server is ours and checks what it sends.
    if (response.ok) return { kind: 'answered', answer: told as AnswerOf<Name> };
    return isDeskError(told) ? { kind: 'fault', fault: told } : { kind: 'lost' };
  } catch {
    return { kind: 'lost' };
  }
};

const pathOf = (name: RouteName): string => {
  if (isOfRegister(name)) return registerPaths[name.slice(registerMark.length) as RegisterRouteName];
  if (isOfImports(name)) return importsPaths[name.slice(importsMark.length) as ImportsRouteName];
  if (isOfRecords(name)) return recordsPaths[name.slice(recordsMark.length) as RecordRouteName];
  return isOfJobs(name) ? jobsPaths[name.slice(jobsMark.length) as JobsRouteName] : deskPaths[name];
};
const registerMark = 'register/';
const isOfRegister = (name: RouteName): name is AskedOfRegister => name.startsWith(registerMark);
const importsMark = 'imports/';
const isOfImports = (name: RouteName): name is AskedOfImports => name.startsWith(importsMark);
const recordsMark = 'records/';
const isOfRecords = (name: RouteName): name is AskedOfRecords => name.startsWith(recordsMark);
const jobsMark = 'jobs/';
const isOfJobs = (name: RouteName): name is AskedOfJobs => name.startsWith(jobsMark);

/** Relative, so that the pages also work below a path of a reverse proxy. */
const addressOf = <Name extends RouteName>(path: string, { path: parts = {}, query = {} }: Question<Name>): string => {
  const filled = path.slice(1).replaceAll(/:(\w+)/g, (_, key: string) => encodeURIComponent(parts[key] ?? ''));
  const asked = new URLSearchParams(query).toString();
  return asked === '' ? filled : `${filled}?${asked}`;
};

const posting = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const isDeskError = (told: unknown): told is DeskError =>
  typeof told === 'object' && told !== null && 'error' in told && 'ja' in told && 'en' in told;

/** Where a table is to be had as a file. */
export const exportAddress = (table: RegisterTable): string =>
  addressOf(registerPaths.exportTable, { path: { id: table } });

/** Where the file of an export is to be had. */
export const recordsFileAddress = (id: string): string => addressOf(recordsPaths.exportFile, { path: { id } });
