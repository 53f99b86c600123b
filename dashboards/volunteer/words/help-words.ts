/** Help words: the few things everybody asks, each with pictures. */
export const helpJa = {
  title: 'なにが 知りたいですか',
  topics: {
    lay: '台への 置き方',
    wear: '身につけ方',
    battery: '電池の かえ方',
    sounds: '音と 画面の 意味',
    stickers: 'シールと カード',
    who: '困ったときの 連絡先',
  },
  lay: [
    { title: 'まん中に 置く', text: 'シールを 下にして、台の まん中に 1つずつ 置きます。' },
    { title: '動かさない', text: '丸い わが 1周するまで 待ちます。1週間分で 数秒です。' },
    { title: '音が したら とる', text: '「届きました」と 出たら おしまいです。' },
  ],
  wear: [
    { title: '腰につける', text: 'ベルトや ズボンの 上に はさみます。' },
    { title: 'ポケットに 入れる', text: 'ズボンの 前の ポケットに 入れます。' },
    { title: '首から さげない', text: 'ゆれるので 正しく 数えられません。' },
  ],
  batteryFirst: 'かならず この画面の「電池」から はじめてください。先に 読みとらないと 歩数が わからなくなります。',
  batteryGo: '電池を かえる',
  sounds: [
    { title: '高くなる 3つの音', text: '歩数が 届きました。' },
    { title: '同じ 2つの音', text: 'きょうの分は もう 届いています。' },
    { title: '低くなる 2つの音', text: 'とちゅうで 切れました。もう一度 置いてもらってください。' },
    { title: '高い音と 低い音が かわるがわる', text: 'あなたの出番です。「つながらない」で わけが わかります。' },
    { title: '丸い わが まわる', text: '読みとっています。置いたままに してください。' },
  ],
  stickers: [
    { title: '歩数計の シール', text: '裏に あります。四角い もようを 読みとるか、下の番号を 入れます。' },
    { title: '参加者カード', text: '参加者が 持っています。番号だけで、名前は 入っていません。' },
    { title: '読みとり機', text: '赤い光を もように あてます。「ピッ」と 鳴ったら 読めています。' },
  ],
  who: [
    {
      title: '歩数計のこと',
      text: 'まず「つながらない」を 見てください。だめなら 交換して、歩数計を 窓口に 送ります。',
    },
    { title: 'この機械のこと', text: '電源を 切って 入れなおして かまいません。歩数も 記録も なくなりません。' },
    { title: 'そのほか', text: '市の窓口（健康づくりの担当）に 電話してください。' },
  ],
  phone: '窓口の電話',
  write: '印刷して 書いておくと 便利です',
};
export const helpEn: typeof helpJa = {
  title: 'What would you like to know?',
  topics: {
    lay: 'How to put it on the tray',
    wear: 'How to wear it',
    battery: 'How to change the battery',
    sounds: 'What sounds and screens mean',
    stickers: 'Stickers and cards',
    who: 'Who to call',
  },
  lay: [
    { title: 'In the middle', text: 'Put them on the tray one by one, with the sticker down.' },
    { title: 'Do not move it', text: 'Wait until the ring is full. A week takes a few seconds.' },
    { title: 'Take it when it sounds', text: 'It is finished when the screen says that the steps have arrived.' },
  ],
  wear: [
    { title: 'On the belt', text: 'Clip it to the belt or the trousers.' },
    { title: 'In the pocket', text: 'Put it into the front pocket of the trousers.' },
    { title: 'Not around the neck', text: 'It swings there and counts wrongly.' },
  ],
  batteryFirst: 'Always begin with “Battery” on this page. Without a reading before, steps may get lost.',
  batteryGo: 'Change a battery',
  sounds: [
    { title: 'Three notes, rising', text: 'The steps have arrived.' },
    { title: 'The same note twice', text: 'Today’s steps had arrived already.' },
    { title: 'Two notes, falling', text: 'The link broke. Ask them to put it down once more.' },
    { title: 'High and low in turn', text: 'You are needed. “No connection” tells why.' },
    { title: 'The ring turns', text: 'It is being read. Leave it there.' },
  ],
  stickers: [
    {
      title: 'The sticker',
      text: 'It is on the back of the pedometer. Scan the square pattern or type the number below it.',
    },
    { title: 'The card', text: 'Participants carry it. It has a number and no name.' },
    { title: 'The scanner', text: 'Point its red light at the pattern. It beeps when it has read it.' },
  ],
  who: [
    {
      title: 'A pedometer',
      text: 'See “No connection” first. If it does not help, exchange it and send it to the town office.',
    },
    { title: 'This computer', text: 'You may switch it off and on again. Neither steps nor records get lost.' },
    { title: 'Anything else', text: 'Call the town office and ask for those who look after health.' },
  ],
  phone: 'Telephone of the town office',
  write: 'Print this and write it down',
};
