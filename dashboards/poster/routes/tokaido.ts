/**
 * Tokaido: the old road from Edo to Kyoto, with its best known stations.
 *
 * Length: about 492 km (126 ri) from Nihonbashi to the bridge at Sanjo, as commonly published. Places: the old stations'
 * sites as known from maps, to a few hundred metres; of each, the name of the station is used, not today's city.
 */
import type { Route } from './route.ts';

export const tokaido: Route = {
  id: 'tokaido',
  name: { ja: '[東海道|とうかいどう]', en: 'the Tokaido road' },
  lengthKm: 492,
  map: {
    height: 136,
    room: { left: 20, right: 27, top: 34, bottom: 34 },
    sign: { right: -4, down: 34 },
    title: { right: 263, down: 12 },
    hasSeaForWords: false,
  },
  places: [
    { name: { ja: '[日本橋|にほんばし]', en: 'Nihonbashi' }, longitude: 139.7745, latitude: 35.684, side: 'above' },
    { name: { ja: '[品川|しながわ]', en: 'Shinagawa' }, longitude: 139.7405, latitude: 35.62, side: 'right' },
    { name: null, longitude: 139.706, latitude: 35.533 },
    { name: null, longitude: 139.633, latitude: 35.4745 },
    { name: { ja: '[戸塚|とつか]', en: 'Totsuka' }, longitude: 139.533, latitude: 35.396, side: 'right' },
    { name: null, longitude: 139.487, latitude: 35.346 },
    { name: null, longitude: 139.336, latitude: 35.329 },
    { name: { ja: '[小田原|おだわら]', en: 'Odawara' }, longitude: 139.16, latitude: 35.249, side: 'right' },
    { name: { ja: '[箱根|はこね]', en: 'Hakone' }, longitude: 139.026, latitude: 35.1905, side: 'above' },
    { name: { ja: '[三島|みしま]', en: 'Mishima' }, longitude: 138.915, latitude: 35.119, side: 'below' },
    { name: null, longitude: 138.86, latitude: 35.096 },
    { name: { ja: '[吉原|よしわら]', en: 'Yoshiwara' }, longitude: 138.686, latitude: 35.163, side: 'above' },
    { name: null, longitude: 138.604, latitude: 35.117 },
    { name: null, longitude: 138.521, latitude: 35.051 },
    { name: { ja: '[府中|ふちゅう]', en: 'Fuchu' }, longitude: 138.387, latitude: 34.972, side: 'right' },
    { name: null, longitude: 138.285, latitude: 34.918 },
    { name: { ja: '[島田|しまだ]', en: 'Shimada' }, longitude: 138.176, latitude: 34.834, side: 'above' },
    { name: { ja: '[掛川|かけがわ]', en: 'Kakegawa' }, longitude: 138.015, latitude: 34.769, side: 'below' },
    { name: null, longitude: 137.855, latitude: 34.727 },
    { name: { ja: '[浜松|はままつ]', en: 'Hamamatsu' }, longitude: 137.733, latitude: 34.706, side: 'above' },
    { name: { ja: '[新居|あらい]', en: 'Arai' }, longitude: 137.562, latitude: 34.6945, side: 'below' },
    { name: { ja: '[吉田|よしだ]', en: 'Yoshida' }, longitude: 137.395, latitude: 34.764, side: 'above' },
    { name: { ja: '[岡崎|おかざき]', en: 'Okazaki' }, longitude: 137.17, latitude: 34.956, side: 'above' },
    { name: null, longitude: 136.951, latitude: 35.081 },
    { name: { ja: '[宮|みや]', en: 'Miya' }, longitude: 136.908, latitude: 35.121, side: 'above' },
    { name: { ja: '[桑名|くわな]', en: 'Kuwana' }, longitude: 136.696, latitude: 35.066, side: 'above' },
    { name: { ja: '[四日市|よっかいち]', en: 'Yokkaichi' }, longitude: 136.626, latitude: 34.966, side: 'right' },
    { name: { ja: '[亀山|かめやま]', en: 'Kameyama' }, longitude: 136.452, latitude: 34.856, side: 'below' },
    { name: null, longitude: 136.393, latitude: 34.852 },
    { name: { ja: '[土山|つちやま]', en: 'Tsuchiyama' }, longitude: 136.284, latitude: 34.935, side: 'above' },
    { name: null, longitude: 136.168, latitude: 34.968 },
    { name: { ja: '[草津|くさつ]', en: 'Kusatsu' }, longitude: 135.96, latitude: 35.018, side: 'below' },
    { name: null, longitude: 135.862, latitude: 35.006 },
    { name: { ja: '[京都|きょうと]', en: 'Kyoto' }, longitude: 135.772, latitude: 35.0088, side: 'above' },
  ],
};
