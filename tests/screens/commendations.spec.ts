/** 评先表彰: from nomination to list, by the keyboard alone. */

import { spawnSync } from 'node:child_process'
import { expect, test } from './desk'
import type { Page } from '@playwright/test'

// The driver and axe try to run scripts in the paper's frame, which its policy refuses: as it should.
test.use({ quiet: /Blocked script execution in .*\/files\// })

async function nominate(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '登记推荐对象', exact: true }).first().press('Enter')
  const dialog = page.getByRole('dialog', { name: '登记推荐对象' })
  await expect(dialog.getByRole('combobox', { name: '表彰类别' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(dialog.getByRole('combobox', { name: '推荐对象' })).toBeFocused()
  await page.keyboard.insertText(name)
  await expect(page.getByRole('option')).toHaveText([new RegExp(name)])
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('table')).toContainText('满意率')
  await dialog.getByRole('button', { name: '保存' }).press('Enter')
  await expect(page.getByText(`已登记推荐“${name}”，可撤销`)).toBeVisible()
}

/** Arrow keys go from tab to tab. */
async function turnTo(page: Page, name: string): Promise<void> {
  const selected = page.getByRole('tab', { selected: true })
  await selected.focus()
  while ((await selected.textContent())?.trim() !== name) await page.keyboard.press('ArrowRight')
}

/** A step for everybody who waits for it. */
async function forward(page: Page, step: string, day: string, more?: (page: Page) => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: `全部登记“${step}”` }).press('Enter')
  const dialog = page.getByRole('dialog', { name: new RegExp(`登记“${step}”`) })
  const on = dialog.getByLabel(step === '公示' ? '公示第一天' : '日期')
  await expect(on).toHaveValue(/^\d{4}-\d{2}-\d{2}$/)
  await on.fill(day)
  await expect(on).toHaveValue(day)
  await more?.(page)
  const despite = dialog.getByPlaceholder(/仍予通过/)
  if (await despite.isVisible()) await despite.fill('党组会议研究同意')
  await dialog.getByRole('button', { name: '保存' }).press('Enter')
  await expect(page.getByText(new RegExp(`已登记“${step}”，\\d+ 项，可撤销`))).toBeVisible()
}

test('a commendation goes from programme to list by the keyboard alone', async ({ desk, page }) => {
  test.setTimeout(180_000)
  const here = desk('sample', '2012-07-06')
  await here.open('/commendations')
  await here.byKeysAlone()
  await page.getByRole('button', { name: '登记表彰活动', exact: true }).first().press('Enter')
  const form = page.getByRole('dialog', { name: '登记表彰活动' })
  await form.getByLabel('名称').fill('七一表彰')
  await form.getByLabel('表彰层次').fill('县级')
  await form.getByRole('button', { name: '保存' }).press('Enter')
  await expect(page.getByText('已登记“七一表彰”，可撤销')).toBeVisible()

  await nominate(page, '余德东')
  await nominate(page, '雷健')
  await expect(page.getByRole('region', { name: '待考核' }).getByRole('listitem')).toHaveCount(2)
  expect(await here.barriers()).toEqual([])

  // The keys: arrows between people, Enter opens, Esc closes.
  await page.locator('[data-nomination]').first().focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByRole('table').first()).toContainText('正式党员')
  await page.keyboard.press('Escape')

  await forward(page, '考核', '2012-06-28')
  await page.keyboard.press('Control+z')
  await expect(page.getByText('已撤销“登记表彰步骤”，可重做')).toBeVisible()
  await page.keyboard.press('Control+Shift+Z')
  await expect(page.getByRole('region', { name: '待推荐' }).getByRole('listitem')).toHaveCount(2)
  await forward(page, '推荐', '2012-06-28')
  await forward(page, '公示', '2012-06-28', async (page) => {
    await expect(page.getByText(/5 个工作日（不少于 5 个）/)).toBeVisible()
  })
  await expect(page.getByText('公示到 2012-07-04').first()).toBeVisible()
  expect(here.sql("SELECT count(*) FROM nomination_step WHERE step = '公示' AND until = '2012-07-04'")).toBe('2')

  await turnTo(page, '文表')
  await page.getByRole('button', { name: '预览和导出 拟表彰对象公示' }).press('Enter')
  await expect(page.getByText(/^第 1 页，共 \d+ 页$/)).toBeVisible({ timeout: 30_000 })
  await expect(page.frameLocator('iframe').locator('body')).toContainText('余德东')

  // After the five days: decided, commended, and the list is on paper.
  await here.go('/commendations')
  await forward(page, '审定', '2012-07-05')
  await forward(page, '表彰', '2012-07-06')
  await expect(page.getByRole('region', { name: '已结束' }).getByRole('listitem')).toHaveCount(2)
  expect(here.sql("SELECT count(*) FROM nomination_step WHERE step = '表彰' AND happened_on = '2012-07-06'")).toBe('2')
  await turnTo(page, '文表')
  await page.getByRole('button', { name: '预览和导出 表彰名单' }).press('Enter')
  await expect(page.getByText(/^第 1 页，共 \d+ 页$/)).toBeVisible({ timeout: 30_000 })
  await page.getByRole('button', { name: '导出 PDF' }).press('Enter')
  const [written] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /^下载：.*\.pdf$/ }).press('Enter')])
  const list = spawnSync('pdftotext', ['-layout', await written.path(), '-'], { encoding: 'utf8' }).stdout
  expect(list.replace(/\s/g, '')).toContain('余德东')
  expect(list.replace(/\s/g, '')).toContain('雷健')
})

test('quotas show how far they are filled, and are taken back', async ({ desk, page }) => {
  const here = desk('sample', '2012-06-28')
  await here.open('/commendations')
  await page.getByRole('button', { name: '登记表彰活动', exact: true }).first().click()
  const form = page.getByRole('dialog', { name: '登记表彰活动' })
  await form.getByLabel('名称').fill('七一表彰')
  await form.getByLabel('表彰层次').fill('县级')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('已登记“七一表彰”，可撤销')).toBeVisible()
  await page.getByRole('tab', { name: '名额' }).click()
  await page.getByRole('button', { name: '分配名额', exact: true }).click()
  const quota = page.getByRole('dialog', { name: '分配名额' })
  await quota.getByLabel('至多').fill('1')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('名额已更新，可撤销')).toBeVisible()
  await expect(page.getByRole('grid', { name: /名额/ })).toContainText('名额内')
  expect(await here.barriers()).toEqual([])
  await page.getByRole('tab', { name: '年度分类' }).click()
  await page.getByRole('button', { name: /登记年度分类：/ }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: '保存' }).click()
  await expect(page.getByText(/已登记“.*”的年度分类，可撤销/)).toBeVisible()
})
