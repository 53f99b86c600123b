/**
 * Length of Japan: from its northern cape to the southern one of Kyushu, under the straits by their tunnels.
 *
 * Length: about 2,700 km, as those who have walked it usually give it. Places: city centres and capes as known from maps.
 */
import type { Route } from './route.ts';

export const lengthOfJapan: Route = {
  id: 'length-of-japan',
  name: { ja: '[宗谷岬|そうやみさき]から [佐多岬|さたみさき]', en: 'Cape Soya to Cape Sata' },
  lengthKm: 2700,
  map: {
    height: 208,
    room: { left: 76, right: 52, top: 13, bottom: 15 },
    sign: { right: 44, down: 26 },
    title: { right: 263, down: 201 },
    hasSeaForWords: true,
  },
  places: [
    { name: { ja: '[宗谷岬|そうやみさき]', en: 'Cape Soya' }, longitude: 141.9366, latitude: 45.5227, side: 'right' },
    { name: null, longitude: 141.6731, latitude: 45.4157 },
    { name: { ja: '[名寄|なよろ]', en: 'Nayoro' }, longitude: 142.4633, latitude: 44.3559, side: 'right' },
    { name: { ja: '[旭川|あさひかわ]', en: 'Asahikawa' }, longitude: 142.365, latitude: 43.7706, side: 'left' },
    { name: null, longitude: 141.9, latitude: 43.33 },
    { name: { ja: '[札幌|さっぽろ]', en: 'Sapporo' }, longitude: 141.3544, latitude: 43.0621, side: 'right' },
    { name: null, longitude: 140.759, latitude: 42.901 },
    { name: { ja: '[長万部|おしゃまんべ]', en: 'Oshamambe' }, longitude: 140.3803, latitude: 42.5136, side: 'left' },
    { name: { ja: '[函館|はこだて]', en: 'Hakodate' }, longitude: 140.7288, latitude: 41.7687, side: 'right' },
    { name: null, longitude: 140.437, latitude: 41.678 },
    { name: null, longitude: 140.48, latitude: 41.18 },
    { name: { ja: '[青森|あおもり]', en: 'Aomori' }, longitude: 140.74, latitude: 40.8246, side: 'right' },
    { name: { ja: '[盛岡|もりおか]', en: 'Morioka' }, longitude: 141.1527, latitude: 39.7036, side: 'right' },
    { name: { ja: '[仙台|せんだい]', en: 'Sendai' }, longitude: 140.8694, latitude: 38.2682, side: 'right' },
    { name: { ja: '[福島|ふくしま]', en: 'Fukushima' }, longitude: 140.4747, latitude: 37.7608, side: 'left' },
    { name: { ja: '[宇都宮|うつのみや]', en: 'Utsunomiya' }, longitude: 139.8828, latitude: 36.5551, side: 'right' },
    { name: { ja: '[東京|とうきょう]', en: 'Tokyo' }, longitude: 139.7745, latitude: 35.684, side: 'right' },
    { name: null, longitude: 139.16, latitude: 35.249 },
    { name: { ja: '[静岡|しずおか]', en: 'Shizuoka' }, longitude: 138.383, latitude: 34.975, side: 'below' },
    { name: null, longitude: 137.733, latitude: 34.706 },
    { name: { ja: '[名古屋|なごや]', en: 'Nagoya' }, longitude: 136.9066, latitude: 35.1815, side: 'below' },
    { name: { ja: '[京都|きょうと]', en: 'Kyoto' }, longitude: 135.7681, latitude: 35.0116, side: 'above' },
    { name: { ja: '[大阪|おおさか]', en: 'Osaka' }, longitude: 135.5023, latitude: 34.6937, side: 'below' },
    { name: { ja: '[岡山|おかやま]', en: 'Okayama' }, longitude: 133.9195, latitude: 34.6551, side: 'below' },
    { name: { ja: '[広島|ひろしま]', en: 'Hiroshima' }, longitude: 132.4553, latitude: 34.3853, side: 'above' },
    { name: { ja: '[下関|しものせき]', en: 'Shimonoseki' }, longitude: 130.9414, latitude: 33.9578, side: 'above' },
    { name: { ja: '[福岡|ふくおか]', en: 'Fukuoka' }, longitude: 130.4017, latitude: 33.5904, side: 'left' },
    { name: { ja: '[熊本|くまもと]', en: 'Kumamoto' }, longitude: 130.7079, latitude: 32.8031, side: 'right' },
    { name: { ja: '[鹿児島|かごしま]', en: 'Kagoshima' }, longitude: 130.5571, latitude: 31.5966, side: 'left' },
    { name: null, longitude: 130.763, latitude: 31.74 },
    { name: null, longitude: 130.852, latitude: 31.378 },
    { name: { ja: '[佐多岬|さたみさき]', en: 'Cape Sata' }, longitude: 130.66, latitude: 30.9944, side: 'right' },
  ],
};
