/** Record formats: every form in which records are handed on, by its name. */
import type { RecordFormat as FormatName } from '../../../contract/records-terms.ts';
import { csvFormat } from './csv-format.ts';
import { fhirFormat } from './fhir-format.ts';
import { ieee1752Format } from './ieee1752-format.ts';
import { omhFormat } from './omh-format.ts';
import type { RecordFormat } from './record-format.ts';
import { senmlFormat } from './senml-format.ts';

export const formatOf: Readonly<Record<FormatName, RecordFormat>> = {
  csv: csvFormat,
  fhir: fhirFormat,
  omh: omhFormat,
  ieee1752: ieee1752Format,
  senml: senmlFormat,
};
