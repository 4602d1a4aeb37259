/** 统计报表: every paper seen and written; a figure opened to its rows; a seal, a correction, the second version. */

import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { expect, test, xianfeng, type Desk } from './desk'
import type { Page } from '@playwright/test'

// The driver and axe try to run scripts in the paper's frame, which its policy refuses: as it should.
test.use({ quiet: /Blocked script execution in .*\/files\// })

/** Adds a commendation that went to the end, through the terminal. */
function commend(here: Desk): void {
  const run = (...args: string[]) => xianfeng(here.office, ...args)
  run('programme', 'add', '--year', '2012', '--name', '七一表彰', '--level', '县级')
  run('programme', 'quota', '七一表彰', '--kind', '优秀共产党员', '--most', '4')
  run('nominate', '--programme', '七一表彰', '--kind', '优秀共产党员', '--member', '余德东')
  run('nominate', '--programme', '七一表彰', '--kind', '先进基层党组织', '--organization', '机关党支部')
}

async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: '全部表格' }).getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { name, level: 2 })).toBeVisible()
}
const shown = (page: Page) => page.getByText(/^第 1 页，共 \d+ 页$/)

test('every paper is seen as its pages and written as PDF and workbook', async ({ desk, page }) => {
  test.setTimeout(400_000)
  const here = desk('sample')
  commend(here)
  await here.open('/statistics')
  const due = await here.ask<{ rows: { subject_id: number }[] }>('reviews.due', { kind: '讲评', period: '2012Q1' })
  const said = { subject_kind: '党组织', subject_id: due.rows[0]?.subject_id, reviewer: '周明', held_on: '2012-03-14' }
  await here.ask('reviews.add', { ...said, kind: '讲评', points: '一季度学习四次。', tasks: '六月底前完成走访。', attendance: 14 })
  await here.ask('reviews.add', { ...said, kind: '领导点评', achievements: '认真履职。', problems: '下基层偏少。', direction: '每月走访一次。' })
  const links = page.getByRole('navigation', { name: '全部表格' }).getByRole('link')
  await expect(links).toHaveCount(23)
  const written: string[] = []
  for (const name of await links.allInnerTexts()) {
    // Nobody was published or honoured yet, and the sample office held no 民主评议.
    if (['民主测评结果统计表', '拟表彰对象公示', '表彰决定', '表彰名单'].includes(name)) continue
    await choose(page, name)
    await expect(shown(page), name).toBeVisible({ timeout: 30_000 })
    await expect(page.frameLocator('iframe').locator('svg').first()).toBeVisible()
    await page.getByRole('button', { name: '两样都导出' }).click()
    const files = page.getByRole('list', { name: '导出的文件' })
    await expect(files).toBeVisible({ timeout: 30_000 })
    for (const item of (await files.getByRole('listitem').all()).slice(0, 2)) {
      const told = page.waitForEvent('download')
      await item.getByRole('button', { name: /^下载：/ }).click()
      const download = await told
      const path = await download.path()
      expect(statSync(path).size, name).toBeGreaterThan(2_000)
      if (download.suggestedFilename().endsWith('.pdf')) {
        expect(spawnSync('qpdf', ['--check', path]).status, name).toBe(0)
        written.push(name)
      }
    }
  }
  expect(written.length).toBe(19)
  await page.getByRole('navigation', { name: '各项工作' }).getByRole('link', { name: '统计报表' }).click()
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible()
})

test('a figure opens the rows behind it, and they add up to it', async ({ desk, page }) => {
  const here = desk('sample')
  await here.open('/statistics/member-structure')
  await expect(shown(page)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('tab', { name: '数字' }).click()
  const total = page.getByRole('row', { name: /合/ }).last().getByRole('button').first()
  await expect(total).toHaveText('66')
  await total.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText('66 条记录，合计 66')).toBeVisible()
  await expect(dialog.getByRole('grid')).toContainText('出生日期')
  expect(await here.barriers()).toEqual([])
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await total.focus()
  await page.keyboard.press('ArrowUp')
  await expect(page.locator('button[data-at]:focus')).toBeVisible()
})

test('a sealed quarter stands, a later change shows, and makes the second version', async ({ desk, page }) => {
  const here = desk('sample')
  await here.open('/statistics/quarterly-table')
  await expect(shown(page)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('tab', { name: '封存' }).click()
  await page.getByRole('button', { name: '封存', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: '封存', exact: true }).click()
  await expect(page.getByText('已封存为第 1 版')).toBeVisible({ timeout: 60_000 })
  await expect(page.getByText('与第 1 版封存件一致，不用再封存')).toBeVisible()

  await page.keyboard.press('Control+z')
  await expect(page.getByText(/^已撤销“导入/)).toBeVisible()
  await expect(page.getByText('第 1 版封存以后，记录有变化')).toBeVisible()
  await page.getByRole('button', { name: '与现在的数据对照' }).first().click()
  await expect(page.getByRole('heading', { name: '第 1 版与现在的数据对照' })).toBeVisible()
  await expect(page.getByRole('grid').first().getByRole('row').nth(1)).toBeVisible()

  await page.getByRole('button', { name: '封存', exact: true }).click()
  await expect(page.getByText('请写明再次封存，或在勾稽关系不符时仍封存的原因')).toBeVisible()
  await page.getByLabel('原因').fill('评议票重新清点')
  await page.getByRole('button', { name: '封存', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: '封存', exact: true }).click()
  await expect(page.getByText('已封存为第 2 版')).toBeVisible({ timeout: 60_000 })
  expect(here.sql('SELECT max(version) FROM sealed_report')).toBe('2')
  await page.getByRole('tab', { name: '预览' }).click()
  await expect(page.getByText(/本时段已封存，这里是第 2 版封存件/)).toBeVisible()
})

test('an own table is copied, faults are told by line, and it is printed', async ({ desk, page }) => {
  const here = desk('sample')
  await here.open('/statistics/tables')
  const row = page.getByRole('row', { name: /承诺兑现情况统计表/ })
  await row.getByRole('button', { name: '复制一份来改' }).click()
  const text = page.getByLabel('报表格式')
  await expect(text).toBeVisible()
  await expect(page.getByText('可以加入')).toBeVisible()
  const good = await text.inputValue()
  await text.fill(good.replace('pledges.', 'pledgez.'))
  await expect(page.getByText(/有 \d+ 处要改/)).toBeVisible()
  await expect(page.getByText(/没有名为“pledgez/).first()).toBeVisible()
  await text.fill(good)
  await expect(page.getByText('可以加入')).toBeVisible()
  // Before a paper stands in its frame, into which axe cannot go.
  expect(await here.barriers()).toEqual([])
  await page.getByRole('button', { name: '看看样子' }).click()
  await expect(shown(page)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: '加入', exact: true }).click()
  await expect(page.getByRole('heading', { name: '承诺兑现情况统计表（自定）', level: 2 })).toBeVisible()
  await expect(shown(page)).toBeVisible({ timeout: 30_000 })
})
