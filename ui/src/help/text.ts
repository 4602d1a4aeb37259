/** The guide is written in a small part of Markdown (assets/help/*.md): headings, paragraphs, lists, tables, pictures;
 * **bold**, `keys`, [words](#/address). Read into plain data here, drawn by GuideText.vue: never as HTML. */

export type Inline =
  | { kind: 'text' | 'bold' | 'key'; text: string }
  | { kind: 'link'; text: string; to: string }

export type Block =
  | { kind: 'paragraph'; line: Inline[] }
  | { kind: 'list'; numbered: boolean; items: Inline[][] }
  | { kind: 'table'; head: Inline[][]; rows: Inline[][][] }
  | { kind: 'picture'; name: string; caption: string }

export interface Section {
  title: string
  blocks: Block[]
  /** All of it as plain words, for searching. */
  plain: string
}

export interface Chapter {
  /** `members`: the room it is about, where there is one. */
  key: string
  title: string
  /** The first one stands before any heading and has no title. */
  sections: Section[]
}

/** A line with its bold words, keys and links. */
export function readLine(line: string): Inline[] {
  const parts: Inline[] = []
  let at = 0
  for (const found of line.matchAll(/\*\*(.+?)\*\*|`(.+?)`|\[(.+?)\]\(#(.+?)\)/g)) {
    if (found.index > at) parts.push({ kind: 'text', text: line.slice(at, found.index) })
    if (found[1]) parts.push({ kind: 'bold', text: found[1] })
    else if (found[2]) parts.push({ kind: 'key', text: found[2] })
    else if (found[3] && found[4]) parts.push({ kind: 'link', text: found[3], to: found[4] })
    at = found.index + found[0].length
  }
  if (at < line.length) parts.push({ kind: 'text', text: line.slice(at) })
  return parts
}

const cells = (line: string) =>
  line
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => readLine(cell.trim()))

function readBlock(lines: string[]): Block {
  const [first = ''] = lines
  const picture = /^!\[(.*)\]\((.+)\)$/.exec(first)
  if (picture) return { kind: 'picture', caption: picture[1] ?? '', name: picture[2] ?? '' }
  if (first.startsWith('|')) {
    const [head = '', , ...rows] = lines
    return { kind: 'table', head: cells(head), rows: rows.map(cells) }
  }
  const item = /^(?:(-)|\d+\.)\s+/
  if (item.test(first)) {
    const items: string[] = []
    for (const line of lines) {
      if (item.test(line)) items.push(line.replace(item, ''))
      else items.push((items.pop() ?? '') + line.trim())
    }
    return { kind: 'list', numbered: !first.startsWith('-'), items: items.map(readLine) }
  }
  // A line break within a paragraph is only the writer's: Chinese has no space there.
  return { kind: 'paragraph', line: readLine(lines.join('')) }
}

/** A chapter from its file. */
export function readChapter(key: string, written: string): Chapter {
  const chapter: Chapter = { key, title: key, sections: [{ title: '', blocks: [], plain: '' }] }
  for (const block of written.replaceAll('\r', '').split(/\n{2,}/)) {
    const lines = block.split('\n').filter((line) => line.trim() !== '')
    const heading = /^(#+)\s+(.+)$/.exec(lines[0] ?? '')
    if (heading?.[1] === '#') chapter.title = heading[2] ?? key
    else if (heading) chapter.sections.push({ title: heading[2] ?? '', blocks: [], plain: '' })
    const rest = heading ? lines.slice(1) : lines
    const section = chapter.sections.at(-1)
    if (rest.length === 0 || !section) continue
    section.blocks.push(readBlock(rest))
    section.plain += rest.join('').replace(/[*`|#]|!?\[|\]\(.*?\)/g, '')
  }
  return chapter
}

/** The sections in which all the words stand. */
export function searched(chapters: readonly Chapter[], typed: string): { chapter: Chapter; section: Section; around: string }[] {
  const words = typed.split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  return chapters.flatMap((chapter) =>
    chapter.sections
      .filter((section) => words.every((word) => (chapter.title + section.title + section.plain).includes(word)))
      .map((section) => ({ chapter, section, around: around(section.plain, words[0] ?? '') })),
  )
}

function around(plain: string, word: string): string {
  const at = Math.max(0, plain.indexOf(word) - 24)
  return (at > 0 ? '…' : '') + plain.slice(at, at + 80) + (plain.length > at + 80 ? '…' : '')
}
