/** Service config: the config file a command was given, and whose it is where it is another service's. */
import { statSync } from 'node:fs';
import type { z } from 'zod';
import { simConfigSchema } from '../firmware-sim/sim-config.ts';
import { gatewayConfigSchema } from '../gateway/gateway-config.ts';
import { cloudConfigSchema } from '../ingest/cloud-config.ts';
import { pointsConfigSchema } from '../points/points-config.ts';
import { readConfig } from '../runtime/config.ts';
import { OperatorError } from '../runtime/fault.ts';

export const configKinds = ['cloud', 'gateway', 'points', 'sim'] as const;
export type ConfigKind = (typeof configKinds)[number];

export const configSchemas = {
  cloud: cloudConfigSchema,
  gateway: gatewayConfigSchema,
  points: pointsConfigSchema,
  sim: simConfigSchema,
} as const satisfies Readonly<Record<ConfigKind, z.ZodType>>;

/** As `readConfig`; throws OperatorError `config-folder` or `config-of-another` too. */
export const readConfigOf = <Schema extends z.ZodType>(
  kind: ConfigKind,
  path: string,
  schema: Schema,
): z.output<Schema> => {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new OperatorError(
      'config-folder',
      `--config には 設定ファイルがいります。${path} は フォルダーです (--config wants the YAML file, and ${path} is a folder)`,
      'ファイルの名前まで書いてください (Name the file in it).',
    );
  try {
    return readConfig(path, schema);
  } catch (error) {
    const other = error instanceof OperatorError && error.code === 'config-invalid' ? ownerOf(path) : undefined;
    if (other === undefined || other === kind) throw error;
    throw new OperatorError(
      'config-of-another',
      `${path} は ${other} の設定で、${kind} のではありません (the config of ${other}, not of ${kind})`,
      `${kind} の設定ファイルを --config で示してください (Name that of ${kind} with --config).`,
      { cause: error },
    );
  }
};

/** Looks, before a service reads it for itself. */
export const checkConfigOf = (kind: ConfigKind, path: string): void => {
  readConfigOf(kind, path, configSchemas[kind]);
};

const ownerOf = (path: string): ConfigKind | undefined =>
  (Object.keys(configSchemas) as ConfigKind[]).find((kind) => {
    try {
      readConfig(path, configSchemas[kind]);
      return true;
    } catch (error) {
      if (error instanceof OperatorError) return false;
      throw error;
    }
  });
