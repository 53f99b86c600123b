/** Backup folder: the backups that are there, by name, newest first; what broke off in the middle has no name of a backup. */
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { localDate } from '../../../runtime/clock.ts';
import { readManifest, type BackupManifest } from './backup-manifest.ts';
import { sparedBackups } from './spared-backups.ts';

export interface KeptBackup {
  /** `ayumi-2026-11-21T180000Z`. */
  readonly name: string;
  readonly path: string;
  readonly manifest: BackupManifest;
}

const namePattern = /^ayumi-\d{4}-\d{2}-\d{2}T\d{6}Z(-\d+)?$/;
const unfinished = '.unfinished';

export class BackupFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Newest first. Anything else in the folder is somebody else's. */
  list(): readonly KeptBackup[] {
    if (!existsSync(this.path)) return [];
    return readdirSync(this.path)
      .filter((name) => namePattern.test(name))
      .sort()
      .reverse()
      .flatMap((name) => {
        const path = join(this.path, name);
        const manifest = readManifest(path);
        return manifest === undefined ? [] : [{ name, path, manifest }];
      });
  }

  /** A new one to be written into, for its owner only; what earlier ones have left unfinished goes. */
  begin(atMs: number): { readonly name: string; readonly path: string } {
    for (const name of readdirSync(this.path)) {
      if (namePattern.test(name.slice(0, -unfinished.length)) && name.endsWith(unfinished))
        rmSync(join(this.path, name), { recursive: true, force: true });
    }
    const name = this.#freeName(atMs);
    const path = join(this.path, `${name}${unfinished}`);
    mkdirSync(path, { mode: 0o700 });
    return { name, path };
  }

  /**
   * Keeps those of the last `keep` days that have one (spared-backups.ts). `zone`: whose days. Returns the names of those
   * that went. To be called only after a new one was verified.
   */
  prune(keep: number, zone: string): readonly string[] {
    const all = this.list();
    const spared = sparedBackups(all, keep, ({ manifest }) => localDate(Date.parse(manifest.at), zone).toString());
    const old = all.filter((each) => !spared.has(each));
    for (const { path } of old) rmSync(path, { recursive: true, force: true });
    return old.map(({ name }) => name);
  }

  #freeName(atMs: number): string {
    const at = new Date(atMs).toISOString().replaceAll(':', '').replace(/\.\d+/, '');
    const taken = (name: string): boolean => existsSync(join(this.path, name));
    const first = `ayumi-${at}`;
    if (!taken(first)) return first;
    let again = 2;
    while (taken(`${first}-${again}`)) again += 1;
    return `${first}-${again}`;
  }
}
