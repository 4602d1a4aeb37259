/** The chapters of the guide in their order, and the pictures that stand in them. */

import { readChapter } from './text'

const written = import.meta.glob<string>('../../../assets/help/*.md', { query: '?raw', import: 'default', eager: true })
const drawn = import.meta.glob<string>('../../../assets/help/pictures/*.png', { query: '?url', import: 'default', eager: true })

/** `.../03-members.md` is the third chapter, `members`. */
export const chapters = Object.entries(written)
  .sort(([left], [right]) => left.localeCompare(right, 'en'))
  .map(([path, text]) => readChapter(/(?:\d+-)?([\w-]+)\.md$/.exec(path)?.[1] ?? path, text))

const pictures = new Map(Object.entries(drawn).map(([path, address]) => [path.split('/').at(-1), address]))

/** Where a picture is; undefined for one that has not been taken yet. */
export const pictureOf = (name: string) => pictures.get(name)
