import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readChapter, readLine, searched } from './text'

const folder = new URL('../../../assets/help/', import.meta.url)

describe('the guide', () => {
  it('reads headings, lists, tables and pictures', () => {
    const chapter = readChapter('x', '# 党员\n\n开头一句，\n接着写。\n\n## 查找\n\n- 按 `Ctrl+F`\n- 输入**姓名**\n\n| 键 | 作用 |\n|---|---|\n| 回车 | 打开 |\n\n![名册](members.png)\n')
    expect(chapter.title).toBe('党员')
    expect(chapter.sections.map(({ title }) => title)).toEqual(['', '查找'])
    expect(chapter.sections[0]?.blocks[0]).toEqual({ kind: 'paragraph', line: [{ kind: 'text', text: '开头一句，接着写。' }] })
    expect(chapter.sections[1]?.blocks.map(({ kind }) => kind)).toEqual(['list', 'table', 'picture'])
  })

  it('keeps keys, bold words and links apart', () => {
    expect(readLine('按 `Ctrl+F`，见[设置](#/settings)')).toEqual([
      { kind: 'text', text: '按 ' },
      { kind: 'key', text: 'Ctrl+F' },
      { kind: 'text', text: '，见' },
      { kind: 'link', text: '设置', to: '/settings' },
    ])
  })

  it('is found by all the words that are typed', () => {
    const chapters = [readChapter('a', '# 备份\n\n## 恢复\n\n从备份恢复台账。')]
    expect(searched(chapters, '恢复 台账').map(({ section }) => section.title)).toEqual(['恢复'])
    expect(searched(chapters, '恢复 党员')).toEqual([])
  })

  it('has a title and something to say in every chapter', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.md'))
    expect(files.length).toBeGreaterThan(5)
    for (const name of files) {
      const chapter = readChapter(name, readFileSync(new URL(name, folder), 'utf8'))
      expect(chapter.title, name).not.toBe(name)
      expect(chapter.sections.some(({ blocks }) => blocks.length > 0), name).toBe(true)
    }
  })
})
