/** Data place: where a cloud's data is, told alike in every tool: by the cloud's config file, or by the folder itself. */
import { statSync } from 'node:fs';
import type { Command } from 'commander';
import { cloudConfigSchema } from '../ingest/cloud-config.ts';
import { OperatorError } from '../runtime/fault.ts';
import type { StorePlace } from './open-store.ts';
import { zoneArgument } from './option-values.ts';
import { readConfigOf } from './service-config.ts';

const defaultFolder = '.ayumi';
const defaultZone = 'Asia/Tokyo';

interface PlaceOptions {
  readonly config?: string;
  readonly data?: string;
  readonly zone?: string;
  readonly rules?: string;
}

/** In `ayumi --help`: once, for all commands. */
export const placeHelp = `
データの場所は、どのコマンドでも同じ言い方です (where the data is, said alike in every command):
  --config FILE  サービスの設定ファイル (the YAML file of a service: cloud.yaml, gateway.yaml or points.yaml)
  --data DIR     cloud.sqlite のあるフォルダー (the folder with cloud.sqlite, where there is no config file)
  cloud・gateway・points・set-pin・backup・series は --config です (want --config).
  ほかの道具は どちらか一つ。--config なら zone と ruleFile もそこから。どちらもなければ ${defaultFolder} です
  (the other tools take one of the two; --config also says the zone and the rule file; ${defaultFolder} without either).
  demo は 自分のフォルダーを使います (the demo has a folder of its own): --data .ayumi/demo

終了コード (exit code):
  0  すんだ (done)
  1  すんだが、違い・誤り・残りが見つかった (done, and something was found: a difference, a mistake, something left)
  2  できなかった: 使い方、設定、ファイル、つながらない (not done: usage, config, a file, or nobody answers)
  3  プログラムの誤り (a bug of ours)`;

/** Adds `--config`, `--data` and `--zone`. Whatever was told, the command's own action finds `data` and `zone` (StorePlace), and `rules` where the config names a rule file. */
export const withPlace = (command: Command): Command =>
  command
    .option('--config <file>', 'クラウドの設定ファイル (config file of the cloud)')
    .option(
      '--data <dir>',
      `データのフォルダー、--config のかわりに (data folder, in place of --config; ${defaultFolder} without either)`,
    )
    .option(
      '--zone <zone>',
      `事業の時間帯、--data といっしょに (time zone, with --data; ${defaultZone} unless told)`,
      zoneArgument,
    )
    .hook('preAction', (_of, asked) => {
      const options: PlaceOptions = asked.opts();
      const { data, zone, ruleFile } = placeOf(options);
      asked.setOptionValue('data', data).setOptionValue('zone', zone);
      if (options.rules === undefined && ruleFile !== undefined) asked.setOptionValue('rules', ruleFile);
    });

const placeOf = ({ config, data, zone }: PlaceOptions): StorePlace & { readonly ruleFile?: string | undefined } => {
  if (config === undefined) return { data: folderOf(data ?? defaultFolder), zone: zone ?? defaultZone };
  if (data !== undefined || zone !== undefined)
    throw new OperatorError(
      'two-places',
      '--config と --data・--zone は、いっしょに使えません (--config already says where the data is)',
      'どちらかをはずしてください (Leave one of them out).',
    );
  return readConfigOf('cloud', config, cloudConfigSchema);
};

const folderOf = (path: string): string => {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return path;
  throw new OperatorError(
    'data-no-folder',
    `--data には フォルダーがいります。${path} は ファイルです (--data wants a folder, and ${path} is a file)`,
    `設定ファイルなら --config ${path} です (For a config file: --config ${path}).`,
  );
};
