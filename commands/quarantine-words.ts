/** Quarantine words: what each reason means to whoever looks at the list, and what can be done about it. */
import type { QuarantineReason } from '../ingest/quarantine.ts';

export const quarantineWords: Readonly<Record<QuarantineReason, string>> = {
  'unreadable-batch':
    '読めない送信です。送ったゲートウェイを確かめてください (no batch of ours; look at the gateway that sent it)',
  'derivation-failed': 'プログラムの誤りです。直した版で retry してください (a bug; retry with a mended version)',
  'unknown-device': '名簿にない歩数計です。import すれば自動で数えます (import the pedometer and it resolves itself)',
  'from-the-future': '未来の来所です。ゲートウェイの時計を直してから retry (mend the gateway’s clock, then retry)',
  'unreadable-page': 'こわれたページです。次の来所でまた届きます (a damaged page; it comes again with the next visit)',
  'bad-tag': '署名が合いません。鍵が正しいか確かめてください (not signed with this pedometer’s key; check the key)',
  conflict: '歩数計が前と違う数を送りました (the pedometer contradicts itself; the counted value stands)',
  undated:
    '日付のわからない歩数です。discard すると保留の日が外れます (no stamp dates these; discard frees the days held)',
  'clock-contradiction':
    '時計が食い違っています。多数の側が正しければ discard (stamps contradict; discard those not believed)',
  'not-on-loan': 'だれにも貸していない間の歩数です。貸出を直せば数えます (walked while not on loan; correct the loan)',
  'ambiguous-holder': '二人の貸出にまたがる区間です (a bucket that reaches into two people’s loans)',
  'unsigned-readings': '署名のない歩数計です。まだ数えられません (a pedometer that does not sign; not counted yet)',
};
