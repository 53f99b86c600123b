/** Import faults: why something asked about an import cannot be answered at all, in words for a clerk. */
import { DeskFault } from '../../contract/desk-fault.ts';

const mebibyte = 1024 * 1024;

export const importFaults = {
  unknownUpload: new DeskFault(
    404,
    'unknown-upload',
    {
      ja: 'そのファイルは もうここにありません。何も変えていません。',
      en: 'That file is no longer here. Nothing was changed.',
    },
    { ja: 'ファイルをもう一度 選んでください。', en: 'Choose the file again.' },
  ),
  unknownImport: new DeskFault(
    404,
    'unknown-import',
    { ja: 'その取りこみはありません。何も変えていません。', en: 'There is no such import. Nothing was changed.' },
    { ja: '一覧をたしかめてください。', en: 'Look at the list.' },
  ),
  notWhole: new DeskFault(
    409,
    'not-whole',
    {
      ja: 'ファイルがまだ全部 届いていません。何も変えていません。',
      en: 'Not all of the file has arrived. Nothing was changed.',
    },
    { ja: 'ファイルをもう一度 選んでください。', en: 'Choose the file again.' },
  ),
  notSeen: new DeskFault(
    409,
    'not-seen',
    {
      ja: 'まだ内容を確かめていないファイルです。何も変えていません。',
      en: 'This file has not been looked at yet. Nothing was changed.',
    },
    { ja: '先に内容を確かめてください。', en: 'Look at what it would change first.' },
  ),
  noRoom: new DeskFault(
    409,
    'no-room',
    {
      ja: 'ディスクの空きが足りません。何も変えていません。',
      en: 'There is not enough room on the disk. Nothing was changed.',
    },
    { ja: '管理する人に知らせてください。', en: 'Tell whoever looks after the computer.' },
  ),
  unreadable: new DeskFault(
    409,
    'import-failed',
    {
      ja: 'ファイルを読んでいるときに止まりました。何も変えていません。',
      en: 'Reading the file has failed. Nothing was changed.',
    },
    {
      ja: 'もう一度試し、だめなら管理する人に知らせてください。',
      en: 'Try again, or tell whoever looks after the computer.',
    },
  ),
  tooLarge: (max: number): DeskFault =>
    new DeskFault(
      409,
      'file-too-large',
      {
        ja: `${Math.floor(max / mebibyte)} MiBより大きいファイルです。何も変えていません。`,
        en: `The file is larger than ${Math.floor(max / mebibyte)} MiB. Nothing was changed.`,
      },
      { ja: '分けて取りこんでください。', en: 'Import it in parts.' },
    ),
} as const;
