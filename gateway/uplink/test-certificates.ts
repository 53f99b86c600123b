/** Test certificates: a certificate authority of a test's own, by openssl, for the evil and the expired ones too. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
}

export class TestAuthority {
  readonly #openssl: string;
  readonly #directory = mkdtempSync(join(tmpdir(), 'ayumi-ca-'));
  #made = 0;
  readonly own: CertificateFiles;

  constructor(openssl: string) {
    this.#openssl = openssl;
    this.own = this.#paths();
    const subject = ['-subj', '/CN=test authority', '-days', '2'];
    this.#run('req', '-x509', ...newKey, '-keyout', this.own.key, '-out', this.own.cert, ...subject);
  }

  /** For a client or a server on localhost, valid from yesterday for `days`: 0 is over already. */
  issue(commonName: string, days = 2): CertificateFiles {
    const files = this.#paths();
    const request = `${files.cert}.csr`;
    const names = `${files.cert}.ext`;
    writeFileSync(names, 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
    this.#run('req', ...newKey, '-keyout', files.key, '-out', request, '-subj', `/CN=${commonName}`);
    const authority = ['-CA', this.own.cert, '-CAkey', this.own.key, '-set_serial', String(1000 + this.#made)];
    // Debian's openssl cannot date a certificate back; a negative number of days ends it before it began.
    this.#run(
      'x509',
      '-req',
      '-in',
      request,
      '-out',
      files.cert,
      '-days',
      String(days - 1),
      '-extfile',
      names,
      ...authority,
    );
    return files;
  }

  #paths(): CertificateFiles {
    this.#made += 1;
    return { cert: join(this.#directory, `${this.#made}.pem`), key: join(this.#directory, `${this.#made}.key`) };
  }

  #run(...args: readonly string[]): void {
    execFileSync(this.#openssl, args, { stdio: 'pipe' });
  }
}

const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

export const read = ({ cert, key }: CertificateFiles): { readonly cert: Buffer; readonly key: Buffer } => ({
  cert: readFileSync(cert),
  key: readFileSync(key),
});
