/** Format names: what the forms of handing records on are called, everywhere the same. */
import type { RecordFormat } from '../../../contract/records-terms.ts';

export const formatNames: Readonly<Record<RecordFormat, string>> = {
  csv: 'CSV',
  fhir: 'FHIR R4',
  omh: 'Open mHealth',
  ieee1752: 'IEEE 1752.1',
  senml: 'SenML',
};
